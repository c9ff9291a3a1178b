"""On which days the demo's events fall, counted back from one day. No Odoo in here."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = range(6)
WORKDAYS = range(5)
ONE_DAY = timedelta(days=1)


def is_closed(day):
    """Return whether the house is closed: 1–21 August, 24 December–2 January."""
    return (8, 1) <= (day.month, day.day) <= (8, 21) or (
        (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 2)
    )


def years(today):
    """Return the (first, last) days of three years, oldest first.

    Each begins the day after ``today``'s date of that year; the last one ends
    yesterday: what happens today is still to come.
    """
    starts = [today - relativedelta(years=count) + ONE_DAY for count in (3, 2, 1)]
    stops = [start - ONE_DAY for start in starts[1:]] + [today - ONE_DAY]
    return list(zip(starts, stops, strict=True))


def open_days(first, last, weekdays, *, without=()):
    """Return the open days from ``first`` to ``last`` that fall on ``weekdays``.

    :param without: months left out.
    """
    count = (last - first).days + 1
    days = (first + timedelta(days=offset) for offset in range(count))
    return [
        day
        for day in days
        if day.weekday() in weekdays and day.month not in without and not is_closed(day)
    ]


def last_open(today, weekday):
    """Return the last open ``weekday`` strictly before ``today``."""
    days = open_days(today - timedelta(days=42), today - ONE_DAY, {weekday})
    return days[-1]


def spaced(days, count):
    """Return ``count`` of ``days``, evenly spaced, the last one among them."""
    picked = {days[-1 - index * len(days) // count] for index in range(count)}
    return sorted(picked)


def season_day(days, month, day):
    """Return which of ``days`` is nearest to a day of the year, in the last year."""

    def rank(candidate):
        wished = date(candidate.year, month, day)
        return candidate.year, -abs((candidate - wished).days)

    return max(days, key=rank)
