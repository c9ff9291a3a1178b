"""The hall of Les Tamaris, lent to the gym association every Wednesday."""

from datetime import timedelta

from . import texts
from .dates import ONE_DAY, WEDNESDAY, open_days
from .event import at_hour
from .series import LOAN_HOURS, first_day


def loans(now):
    """Return the loans of a year past, school terms only; the next are a series."""
    hour, length = LOAN_HOURS
    first = now.date() - timedelta(days=365)
    last = first_day(now, WEDNESDAY, hour, length) - ONE_DAY
    return [
        {
            "space": "tamaris_hall",
            "partner": "gym",
            "purpose": texts.LOAN,
            "start": at_hour(day, hour),
            "stop": at_hour(day, hour + length),
            "expected_count": 14,
        }
        for day in open_days(first, last, {WEDNESDAY}, without=(7, 8))
    ]
