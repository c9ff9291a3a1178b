"""Which papers an event needs, and by when. No Odoo in here."""

from dataclasses import dataclass
from datetime import timedelta

FIRST, SECOND = 14, 7  # days before: proposed from the first on, then the second
SHOWS_THE_PROGRAMME = {"poster", "flyer_2", "flyer_4", "sign_in"}

# key: days before the event from which it is proposed, None where only on demand
PAPERS = {
    "action_sheet": FIRST,
    "countdown": FIRST,
    "poster": FIRST,
    "sign_in": SECOND,
    "image_consent": SECOND,
    "parental_consent": SECOND,
    "flyer_2": None,
    "flyer_4": None,
    "wrap_up": None,
}
SKIPPED = "skipped"


@dataclass(frozen=True)
class Due:
    """A paper to print before ``before``; again, where its event has moved since."""

    key: str
    before: object
    is_again: bool


def due(event_day, today, printed, moved_on=None):
    """Return the papers to propose on ``today``, in the order they are needed.

    :param printed: {key: when it was printed, naive UTC, or ``SKIPPED``}.
    :param moved_on: when the event last moved, naive UTC, None if it never did.
    """
    left = (event_day - today).days
    if not 0 <= left <= FIRST:
        return []
    papers = []
    for key, days in PAPERS.items():
        when = printed.get(key)
        if when == SKIPPED:
            continue
        is_old = bool(
            when and moved_on and when < moved_on and key in SHOWS_THE_PROGRAMME
        )
        if is_old or (not when and days and left <= days):
            papers.append(Due(key, _deadline(event_day, days, today), is_old))
    return papers


def _deadline(event_day, days, today):
    """Return the day before which to print: the next step, never a day gone by."""
    steps = {FIRST: SECOND, SECOND: 1}
    return max(today, event_day - timedelta(days=steps.get(days, 1)))
