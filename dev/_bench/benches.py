"""Which parts are measured at which size, one after the other, in one report."""

import contextlib
import os
import platform
import subprocess
import time

from _env.checkout import REPOSITORY
from _env.console import Failure, say

from . import direction, export, load, results, screens, sizes

SIZES = ("S", "L", "XL")
# The sizes of the bars, in the order in which they are measured: what is short first,
# and what fills the machine's memory last.
PARTS = {
    "screens": ("XL",),
    "direction": ("XL",),
    "load": ("L",),
    "export": ("L", "XL"),
}
# What goes wrong in one part is no reason to lose the others.
SURVIVED = (Failure, OSError, subprocess.SubprocessError)
SURVIVED += (ArithmeticError, LookupError, TypeError, ValueError)
RUNS = {
    "export": export.run,
    "direction": direction.run,
    "load": load.run,
}


def plan(names, size):
    """Return the (part, size) to measure: all that has a bar, or what was asked for."""
    if names:
        return [(name, size or PARTS[name][0]) for name in names]
    return [(name, one) for name, several in PARTS.items() for one in several]


def run(checkout, plan, *, keep, flags):
    """Measure, print and write the report; return 0 where every bar holds.

    A part that fails is told in the report, and the others go on.
    """
    report = results.Report(_about(checkout))
    say(f"report: {report.path.with_suffix('.txt')}")
    with contextlib.ExitStack() as stack:
        databases = _Databases(checkout, stack, keep=keep)
        for part, size in plan:
            say(f"\n{part}, size {size}  ({time.strftime('%H:%M:%S')})")
            started = time.monotonic()
            try:
                for figure in _measure(checkout, part, size, databases):
                    report.figures.append(figure)
            except SURVIVED as error:
                report.failures[f"{part} {size}"] = str(error) or type(error).__name__
                say(f"  ✗ {error}")
            report.seconds[f"{part} {size}"] = time.monotonic() - started
            report.about["load at the end"] = _load()
            report.save()
    before = None
    if "--compare" in flags:
        with contextlib.suppress(Failure):
            (before,) = results.last(before=report)
    say("")
    say("\n".join(report.tell(before)))
    say(str(report.path.with_suffix(".txt")))
    return 0 if report.holds() else 1


class _Databases:
    """The databases by size, each made when first asked for."""

    def __init__(self, checkout, stack, *, keep):
        self._checkout, self._stack, self._keep = checkout, stack, keep
        self._names = {}

    def __getitem__(self, size):
        if size not in self._names:
            self._names[size] = self._stack.enter_context(
                sizes.database(self._checkout, size, keep=self._keep)
            )
        return self._names[size]


def _measure(checkout, part, size, databases):
    if part == "screens":
        small = databases[screens.SMALL]
        return screens.run(checkout, size, databases[size], small)
    return RUNS[part](checkout, size, databases[size])


def _about(checkout):
    commit = subprocess.run(
        ["git", "-C", REPOSITORY, "describe", "--always", "--dirty", "--abbrev=10"],
        capture_output=True,
        text=True,
        check=False,
    )
    (version,) = checkout.server.query("SHOW server_version")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return {
        "commit": commit.stdout.strip() or "unknown",
        "machine": f"{os.cpu_count()} cores, {memory:.0f} GB",
        "software": f"Python {platform.python_version()}, PostgreSQL {version[0]},"
        f" Odoo {checkout.source.key}",
        "load at the start": _load(),
    }


def _load():
    return " ".join(f"{one:.1f}" for one in os.getloadavg())
