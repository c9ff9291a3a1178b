"""Wall-clock time of a place and naive UTC, as Odoo stores it. No Odoo in here.

All ``moment`` are naive datetimes in UTC; all ``wall`` are naive datetimes in the
place's own time.
"""

from datetime import datetime, time, timedelta

import pytz


def to_local(moment, tz):
    """Return ``moment`` as an aware datetime in ``tz``."""
    return pytz.utc.localize(moment).astimezone(pytz.timezone(tz))


def to_utc(wall, tz):
    """Return the moment at which clocks in ``tz`` show ``wall``.

    An hour that summer time skips becomes the hour after it; an hour that comes
    twice is the first one.
    """
    zone = pytz.timezone(tz)
    try:
        aware = zone.localize(wall, is_dst=None)
    except pytz.NonExistentTimeError:
        aware = zone.normalize(zone.localize(wall, is_dst=False))
    except pytz.AmbiguousTimeError:
        aware = zone.localize(wall, is_dst=True)
    return aware.astimezone(pytz.utc).replace(tzinfo=None)


def shift_days(moment, days, tz):
    """Return the moment ``days`` later at which clocks in ``tz`` show the same."""
    wall = to_local(moment, tz).replace(tzinfo=None)
    return to_utc(wall + timedelta(days=days), tz)


def at_hour(day, hour, tz):
    """Return the moment of ``hour`` (float, 12.5 is 12:30) on ``day`` in ``tz``."""
    return to_utc(datetime.combine(day, time()) + timedelta(hours=hour), tz)


def day_bounds(day, tz):
    """Return the moments at which ``day`` begins and the next one does, in ``tz``."""
    return at_hour(day, 0, tz), at_hour(day + timedelta(days=1), 0, tz)
