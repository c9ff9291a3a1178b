from datetime import date
from itertools import pairwise

from odoo.exceptions import ValidationError

from ..common.base import MODULE, ResidenceCommon


class TestSchoolHoliday(ResidenceCommon):
    def _get_names(self, day):
        return list(self.home._get_school_holidays(day, day).values())

    def test_zone_follows_the_address(self):
        address = self.env["res.partner"].create({"name": "T", "zip": "76610"})
        self.home.partner_id = address
        self.assertEqual(
            (self.home.school_zone, self.home.holiday_territory), ("b", "mainland")
        )
        address.zip = "97400"
        self.assertEqual(
            (self.home.school_zone, self.home.holiday_territory), ("reunion", "reunion")
        )
        self.home.school_zone = "b"
        self.home.name = "Les Tamaris bis"
        self.assertEqual(self.home.school_zone, "b", "what was chosen stays")

    def test_without_zone(self):
        self.assertFalse(self.away.school_zone)
        self.assertFalse(
            self.away._get_school_holidays(date(2026, 1, 1), date(2026, 12, 31))
        )

    def test_what_is_shipped(self):
        """Three years for each mainland zone, in order, without overlap."""
        holidays = self.env["residence.school.holiday"]
        for zone in ("a", "b", "c"):
            found = holidays.search([("zone", "=", zone)], order="date_from")
            with self.subTest(zone):
                self.assertEqual(len(found), 17)
                for before, after in pairwise(found):
                    self.assertLess(before.date_to, after.date_from)
                self.assertTrue(all(found.mapped("source")))

    def test_some_official_days(self):
        for zone, day, expected in (
            ("b", date(2026, 2, 14), "Vacances d'hiver"),
            ("a", date(2026, 2, 24), None),
            ("c", date(2027, 4, 18), "Vacances de printemps"),
            ("c", date(2027, 4, 19), None),
            ("b", date(2028, 4, 8), "Vacances de printemps"),
            ("a", date(2027, 9, 2), None),
        ):
            self.home.school_zone = zone
            with self.subTest(zone=zone, day=day):
                self.assertEqual(self._get_names(day), [expected] if expected else [])

    def test_a_correction_survives_an_update(self):
        data = self.env["ir.model.data"].search(
            [("module", "=", MODULE), ("model", "=", "residence.school.holiday")]
        )
        self.assertTrue(data)
        self.assertTrue(all(data.mapped("noupdate")))

    def test_day_note_where_a_date_is_chosen(self):
        self.home.school_zone = "b"
        self.env["residence.closing"].create(
            {"name": "Congés", "date_from": "2026-08-15", "date_to": "2026-08-15"}
        )
        event = self._new_event(days=95, hour=10)
        self.assertEqual(str(event.date), "2026-08-15")
        for word in ("Assumption", "Congés", "Vacances d'été"):
            self.assertIn(word, event.with_user(self.animator).day_note)
        self.assertIn("Ascension", self._new_event(days=2).day_note)
        self.assertFalse(self._new_event(days=7).day_note)

    def test_bad_dates(self):
        with self.assertRaises(ValidationError):
            self.env["residence.school.holiday"].create(
                {
                    "name": "Vacances",
                    "zone": "a",
                    "date_from": "2028-07-10",
                    "date_to": "2028-07-01",
                }
            )
