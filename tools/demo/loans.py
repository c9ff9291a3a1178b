"""The hall of Les Tamaris, lent to the gym association every Wednesday."""

from datetime import timedelta

from . import texts
from .dates import WEDNESDAY, open_days
from .event import at_hour


def loans(now):
    """Return the loans of a year past and six weeks to come, school terms only."""
    today = now.date()
    first, last = today - timedelta(days=365), today + timedelta(days=42)
    return [
        {
            "space": "tamaris_hall",
            "partner": "gym",
            "purpose": texts.LOAN,
            "start": at_hour(day, 18),
            "stop": at_hour(day, 19.5),
            "expected_count": 14,
        }
        for day in open_days(first, last, {WEDNESDAY}, without=(7, 8))
    ]
