"""The activity export against its floor: the same cells, written by hardly any code."""

from _env.console import Failure, step

from . import contest
from .results import Figure

BAR = 1.2
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
    yield Figure("export", size, "rows", rows, "")
    yield Figure("export", size, "cells", cells, "")
    yield Figure("export", size, "export", mine, "s", note=_all(ours))
    yield Figure("export", size, "floor", floor, "s", note=_all(floors))
    yield Figure.at_most("export", size, "export / floor", mine / floor, BAR)
    yield Figure("export", size, "whole workbook", ours[0]["workbook"], "s")
    yield Figure("export", size, "most memory", most, "MB")
    yield Figure.at_most(
        *("export", size, "memory beyond that of one year", growth, MEMORY_SLACK),
        unit="MB",
        note=f"{rows:,} rows, {short['rows']:,} in a year",
    )


def _all(runs):
    return " · ".join(f"{one['seconds']:.2f}" for one in runs)
