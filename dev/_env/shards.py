"""All of pytest in two processes at once, each with a copy of the database."""

import contextlib
import json
import time

from . import cache, console, databases, suite
from .console import Failure, say, step

SHARDS = ("1", "2")  # as many as a small machine has cores


@contextlib.contextmanager
def beside(checkout):
    """Run all of pytest while the block runs.

    Gives a function that waits for the end, shows what failed, and returns how many
    tests passed and how many did not. It raises Failure for a shard that died, for a
    test that did not run once, and where there is no test at all.
    """
    folder = checkout.folder / "shards"
    cache.remove(folder)
    folder.mkdir()
    _bring_known(folder)
    with contextlib.ExitStack() as stack:
        names = stack.enter_context(_two_databases(checkout))
        processes = {}
        for shard, name in zip(SHARDS, names, strict=True):
            log = stack.enter_context(open(folder / f"{shard}.log", "wb"))
            processes[shard] = suite.start_pytest(
                checkout,
                name,
                *("-p", "shard", "--shard", shard, "--shard-folder", str(folder)),
                *("-o", f"cache_dir={folder / f'cache-{shard}'}", "-q"),
                f"--ignore={checkout.module / suite.DEMO_TESTS}",
                stdout=log,
                stderr=log,
            )
            stack.callback(console.end, processes[shard])
        yield lambda: _finish(folder, processes)


@contextlib.contextmanager
def _two_databases(checkout):
    """Give the names of two databases with the add-on and what browsers load."""

    def with_bundles(checkout, *, demo):
        del demo
        return first

    with contextlib.ExitStack() as stack:
        first = stack.enter_context(
            databases.throwaway(
                checkout, "pytest1", databases.installed_template, demo=False
            )
        )
        suite.make_bundles(checkout, first)
        second = stack.enter_context(
            databases.throwaway(checkout, "pytest2", with_bundles, demo=False)
        )
        yield first, second


def _finish(folder, processes):
    with step(f"pytest, in {len(SHARDS)} shards"):
        for process in processes.values():
            console.finish(process)
    reports = {}
    for shard, process in processes.items():
        log = folder / f"{shard}.log"
        report = folder / f"ran-{shard}.json"
        if process.returncode:
            say(_failures(log.read_text("utf-8", errors="replace")))
        if process.returncode not in (0, 1) or not report.exists():
            raise Failure(
                f"shard {shard} ended with status {process.returncode}: see {log}"
            )
        reports[shard] = json.loads(report.read_text("utf-8"))
        say(f"  shard {shard}: {_last_line(log)}")
    _keep_known(reports.values())
    return count(reports.values())


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


def _failures(text):
    """Return what pytest prints from its first failure on."""
    for title in ("= ERRORS =", "= FAILURES ="):
        if title in text:
            return text[text.rindex("\n", 0, text.index(title)) :]
    return text[-5000:]


def _last_line(log):
    lines = log.read_text("utf-8", errors="replace").split("\n")
    return next((line for line in reversed(lines) if " passed" in line), "no test")


def _bring_known(folder):
    """Copy what is known of how long each class takes, from any checkout's last run."""
    known = _known()
    if known.exists():
        (folder / "seconds.json").write_bytes(known.read_bytes())


def _keep_known(reports):
    seconds = {}
    for report in reports:
        seconds.update(report["seconds"])
    known = _known()
    part = known.with_name(f"{known.name}.{time.monotonic_ns()}")
    part.write_text(json.dumps(seconds), encoding="utf-8")
    part.rename(known)


def _known():
    return cache.root() / "seconds.json"
