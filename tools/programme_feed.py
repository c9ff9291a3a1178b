"""A programme as an iCalendar feed (RFC 5545). No Odoo in here.

Moments are written in UTC, so that no reader needs our time zone's rules; agendas show
them by their own clock.
"""

from datetime import timezone

from . import programme
from .ics import escape, join, stamp


def write(items, *, name, tz, cancelled, product="-//Vie en residence//Programme//FR"):
    """Return the feed of ``items`` as bytes.

    :param str name: of the agenda, shown by the reader.
    :param str tz: a hint for readers that show the agenda's own clock.
    :param cancelled: function of a title, for agendas that do not show the status.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{product}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(name)}",
        f"X-WR-TIMEZONE:{escape(tz)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]
    for item in items:
        lines += _event(item, cancelled)
    lines.append("END:VCALENDAR")
    return join(lines)


def _event(item, cancelled):
    revised = stamp(item.revised_on) if item.revised_on else _utc(item.start)
    title = programme.shorten(item.title, programme.MAX_TITLE)
    status = "CANCELLED" if item.is_cancelled else "CONFIRMED"
    return [
        "BEGIN:VEVENT",
        f"UID:{escape(item.uid)}",
        f"DTSTAMP:{revised}",
        f"LAST-MODIFIED:{revised}",
        f"SEQUENCE:{item.revision}",
        f"DTSTART:{_utc(item.start)}",
        f"DTEND:{_utc(item.stop)}",
        f"SUMMARY:{escape(cancelled(title) if item.is_cancelled else title)}",
        *([f"LOCATION:{escape(item.place)}"] if item.place else []),
        *([f"DESCRIPTION:{escape(item.bring)}"] if item.bring else []),
        f"STATUS:{status}",
        "END:VEVENT",
    ]


def _utc(moment):
    return stamp(moment.astimezone(timezone.utc))
