"""What calendars understand: RFC 5545, and invitations by RFC 5546. No Odoo in here.

One invitation per date: a REQUEST or a CANCEL is about one UID. Read back in the tests
by ``vobject``, which did not write it.
"""

from dataclasses import dataclass
from datetime import datetime

FOLD = 75  # octets a line, RFC 5545 section 3.1
HIGH_BITS, CONTINUES = 0xC0, 0x80  # of an octet inside a character, in UTF-8
METHODS = {"REQUEST": "CONFIRMED", "CANCEL": "CANCELLED"}
ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


@dataclass(frozen=True)
class Person:
    """Who organises, or comes."""

    name: str
    email: str


@dataclass(frozen=True)
class Invitation:
    """One date, told to one person; moments are naive, in UTC.

    :param uid: the same for the whole life of a date; ``sequence`` grows with each
        change, or calendars keep what they have.
    """

    method: str
    uid: str
    sequence: int
    start: datetime
    stop: datetime
    stamp: datetime
    summary: str
    organizer: Person
    attendee: Person
    location: str = ""
    url: str = ""


def make_ics(invitation):
    """Return the file, bytes in UTF-8 with CRLF lines.

    :raise ValueError: where the method is neither REQUEST nor CANCEL.
    """
    status = METHODS.get(invitation.method)
    if not status:
        raise ValueError(f"no such method: {invitation.method}")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//residence_community//peer session//FR",
        "CALSCALE:GREGORIAN",
        f"METHOD:{invitation.method}",
        "BEGIN:VEVENT",
        f"UID:{escape(invitation.uid)}",
        f"SEQUENCE:{invitation.sequence}",
        f"DTSTAMP:{stamp(invitation.stamp)}",
        f"DTSTART:{stamp(invitation.start)}",
        f"DTEND:{stamp(invitation.stop)}",
        f"SUMMARY:{escape(invitation.summary)}",
        f"STATUS:{status}",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        _person("ORGANIZER", invitation.organizer),
        _person("ATTENDEE", invitation.attendee, "ROLE=REQ-PARTICIPANT;RSVP=TRUE"),
    ]
    if invitation.location:
        lines.append(f"LOCATION:{escape(invitation.location)}")
    if invitation.url:
        lines.append(f"URL:{_one_line(invitation.url)}")
    return join([*lines, "END:VEVENT", "END:VCALENDAR"])


def stamp(moment):
    """Return a moment in UTC, naive or not, as calendars write it."""
    return f"{moment:%Y%m%dT%H%M%SZ}"


def escape(text):
    """Return ``text`` as a TEXT value, RFC 5545 section 3.3.11."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(sign for sign in text if sign >= " " or sign in "\t\n")
    return text.translate(ESCAPES)


def join(lines):
    """Return the file that ``lines`` make: bytes in UTF-8, folded, CRLF at each end."""
    return b"".join(_fold(line.encode()) + b"\r\n" for line in lines)


def _one_line(text):
    """Return what stands in a line as it is, without what would end the line."""
    return "".join(text.split())


def _person(name, person, parameters=""):
    # a quoted value takes anything but quotes and control characters
    label = "".join(char for char in person.name if char >= " " and char != '"')
    parts = [name, *filter(None, [parameters]), f'CN="{label}"']
    return f"{';'.join(parts)}:mailto:{_one_line(person.email)}"


def _fold(line):
    """Cut a line into pieces of at most FOLD octets, never within a character."""
    pieces, limit = [], FOLD
    while len(line) > limit:
        cut = limit
        while line[cut] & HIGH_BITS == CONTINUES:
            cut -= 1
        pieces.append(line[:cut])
        line, limit = line[cut:], FOLD - 1  # the space that continues it counts
    return b"\r\n ".join([*pieces, line])
