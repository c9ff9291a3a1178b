"""What comes back at Les Tamaris: baskets, a club, and the hall lent to a gym class."""

from datetime import timedelta

from . import texts
from .dates import FRIDAY, ONE_DAY, SATURDAY, WEDNESDAY
from .event import HOURS, at_hour
from .tamaris import club_topic

LOAN_HOURS = (18, 1.5)


def series(now):
    """Return the series of events that run from ``now`` on.

    Holidays and closing days are left to the series themselves.
    """
    basket = first_day(now, FRIDAY, *HOURS["basket"])
    club = first_day(now, SATURDAY, *HOURS["club"])
    topic = club_topic(club)
    return [
        make_series(
            "basket",
            basket,
            texts.BASKET,
            "FREQ=WEEKLY;BYDAY=FR",
            spaces=("hall",),
            partners=("farm",),
        ),
        make_series(
            "club",
            club,
            texts.CLUBS[topic],
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA",
            spaces=("hall" if topic == "sewing" else "garden",),
            led_by="residents",
        ),
    ]


def loan_series(now):
    """Return the loans that run from ``now`` on: school terms only."""
    hour, length = LOAN_HOURS
    start = at_hour(first_day(now, WEDNESDAY, hour, length), hour)
    return [
        {
            "space": "tamaris_hall",
            "partner": "gym",
            "purpose": texts.LOAN,
            "expected_count": 14,
            "start": start,
            "stop": start + timedelta(hours=length),
            "rrule": "FREQ=WEEKLY;BYDAY=WE",
            "skip_school_holidays": True,
        }
    ]


def make_series(kind, day, name, rrule, **values):
    """Return a series of Les Tamaris, at its type's usual hour."""
    hour, length = HOURS[kind]
    start = at_hour(day, hour)
    return {
        "residence": "tamaris",
        "kind": kind,
        "name": name,
        "start": start,
        "stop": start + timedelta(hours=length),
        "rrule": rrule,
        "animator": "nadege",
        "partners": (),
        **values,
    }


def first_day(now, weekday, hour, length):
    """Return the first ``weekday`` on which something ends after ``now``."""
    day = now.date()
    while day.weekday() != weekday or at_hour(day, hour + length) <= now:
        day += ONE_DAY
    return day
