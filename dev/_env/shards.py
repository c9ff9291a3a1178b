"""Pytest in two processes at once, each with a part of the tests."""

import contextlib
import json
import os
import time

from . import cache, console, databases, suite
from .console import Failure, say, step

SHARDS = ("1", "2")  # as many as a small machine has cores
ENDED = (0, 1)  # pytest's status when it has run all: green, or some failed


@contextlib.contextmanager
def beside(checkout):
    """Run all of pytest but the demo's tests while the block runs.

    Gives a function that does what ``finish`` does.
    """
    folder = prepare(checkout.folder)
    with contextlib.ExitStack() as stack:
        names = stack.enter_context(_databases(checkout))

        def start(shard, log):
            return suite.start_pytest(
                checkout,
                names[SHARDS.index(shard)],
                *options(folder, shard),
                f"--ignore={checkout.module / suite.DEMO_TESTS}",
                stdout=log,
                stderr=log,
            )

        processes = stack.enter_context(running(folder, start))
        yield lambda: finish(folder, processes)


def prepare(parent):
    """Return the folder that the shards of a run share, in ``parent``: an empty one.

    With what is known of how long each class takes, from any checkout's last run.
    """
    folder = parent / "shards"
    cache.remove(folder)
    folder.mkdir()
    if _known().exists():
        (folder / "seconds.json").write_bytes(_known().read_bytes())
    return folder


def options(folder, shard):
    """Return the options that make a pytest one of the shards."""
    return (
        *("-p", "shard", "--shard", shard, "--shard-folder", str(folder)),
        *("-o", f"cache_dir={folder / f'cache-{shard}'}", "-q"),
    )


@contextlib.contextmanager
def running(folder, start):
    """Give the processes that ``start(shard, log)`` starts; end those left over."""
    processes = {}
    with contextlib.ExitStack() as stack:
        for shard in SHARDS:
            log = stack.enter_context(open(_log(folder, shard), "wb"))
            processes[shard] = start(shard, log)
            stack.callback(console.end, processes[shard])
        yield processes


@contextlib.contextmanager
def _databases(checkout):
    """Give the names of two databases with the add-on and what browsers load."""
    template = databases.installed_template
    with databases.throwaway(checkout, "pytest1", template, demo=False) as first:
        suite.make_bundles(checkout, first)
        with databases.throwaway(
            checkout, "pytest2", lambda checkout, demo: first, demo=False
        ) as second:
            yield first, second


def finish(folder, processes):
    """Wait for the shards and show what failed; return how many passed and failed.

    Raises Failure for a shard that died, and where ``count`` does.
    """
    with step(f"pytest, in {len(SHARDS)} shards"):
        _wait(processes.values())
    reports = []
    for shard, process in processes.items():
        if process.returncode not in (None, *ENDED):
            say(_failures(_log(folder, shard).read_text("utf-8", errors="replace")))
            raise Failure(f"shard {shard} died with status {process.returncode}")
    for shard, process in processes.items():
        log = _log(folder, shard)
        report = _report(folder, shard)
        if process.returncode:
            say(_failures(log.read_text("utf-8", errors="replace")))
        reports.append(json.loads(report.read_text("utf-8")))
        say(f"  shard {shard}: {_last_line(log)}")
    _keep_known(reports)
    return count(reports)


def _wait(processes):
    """Wait for the end of all, or for one that dies."""
    while None in (found := {process.poll() for process in processes}):
        if found - {None, *ENDED}:
            return
        time.sleep(console.PAUSE)


def count(reports):
    """Return how many tests passed, and how many did not (skipped ones too).

    Raises Failure unless each test that was collected ran in exactly one shard.
    """
    collected = {test for report in reports for test in report["collected"]}
    ran = [test for report in reports for test in report["outcomes"]]
    missed = collected - set(ran)
    if not collected or missed or len(ran) > len(set(ran)):
        raise Failure(
            f"{len(collected)} tests collected, {len(missed)} not run, "
            f"{len(ran) - len(set(ran))} run twice"
        )
    outcomes = [found for report in reports for found in report["outcomes"].values()]
    passed = outcomes.count("passed")
    return passed, len(outcomes) - passed


def _log(folder, shard):
    return folder / f"{shard}.log"


def _report(folder, shard):
    return folder / f"ran-{shard}.json"


def _failures(text):
    """Return what pytest prints from its first failure on."""
    for title in ("= ERRORS =", "= FAILURES ="):
        if title in text:
            return text[text.rindex("\n", 0, text.index(title)) :]
    return text[-5000:]


def _last_line(log):
    lines = log.read_text("utf-8", errors="replace").split("\n")
    return next((line for line in reversed(lines) if " passed" in line), "no test")


def _keep_known(reports):
    known = _known()
    seconds = json.loads(known.read_text("utf-8")) if known.exists() else {}
    for report in reports:
        seconds.update(report["seconds"])
    part = known.with_name(f"{known.name}.{os.getpid()}")
    part.write_text(json.dumps(seconds), encoding="utf-8")
    part.rename(known)


def _known():
    return cache.root() / "seconds.json"
