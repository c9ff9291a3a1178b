"""Periods of whole days, both ends included. No Odoo in here."""

import re
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
FIRST_YEAR = 1900  # before it, Excel has no dates
THURSDAY = 3


@dataclass(frozen=True)
class Period:
    """From ``first`` to ``last``, both included."""

    first: date
    last: date

    def __post_init__(self):
        if self.first > self.last:
            raise ValueError("a period ends before it begins")

    def __contains__(self, day):
        return self.first <= day <= self.last

    def until(self, day):
        """Return the part of the period up to ``day``, itself where all is later."""
        return Period(self.first, min(self.last, day)) if day >= self.first else self

    def month(self):
        """Return the last day's month, up to that day."""
        return Period(self.last.replace(day=1), self.last)

    def year_to_date(self):
        """Return the last day's civil year, up to that day."""
        return Period(self.last.replace(month=1, day=1), self.last)

    def year_before(self):
        """Return the same days a year before; 29 February becomes the 28th."""
        year = relativedelta(years=1)
        return Period(self.first - year, self.last - year)


def civil_year(day):
    """Return the whole civil year of ``day``."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def last_civil_year(day):
    """Return the whole civil year before that of ``day``."""
    return Period(date(day.year - 1, 1, 1), date(day.year - 1, 12, 31))


def last_twelve_months(day):
    """Return the twelve months that end on ``day``."""
    return Period(day - relativedelta(years=1, days=-1), day)


def last_month(day):
    """Return the whole month before that of ``day``."""
    end = day.replace(day=1) - relativedelta(days=1)
    return Period(end.replace(day=1), end)


def parse_date(text):
    """Return the date that ``text`` writes as YYYY-MM-DD, and nothing else.

    :raise ValueError: where it is no such date, or one that Excel does not have.
    """
    if not ISO_DATE.fullmatch(text):
        raise ValueError("not YYYY-MM-DD")
    day = date.fromisoformat(text)
    if day.year < FIRST_YEAR:
        raise ValueError(f"before {FIRST_YEAR}")
    return day


def parse_ids(text):
    """Return the distinct ids that ``text`` lists, comma-separated, in order.

    :raise ValueError: where it is anything else, or an id PostgreSQL does not have.
    """
    ids = []
    for part in text.split(","):
        if not re.fullmatch(r"[1-9]\d{0,9}", part, re.ASCII) or int(part) >= 2**31:
            raise ValueError("not a list of ids")
        ids.append(int(part))
    return list(dict.fromkeys(ids))


def week_of(day):
    """Return the week of ``day``, Monday to Sunday."""
    monday = day - relativedelta(days=day.weekday())
    return Period(monday, monday + relativedelta(days=6))


def month_of(day):
    """Return the whole month of ``day``."""
    first = day.replace(day=1)
    return Period(first, first + relativedelta(months=1, days=-1))


def week_to_print(day):
    """Return the week whose programme is wanted: from Thursday on, the next one."""
    return week_of(day + relativedelta(days=7) if day.weekday() >= THURSDAY else day)


def month_to_print(day):
    """Return the month whose programme is wanted: in its last week, the next one."""
    return month_of(day + relativedelta(days=7))
