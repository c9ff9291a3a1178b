from datetime import date

from odoo.exceptions import ValidationError

from ..common.base import ResidenceCommon


class TestClosing(ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.closings = cls.env["residence.closing"].with_user(cls.administrator)

    def _close(self, first, last, **values):
        return self.closings.create(
            {"name": "Congés", "date_from": first, "date_to": last, **values}
        )

    def _get_days(self, residence, first, last):
        closed = residence.with_user(self.animator)._get_closed_days(first, last)
        return sorted(closed)

    def test_dated(self):
        self._close("2026-08-01", "2026-08-21")
        days = self._get_days(self.home, date(2026, 7, 30), date(2026, 8, 3))
        self.assertEqual(days, [date(2026, 8, day) for day in (1, 2, 3)])
        self.assertFalse(self._get_days(self.home, date(2027, 8, 1), date(2027, 8, 3)))
        self.assertTrue(
            self.home._get_closed_days(date(2026, 8, 21), date(2026, 8, 21))
        )
        self.assertFalse(
            self.home._get_closed_days(date(2026, 8, 22), date(2026, 8, 22))
        )

    def test_every_year_over_the_new_year(self):
        self._close("2020-12-24", "2021-01-02", is_yearly=True)
        days = self._get_days(self.home, date(2026, 12, 20), date(2027, 1, 10))
        self.assertEqual(len(days), 10)
        self.assertEqual((days[0], days[-1]), (date(2026, 12, 24), date(2027, 1, 2)))

    def test_one_residence_or_all(self):
        self._close("2026-08-01", "2026-08-01", residence_id=self.home.id)
        day = date(2026, 8, 1)
        self.assertTrue(self.home._get_closed_days(day, day))
        self.assertFalse(self.away._get_closed_days(day, day))
        self._close("2026-08-01", "2026-08-01")
        self.assertTrue(self.away._get_closed_days(day, day))

    def test_another_landlord_s(self):
        other = self.env["res.company"].create({"name": "Autre bailleur"})
        self.env["residence.closing"].create(
            {
                "name": "Inventaire",
                "date_from": "2026-08-01",
                "date_to": "2026-08-02",
                "company_id": other.id,
            }
        )
        self.assertFalse(self.home._get_closed_days(date(2026, 8, 1), date(2026, 8, 1)))

    def test_landlord_follows_the_residence(self):
        other = self.env["res.company"].create({"name": "Autre bailleur"})
        residence = self._new_residence("Ailleurs", 10, company_id=other.id)
        closing = self.env["residence.closing"].create(
            {
                "name": "Travaux",
                "residence_id": residence.id,
                "date_from": "2026-08-01",
                "date_to": "2026-08-02",
            }
        )
        self.assertEqual(closing.company_id, other)

    def test_bad_dates(self):
        for first, last in (("2026-08-21", "2026-08-01"), ("2026-01-01", "2027-01-01")):
            with self.subTest(last), self.assertRaisesRegex(ValidationError, "“To”"):
                self._close(first, last, is_yearly=True)

    def test_archived_closes_nothing(self):
        self._close("2026-08-01", "2026-08-21").active = False
        self.assertFalse(
            self.home._get_closed_days(date(2026, 8, 10), date(2026, 8, 10))
        )
