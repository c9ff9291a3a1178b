import unittest
from datetime import date

from ...tools import french_days


class TestFrenchDays(unittest.TestCase):
    def test_public_holidays(self):
        """2026 and 2027 as service-public.fr lists them."""
        for year, movable in {
            2026: [(4, 6), (5, 14), (5, 25)],
            2027: [(3, 29), (5, 6), (5, 17)],
            2028: [(4, 17), (5, 25), (6, 5)],
        }.items():
            fixed = [
                (1, 1),
                (5, 1),
                (5, 8),
                (7, 14),
                (8, 15),
                (11, 1),
                (11, 11),
                (12, 25),
            ]
            with self.subTest(year):
                self.assertEqual(
                    sorted(french_days.public_holidays(year)),
                    sorted(date(year, *day) for day in fixed + movable),
                )

    def test_alsace_and_moselle(self):
        extra = french_days.public_holidays(2026, "alsace_moselle").keys()
        extra -= french_days.public_holidays(2026).keys()
        self.assertEqual(extra, {date(2026, 4, 3), date(2026, 12, 26)})

    def test_overseas(self):
        for territory, day in {
            "guadeloupe": (5, 27),
            "guyane": (6, 10),
            "martinique": (5, 22),
            "mayotte": (4, 27),
            "reunion": (12, 20),
        }.items():
            with self.subTest(territory):
                days = french_days.public_holidays(2026, territory)
                self.assertEqual(days[date(2026, *day)], "abolition")
                self.assertNotIn(date(2026, *day), french_days.public_holidays(2026))

    def test_between(self):
        days = french_days.holidays_between(date(2026, 12, 25), date(2027, 1, 1))
        self.assertEqual(sorted(days), [date(2026, 12, 25), date(2027, 1, 1)])

    def test_zone_of_a_postcode(self):
        for postcode, zone, territory in (
            ("76610", "b", "mainland"),
            ("69003", "a", "mainland"),
            ("75018", "c", "mainland"),
            ("31000", "c", "mainland"),
            ("67000", "b", "alsace_moselle"),
            ("20200", "corse", "mainland"),
            ("97400", "reunion", "reunion"),
            ("97200", "martinique", "martinique"),
            ("01000", "a", "mainland"),
        ):
            with self.subTest(postcode):
                self.assertEqual(french_days.school_zone_of(postcode), zone)
                self.assertEqual(french_days.territory_of(postcode), territory)

    def test_every_year(self):
        first, last = date(2020, 12, 24), date(2021, 1, 2)
        for day, is_in in {
            date(2026, 12, 24): True,
            date(2027, 1, 1): True,
            date(2027, 1, 3): False,
            date(2026, 12, 23): False,
            date(2028, 2, 29): False,
        }.items():
            with self.subTest(day):
                self.assertEqual(french_days.yearly_contains(first, last, day), is_in)
