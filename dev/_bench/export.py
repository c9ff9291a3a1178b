"""The activity export against its floor: the same cells, written by hardly any code."""

import functools

from _env.console import Failure, step

from . import contest
from .results import Figure

BAR = 1.05
MEMORY_SLACK = 24  # MB: Python's own, between two runs of one program


def run(checkout, size, database):
    """Yield the figures."""
    query = contest.folder(checkout) / "query.json"
    ours, floors = [], []
    for number in range(1, contest.ROUNDS + 1):
        with step(f"round {number} of {contest.ROUNDS}: the export"):
            ours.append(
                contest.measure(
                    *(checkout, "contestant_export", database),
                    *(query, "all", number == 1),
                )
            )
        with step(f"round {number} of {contest.ROUNDS}: its floor"):
            floors.append(
                contest.measure(checkout, "contestant_floor", database, query)
            )
    with step("the last year alone, for its memory"):
        short = contest.measure(
            *(checkout, "contestant_export", database),
            *(query.with_name("short.json"), "year", True),
        )
    rows, cells = ours[0]["rows"], ours[0]["cells"]
    if cells != floors[0]["cells"]:
        raise Failure(f"not the same cells: ours {cells}, floor {floors[0]['cells']}")
    mine, floor = (contest.median(runs, "seconds") for runs in (ours, floors))
    most = max(one["peak"] for one in ours) / contest.MEGABYTE
    growth = most - short["peak"] / contest.MEGABYTE
    figure = functools.partial(Figure, "export", size)
    yield figure("rows", rows)
    yield figure("cells", cells)
    yield figure("export", mine, "s", _all(ours))
    yield figure("floor", floor, "s", _all(floors))
    yield figure("export / floor", mine / floor, "×").at_most(BAR)
    yield figure("whole workbook", ours[0]["workbook"], "s")
    yield figure("most memory", most, "MB")
    note = f"{rows:,} rows, {short['rows']:,} in a year"
    name = "memory beyond that of one year"
    yield figure(name, growth, "MB", note).at_most(MEMORY_SLACK)


def _all(runs):
    return " · ".join(f"{one['seconds']:.2f}" for one in runs)
