"""The tests that need neither Odoo nor a database, in seconds."""

import os
import subprocess
import tempfile
from pathlib import Path

from . import python_env, suite
from .checkout import SCRIPTS, link_module

TESTS = "tests/pure"


def run(arguments):
    """Run them, or those that pytest's ``arguments`` choose; return the status."""
    with tempfile.TemporaryDirectory() as folder:
        module = link_module(Path(folder))
        command = [
            *(python_env.python() / "bin" / "python", "-m", "pytest", "-q"),
            *("-p", "no:odoo", "-p", "no:cov", "-p", "no:cacheprovider"),
            *("-p", "pure", "-p", "no_skip"),
            *("-c", module / "pyproject.toml", f"--rootdir={module}"),
            *suite.under_technical_name(module, arguments, TESTS),
        ]
        # Without Odoo's own folder: a test that imports it fails.
        environment = os.environ | {
            "PYTHONPATH": str(SCRIPTS),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONNOUSERSITE": "1",
            "PYTHONSAFEPATH": "1",
        }
        done = subprocess.run(command, env=environment, cwd=folder, check=False)
    return done.returncode
