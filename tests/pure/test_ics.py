import unittest
from dataclasses import replace
from datetime import datetime

import vobject

from ...tools.ics import Invitation, Person, make_ics

INVITATION = Invitation(
    method="REQUEST",
    uid="one-uid",
    sequence=3,
    start=datetime(2026, 5, 19, 12),
    stop=datetime(2026, 5, 19, 14, 30),
    stamp=datetime(2026, 5, 12, 9),
    summary="Réunion ; à l'étage, près du « bureau » \\ cour\nen bas",
    organizer=Person('Solène "S" Marescourt', "solene@example.com"),
    attendee=Person("Gaël\nP.", "gael@example.com"),
    location="Salle " + "é" * 90,
    url="https://video.example.com/" + "x" * 90,
)


class TestIcs(unittest.TestCase):
    """Read back by another library: vobject, which Odoo ships."""

    def _read(self, **changes):
        data = make_ics(replace(INVITATION, **changes))
        return vobject.readOne(data.decode())

    def test_read_back(self):
        calendar = self._read()
        event = calendar.vevent
        self.assertEqual(calendar.method.value, "REQUEST")
        self.assertEqual(event.uid.value, "one-uid")
        self.assertEqual(event.sequence.value, "3")
        self.assertEqual(event.summary.value, INVITATION.summary)
        self.assertEqual(event.location.value, INVITATION.location)
        self.assertEqual(event.url.value, INVITATION.url)
        self.assertEqual(event.dtstart.value.isoformat(), "2026-05-19T12:00:00+00:00")
        self.assertEqual(event.dtend.value.isoformat(), "2026-05-19T14:30:00+00:00")
        self.assertEqual(event.organizer.value, "mailto:solene@example.com")
        self.assertEqual(event.attendee.value, "mailto:gael@example.com")
        self.assertEqual(event.attendee.params["CN"], ["GaëlP."])
        self.assertEqual(event.status.value, "CONFIRMED")

    def test_cancel(self):
        calendar = self._read(method="CANCEL")
        self.assertEqual(calendar.method.value, "CANCEL")
        self.assertEqual(calendar.vevent.status.value, "CANCELLED")

    def test_lines_are_short_and_end_as_the_standard_says(self):
        data = make_ics(INVITATION)
        self.assertTrue(data.endswith(b"END:VCALENDAR\r\n"))
        for line in data.split(b"\r\n"):
            self.assertLessEqual(len(line), 75)
            line.decode()  # no character is cut in two
        self.assertNotIn(b"\n", data.replace(b"\r\n", b""))

    def test_nothing_typed_ends_a_line(self):
        forged = Person("x", "x@example.com\r\nDESCRIPTION:forged")
        event = self._read(
            attendee=forged, url="https://e.x/\r\nDESCRIPTION:forged"
        ).vevent
        self.assertFalse(hasattr(event, "description"))

    def test_unknown_method(self):
        with self.assertRaises(ValueError):
            make_ics(replace(INVITATION, method="PUBLISH"))
