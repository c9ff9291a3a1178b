"""A residence at a glance: four figures, three dates, one photo that may be shown."""

import base64

from odoo.exceptions import AccessError

from ..common.base import ResidenceCommon, new_photo

READERS = ("animator", "coordinator", "management", "administrator")


class TestGlance(ResidenceCommon):
    def _see(self, name, residence=None):
        residence = (residence or self.home).with_user(self.users[name])
        self.env.invalidate_all()
        return residence

    def _hold(self, led_by="animator", **values):
        meal = self._new_count(self._new_event(led_by=led_by, **values), adults=18)
        meal.state = "done"
        return meal

    def test_four_figures_are_the_report_s(self):
        self._hold().external_count = 3
        self._hold("shared", days=-8)
        self._hold("residents", days=-9)
        self._new_event(days=-10, state="planned")
        self._hold(days=-400)
        for name in READERS:
            with self.subTest(name):
                place = self._see(name)
                self.assertEqual(place.event_count, 3)
                self.assertEqual(place.counted_event_count, 3)
                self.assertEqual(place.participation_count, 54)
                self.assertAlmostEqual(place.participants_per_100, 28.3)  # of 17 and 60
                self.assertAlmostEqual(place.residents_share, 2 / 3)
                self.assertEqual(place.missing_report_count, 1)

    def test_nothing_was_counted(self):
        place = self._see("management")
        self.assertEqual((place.event_count, place.counted_event_count), (0, 0))
        self.assertFalse(place.next_dates)
        self.assertFalse(place.cleared_photo)
        self.assertFalse(place.cleared_photo_words)
        new = self.env["residence.residence"].new({"name": "Les Embruns"})
        self.assertFalse(new.next_dates or new.cleared_photo or new.event_count)

    def test_next_three_dates(self):
        """In the residence's time; neither what is prepared, cancelled or far off."""
        for days, title in ((9, "Fourth"), (2, "Second"), (1, "First"), (3, "Third")):
            self._new_event(days=days, name=title, state="planned")
        self._new_event(days=1, hour=8, name="Draft")
        self._new_event(days=1, hour=9, name="Cancelled", state="planned").write(
            {"state": "cancelled"}
        )
        self._new_event(days=70, name="Far off", state="planned")
        self._new_event(self.away, days=1, name="Elsewhere", state="planned")
        expected = [
            "Wed 13 May, 12:00 – First",
            "Thu 14 May, 12:00 – Second",
            "Fri 15 May, 12:00 – Third",
        ]
        for name in READERS:
            with self.subTest(name):
                place = self._see(name)
                self.assertEqual(place.next_dates.splitlines(), expected)
        both = self._see("management", self.home | self.away)
        self.assertIn("Elsewhere", both[1].next_dates)
        self.assertNotIn("Elsewhere", both[0].next_dates)

    def _count_queries(self, residences):
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        residences.mapped("next_dates")
        residences.mapped("cleared_photo_words")
        return self.env.cr.sql_log_count - start

    def test_queries_do_not_grow_with_residences(self):
        for residence in (self.home, self.away, self.shared_home):
            self._new_event(residence, days=1, state="planned")
        places = self._see("management", self.home | self.away | self.shared_home)
        self._count_queries(places)  # warms what is cached
        self.assertEqual(self._count_queries(places[:1]), self._count_queries(places))

    def _new_photo(self, event, consent):
        return self.env["residence.event.photo"].create(
            {
                "event_id": event.id,
                "consent": consent,
                "image": base64.b64encode(new_photo()),
            }
        )

    def test_last_photo_that_may_be_shown(self):
        last, before = self._hold(days=-2), self._hold(days=-9)
        cleared = self._new_photo(before, "signed")
        self._new_photo(last, "private")
        planned = self._new_event(days=1, state="planned")
        self._new_photo(planned, "nobody")
        self._new_photo(self._hold(days=-1, residence=self.away), "nobody")
        for name in READERS:
            with self.subTest(name):
                place = self._see(name)
                self.assertEqual(place.cleared_photo, cleared.image)
                self.assertIn("May 2026", place.cleared_photo_words)
                self.assertNotIn(before.name, place.cleared_photo_words)
        cleared.consent = "private"
        self.assertFalse(self._see("management").cleared_photo)

    def test_a_foreign_residence_shows_none(self):
        self._new_photo(self._hold(), "nobody")
        for name in ("away_animator", "away_coordinator", "nobody"):
            with self.subTest(name), self.assertRaises(AccessError):
                self._see(name).cleared_photo  # noqa: B018

    def test_the_direction_still_reads_no_photo(self):
        photo = self._new_photo(self._hold(), "nobody")
        self.assertTrue(self._see("management").cleared_photo)
        with self.assertRaises(AccessError):
            photo.with_user(self.management).read(["image"])
        with self.assertRaises(AccessError):
            self.env["residence.event"].with_user(self.management).search([])
