"""A programme as an iCalendar feed (RFC 5545). No Odoo in here.

Moments are written in UTC, so that no reader needs our time zone's rules; agendas show
them by their own clock.
"""

from datetime import timezone

from . import programme

MAX_OCTETS = 75  # of a line, RFC 5545 section 3.1


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
    return b"".join(fold(line) for line in lines)


def _event(item, cancelled):
    stamp = _naive_utc(item.revised_on) if item.revised_on else _utc(item.start)
    title = programme.shorten(item.title, programme.MAX_TITLE)
    status = "CANCELLED" if item.is_cancelled else "CONFIRMED"
    return [
        "BEGIN:VEVENT",
        f"UID:{escape(item.uid)}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"SEQUENCE:{item.revision}",
        f"DTSTART:{_utc(item.start)}",
        f"DTEND:{_utc(item.stop)}",
        f"SUMMARY:{escape(cancelled(title) if item.is_cancelled else title)}",
        *([f"LOCATION:{escape(item.place)}"] if item.place else []),
        *([f"DESCRIPTION:{escape(item.bring)}"] if item.bring else []),
        f"STATUS:{status}",
        "END:VEVENT",
    ]


def escape(text):
    """Return ``text`` as a TEXT value, RFC 5545 section 3.3.11."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    text = text.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return "".join(sign for sign in text if sign >= " " or sign == "\t")


def fold(line):
    """Return ``line`` in octets, folded without cutting a character in two."""
    folded, length = [], 0
    for character in line:
        octets = character.encode()
        if length + len(octets) > MAX_OCTETS:
            folded.append(b"\r\n ")
            length = 1
        folded.append(octets)
        length += len(octets)
    return b"".join(folded) + b"\r\n"


def _utc(moment):
    return f"{moment.astimezone(timezone.utc):%Y%m%dT%H%M%SZ}"


def _naive_utc(moment):
    return f"{moment:%Y%m%dT%H%M%SZ}"
