"""The direction's figures on a landlord's data, and their bars."""

from _env.console import step

from . import contest
from .results import Figure

YEAR, FIVE_YEARS, MEASURES = 1.5, 4.0, 0.5  # seconds
BARE = "bare SQL: "


def run(checkout, size, database):
    """Yield the figures; their bars are those of XL. Beside those of five years, what
    PostgreSQL takes for as much without the add-on."""
    runs = []
    for number in range(1, contest.ROUNDS + 1):
        with step(f"round {number} of {contest.ROUNDS}"):
            runs.append(contest.measure(checkout, "contestant_direction", database))
    seconds = {
        name: contest.median([one[name] for one in runs], "seconds") for name in runs[0]
    }
    for name, value in seconds.items():
        figure = Figure("direction", size, name, value, "s")
        bare = name.startswith(BARE)
        yield figure if bare else figure.at_most(_bar(name))
    for name, value in seconds.items():
        if name.startswith(BARE):
            ours = name.removeprefix(BARE)
            ratio = seconds[ours] / value
            yield Figure("direction", size, f"{ours} / bare SQL", ratio, "×")


def _bar(name):
    if not name.startswith("generations"):
        return MEASURES
    return FIVE_YEARS if "five years" in name else YEAR
