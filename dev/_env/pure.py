"""The tests that need neither Odoo nor a database, in seconds."""

import os
import subprocess
import tempfile
import time
from pathlib import Path

from . import python_env, shards, suite
from .checkout import SCRIPTS, link_module
from .console import say

TESTS = "tests/pure"


def run(arguments):
    """Run them, or those that pytest's ``arguments`` choose; return the status."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        module = link_module(folder)
        if arguments:
            chosen = suite.under_technical_name(module, arguments, TESTS)
            plain = ("-q", "-p", "no:cacheprovider")
            return _start(folder, module, *plain, *chosen).wait()
        shared = shards.prepare(folder)

        def start(shard, log):
            options = shards.options(shared, shard)
            tests = module / TESTS
            return _start(folder, module, *options, tests, stdout=log, stderr=log)

        with shards.running(shared, start) as processes:
            passed, failed = shards.finish(shared, processes)
    say(f"{passed} passed, {failed} failed in {time.monotonic() - started:.1f} s")
    return 1 if failed else 0


def _start(folder, module, *arguments, **streams):
    """Start a pytest that knows the add-on's packages, and nothing of Odoo."""
    command = [
        *(python_env.python() / "bin" / "python", "-m", "pytest"),
        *("-p", "no:odoo", "-p", "no:cov", "-p", "pure", "-p", "no_skip"),
        *("-c", module / "pyproject.toml", f"--rootdir={module}"),
    ]
    # Without Odoo's own folder: a test that imports it fails.
    environment = os.environ | {
        "PYTHONPATH": str(SCRIPTS),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONNOUSERSITE": "1",
        "PYTHONSAFEPATH": "1",
    }
    return subprocess.Popen(
        [*command, *arguments],
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        **streams,
    )
