"""Rates' denominator, and one year beside another: the same days of each."""

from datetime import date

from ..common.figures import FiguresCommon, counts_people


class TestRate(FiguresCommon):
    def test_denominator_of_the_rates(self):
        counted = self.figures_of.filtered(counts_people)
        expected = sum(event.residence_id.dwelling_count for event in counted)
        self.assertGreater(len(counted.residence_id), 1)
        [(base,)] = self.report._read_group([], [], ["dwellings_counted:sum"])
        self.assertEqual(base, expected)
        by_place = dict(
            self.report._read_group([], ["residence_id"], ["dwellings_counted:sum"])
        )
        self.assertEqual(sum(by_place.values()), expected)
        rows = self.report.search([])
        self.assertEqual(sum(rows.mapped("dwellings_counted")), expected)

    def test_same_rate_as_the_residence_s(self):
        year = (date(2026, 1, 1), date(2026, 12, 31))
        figures = self.report._get_residence_figures(self.home, *year)[self.home.id]
        [(people, external, base)] = self.report._read_group(
            [("residence_id", "=", self.home.id), ("date", ">=", year[0])],
            [],
            [
                "participations:sum",
                "external_participations:sum",
                "dwellings_counted:sum",
            ],
        )
        rate = 100 * (people - external) / base
        self.assertAlmostEqual(rate, figures["residents_per_100"])

    def test_blank_where_nothing_was_counted(self):
        measures = ["dwellings_counted:sum"]
        [(base,)] = self.report._read_group([("id", "=", 0)], [], measures)
        self.assertFalse(base)
        generations = self.report._read_group([], ["age_bracket_id"], measures)
        self.assertTrue(generations)
        self.assertFalse(any(base for _bracket, base in generations))


class TestYears(FiguresCommon):
    def _new_meal_on(self, day, **values):
        meal = self._new_event(days=(date.fromisoformat(day) - date(2026, 5, 12)).days)
        meal.write({"state": "done", **values})
        return meal

    def _found(self, domain):
        ids = self.report.search(domain).mapped("source_id")
        return self.env["residence.event"].browse(ids)

    def test_a_year_before_any_period(self):
        meals = {
            day: self._new_meal_on(day)
            for day in ("2024-02-29", "2024-03-01", "2024-12-31", "2025-05-12")
        }
        for first, last, days in (
            ("2025-02-01", "2025-02-28", ["2024-02-29"]),
            ("2025-03-01", "2025-03-31", ["2024-03-01"]),
            ("2025-01-01", "2025-12-31", ["2024-02-29", "2024-03-01", "2024-12-31"]),
            ("2026-05-12", "2026-05-12", ["2025-05-12"]),
            ("2026-05-13", "2026-05-31", []),
        ):
            with self.subTest(first):
                found = self._found(
                    [
                        ("date_year_after", ">=", first),
                        ("date_year_after", "<=", last),
                    ]
                )
                self.assertEqual(
                    set(found.ids) & {meal.id for meal in meals.values()},
                    {meals[day].id for day in days},
                )
        rows = self.report.search([("source_id", "=", meals["2025-05-12"].id)])
        self.assertEqual(rows.date_year_after, date(2026, 5, 12))

    def test_up_to_today_in_each_year(self):
        """Frozen on 12 May 2026."""
        kept = [self._new_meal_on(day) for day in ("2024-05-12", "2025-01-01")]
        left = [self._new_meal_on(day) for day in ("2024-05-13", "2025-12-31")]
        found = self._found([("is_to_date", "=", True)])
        self.assertLessEqual({meal.id for meal in kept}, set(found.ids))
        self.assertFalse({meal.id for meal in left} & set(found.ids))
        rows = self.report.search([("date", "<", "2026-01-01")])
        for row in rows:
            self.assertEqual(row.is_to_date, row.source_id in found.ids, row.date)

    def test_months_side_by_side(self):
        self._new_meal_on("2024-05-02")
        self._new_meal_on("2025-05-02")
        rows = self.report._read_group(
            [("date", ">=", "2024-01-01"), ("month", "=", "05")],
            ["month", "date:year"],
            ["events:sum"],
        )
        self.assertEqual(
            [row[:2] for row in rows][:2],
            [
                ("05", date(2024, 1, 1)),
                ("05", date(2025, 1, 1)),
            ],
        )
        [(total,)] = self.report._read_group([], [], ["events:sum"])
        by_month = self.report._read_group([], ["month"], ["events:sum"])
        self.assertEqual(sum(row[1] or 0 for row in by_month), total)

    def test_whatever_is_asked(self):
        self._new_meal_on("2025-05-12")
        everything = self.report.search([])
        to_date = self.report.search([("is_to_date", "=", True)])
        self.assertEqual(
            self.report.search([("is_to_date", "=", False)]), everything - to_date
        )
        self.assertFalse(self.report.search([("date_year_after", "=", False)]))
        found = self.report.search([("date_year_after", "=", "2026-05-12")])
        self.assertEqual(set(found.mapped("date")), {date(2025, 5, 12)})
