"""The direction's figures on a landlord's data, and their bars."""

from _env.console import step

from . import contest
from .results import Figure

YEAR, FIVE_YEARS, MEASURES = 1.5, 4.0, 0.5  # seconds


def run(checkout, size, database):
    """Yield the figures; their bars are those of XL."""
    runs = []
    for number in range(1, contest.ROUNDS + 1):
        with step(f"round {number} of {contest.ROUNDS}"):
            runs.append(contest.measure(checkout, "contestant_direction", database))
    for name in runs[0]:
        value = contest.median([one[name] for one in runs], "seconds")
        if not name.startswith("generations"):
            bar = MEASURES
        else:
            bar = FIVE_YEARS if "five years" in name else YEAR
        yield Figure("direction", size, name, value, "s").at_most(bar)
