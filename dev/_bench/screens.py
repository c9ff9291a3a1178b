"""An animator's screens and a series: the same work, however large the landlord."""

import functools

from _env.console import step

from . import contest
from .results import Figure

SLOWER = 1.5  # times as long as at the small landlord's, at most
SMALL = "S"
SERIES = "series of {} dates"
# Odoo itself writes a hundred rows at a time: events, and their bookings
MORE_BATCHES = 4


def run(checkout, size, database, small):
    """Yield the figures of a size beside those of the small landlord."""
    sizes = {SMALL: small, size: database}
    runs = {one: [] for one in sizes}
    for number in range(1, contest.ROUNDS + 1):
        for one, name in sizes.items():
            with step(f"round {number} of {contest.ROUNDS}: size {one}"):
                runs[one].append(contest.measure(checkout, "contestant_screens", name))
    queries = {one: _median(several, "queries") for one, several in runs.items()}
    seconds = {one: _median(several, "seconds") for one, several in runs.items()}
    for name in queries[size]:
        if name.startswith("series"):
            continue
        asked, small_asked = queries[size][name], queries[SMALL][name]
        mine, theirs = seconds[size][name], seconds[SMALL][name]
        figure = functools.partial(Figure, "screens", size)
        yield figure(f"{name}: queries", asked).equal(small_asked)
        yield figure(f"{name}: time", mine, "ms")
        yield Figure("screens", SMALL, f"{name}: time", theirs, "ms")
        yield figure(f"{name}: {size} / {SMALL}", mine / theirs, "×").at_most(SLOWER)
    for one in sizes:
        yield from _series(one, queries[one], seconds[one])


def _series(size, queries, seconds):
    short, usual, long = (SERIES.format(dates) for dates in (13, 52, 104))
    figure = functools.partial(Figure, "series", size)
    yield figure(f"{short}: queries", queries[short])
    yield figure(f"{usual}: queries", queries[usual]).equal(queries[short])
    note = "Odoo writes 100 rows at a time"
    more = queries[short] + MORE_BATCHES
    yield figure(f"{long}: queries", queries[long], note=note).at_most(more)
    for name in (short, usual, long):
        yield figure(f"{name}: time", seconds[name], "ms")


def _median(runs, key):
    scale = 1000 if key == "seconds" else 1
    return {
        name: scale * contest.median([one[name] for one in runs], key)
        for name in runs[0]
    }
