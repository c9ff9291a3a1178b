"""Start contestants, each in a process of its own, and read what they measured."""

import json
import os
import statistics
from pathlib import Path

from _env.console import Failure

HERE = Path(__file__).parent
ROUNDS = 3
MEGABYTE = 1024  # of the kilobytes that the system counts memory in
PATIENCE = 1200  # seconds, for one contestant


def folder(checkout):
    """Return the folder of what contestants write."""
    place = checkout.folder / "bench"
    place.mkdir(exist_ok=True)
    return place


def run(checkout, program, *arguments):
    """Run a program of this folder inside Odoo's environment.

    Raises Failure where it does not end well.
    """
    python_path = (checkout.environment()["PYTHONPATH"], str(HERE))
    process = checkout.start(
        *(HERE / f"{program}.py", *map(str, arguments)),
        extra={"PYTHONPATH": os.pathsep.join(python_path)},
    )
    try:
        status = process.wait(PATIENCE)
    finally:
        process.kill()
    if status:  # below 0: the signal that ended it
        raise Failure(f"{program} ended with {status}; what it said is above")


def measure(checkout, program, database, *arguments):
    """Run a contestant on a database; return what it measured, a dict."""
    result = folder(checkout) / f"{program}.json"
    result.unlink(missing_ok=True)
    run(checkout, program, database, result, *arguments)
    return json.loads(result.read_text("utf-8"))


def median(runs, key):
    """Return the median of ``key`` over several runs."""
    return statistics.median(one[key] for one in runs)
