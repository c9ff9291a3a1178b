"""The linters: each says what is wrong, --fix lets those that can put it right."""

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from . import cache, console, node, python_env
from .checkout import REPOSITORY, link_module
from .console import say

FORMATTED = "**/*.{xml,js,mjs,css,scss}"  # what prettier looks after


def check():
    """Run every linter; return how many are not content."""
    tools = _Tools()
    with tempfile.TemporaryDirectory() as folder:
        module = link_module(Path(folder))
        return sum(
            [
                tools.python("ruff", "ruff", "check", "--quiet"),
                tools.python("ruff format", "ruff", "format", "--check", "--quiet"),
                tools.python("pylint-odoo", "pylint", "--rcfile=.pylintrc", module),
                tools.python("oca-checks", "oca-checks-odoo-module", OCA, module),
                *_translations(tools, module),
                tools.prettier("--check"),
                tools.node("eslint", "eslint/bin/eslint.js", "."),
            ]
        )


@contextlib.contextmanager
def beside(output):
    """Run every linter while the block runs, its words kept in the file ``output``.

    Gives what ``console.beside`` does.
    """
    command = [sys.executable, REPOSITORY / "dev" / "test", "--lint"]
    with open(output, "wb") as written:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=written, stderr=written
        )
        with console.beside(process, output) as finish:
            yield finish


def fix():
    """Let ruff and prettier rewrite the working tree; return how many refused."""
    tools = _Tools()
    return sum(
        [
            tools.python("ruff", "ruff", "check", "--fix", "--quiet"),
            tools.python("ruff format", "ruff", "format", "--quiet"),
            tools.prettier("--write", "--log-level=warn"),
        ]
    )


# The README is Markdown; the second is about a hosting we do not use.
OCA = "--disable=prefer-readme-rst,weblate-component-too-long"
# It empties what is the same word in both languages: dev/test could no longer tell it
# from what nobody has translated.
OCA_PO = "--disable=po-pretty-format"


def _translations(tools, module):
    files = sorted((module / "i18n").glob("*.po*"))
    if not files:
        return []
    return [tools.python("oca-checks-po", "oca-checks-po", OCA_PO, *files)]


class _Tools:
    """Runs the linters from the checkout's root, their caches outside it."""

    def __init__(self):
        self._bin = python_env.linters() / "bin"
        self._node = node.node()
        self._modules = node.packages()
        cached = cache.root() / "lint"
        self._environment = {
            **os.environ,
            "PATH": f"{self._bin}{os.pathsep}{os.environ.get('PATH', '')}",
            "RUFF_CACHE_DIR": str(cached / "ruff"),
            "PYLINTHOME": str(cached / "pylint"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def python(self, label, program, *arguments):
        return self._run(label, self._bin / program, *arguments)

    def node(self, label, script, *arguments):
        return self._run(label, self._node, self._modules / script, *arguments)

    def prettier(self, *options):
        plugin = self._modules / "@prettier/plugin-xml/src/plugin.js"
        return self.node(
            "prettier",
            "prettier/bin/prettier.cjs",
            *("--plugin", plugin, "--no-error-on-unmatched-pattern"),
            *(*options, FORMATTED),
        )

    def _run(self, label, *command):
        done = subprocess.run(
            command,
            cwd=REPOSITORY,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        say(f"  {label}: {'not content' if done.returncode else 'ok'}")
        if done.returncode:
            say(done.stdout)
        return bool(done.returncode)
