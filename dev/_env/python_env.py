"""Virtual environments made of pinned, hashed packages."""

import os
import subprocess
import sys
from pathlib import Path

from . import cache
from .console import run, say, step

PRINTING = "libfontconfig1 libfreetype6 libx11-6 libxext6 libxrender1"
REQUIREMENTS = Path(__file__).parent.parent / "requirements"


def python():
    """Return the folder of the environment that runs Odoo and the tests."""
    return _environment("odoo", _finish)


def check_printing(environment):
    """Say what to install when wkhtmltopdf misses a library it does not carry."""
    program = environment / "bin" / "wkhtmltopdf"
    done = subprocess.run([program, "--version"], capture_output=True, check=False)
    if done.returncode:
        say(f"  no PDF until you: apt install {PRINTING}")


def linters():
    """Return the folder of the linters' environment, with Node."""
    return _environment("lint", lambda folder: None)


def browsing():
    """Return the folder of the environment that drives a browser for dev/shots."""
    return _environment("shots", lambda folder: None)


def packages(name):
    """Return a folder of packages laid out without an environment.

    ``name`` is that of a file in dev/requirements.
    """
    locked = REQUIREMENTS / f"{name}.txt"

    def make(folder):
        with step(f"Python packages: {name}"):
            # The system's Python may have no pip: one is borrowed from an environment.
            lender = folder / ".pip"
            _make(lender)
            _pip(lender, locked, "--target", folder)
            cache.remove(lender)

    return cache.build(_target(name, locked), make)


def _environment(name, finish):
    locked = REQUIREMENTS / f"{name}.txt"
    target = _target(name, locked)
    if not (target / "bin" / "python").exists():
        cache.remove(target)  # the Python it was made from is gone

    def make(folder):
        with step(f"Python packages: {name}"):
            _make(folder)
            _pip(folder, locked)
            finish(folder)
            _move_scripts(folder, target)

    return cache.build(target, make)


def _target(name, locked):
    folder = cache.root() / "python"
    folder.mkdir(exist_ok=True)
    version = "{}.{}.{}".format(*sys.version_info)
    key = cache.digest(locked.read_bytes(), version, os.path.realpath(sys.executable))
    return folder / f"{name}-{version}-{key}"


def _make(folder):
    run(
        [sys.executable, "-m", "venv", folder],
        advice="Python cannot make an environment: install python3-venv",
    )


def _pip(environment, locked, *options):
    """Install what a lock names, and nothing else.

    ``--no-deps``: the lock is complete. Left to itself, pip resolves ``coverage[toml]``
    apart from the pinned ``coverage`` and fails the day a newer one is published.
    """
    python = environment / "bin" / "python"
    run(
        [
            *(python, "-m", "pip", "install", "--require-hashes", "--no-compile"),
            *("--disable-pip-version-check", "--no-input", "--no-deps"),
            *("-r", locked, *options),
        ],
        advice="Python packages did not install: check the network and try again",
        env={**os.environ, "PYTHONNOUSERSITE": "1"},
    )


def _finish(folder):
    # Odoo looks for this name; the package ships the build with patched Qt, the only
    # one that prints headers and footers.
    (folder / "bin" / "wkhtmltopdf").symlink_to("wkhtmltopdf-pack")


def _move_scripts(folder, target):
    """Make the scripts of ``folder`` name the Python of its final place, ``target``."""
    before, after = os.fsencode(folder), os.fsencode(target)
    for script in (folder / "bin").iterdir():
        if script.is_file() and not script.is_symlink():
            content = script.read_bytes()
            if before in content and not content.startswith(b"\x7fELF"):
                script.write_bytes(content.replace(before, after))
