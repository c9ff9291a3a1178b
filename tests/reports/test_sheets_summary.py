"""The summary of activity, and its names: a count in plain Python says the same."""

from datetime import date
from unittest.mock import patch

from openpyxl import load_workbook

from odoo.tests import tagged

from ...tools.period import Period
from ..common.base import ROLES
from ..common.figures import count, rates
from ..common.workbooks import YEAR, WorkbookCommon

COUNTS = {  # of the summary: heading, measure
    "Number held": "events",
    "Number counted": "events_counted",
    "Participations": "participations",
    "of which from outside": "external_participations",
    "Different people named": "unique_people",
    "First visits, named": "newcomers",
    "Passages (open door)": "passages",
    "Baskets Collected": "baskets",
    "Time Given by Residents (h)": "volunteer_hours",
    "Planned Budget": "planned_cost",
    "Spent": "actual_cost",
}
WIDTH = 18  # columns of the period asked for


class TestSummarySheet(WorkbookCommon):
    def events_of(self, row, events):
        """Return the events that a row of the summary is about."""
        place, kind = row[0][1], row[1][1]
        if place == "Total":
            return events
        return events.filtered(
            lambda event: (
                event.residence_id.name == place
                and kind in ("All types", event.event_type_id.name)
            )
        )

    def check(self, row, period, events):
        expected = count(self.in_period(period, events))
        head, brief = dict(row[:WIDTH]), row[WIDTH : WIDTH + 6]
        for heading, name in COUNTS.items():
            with self.subTest(row=row[:2], heading=heading):
                self.assertEqual(head[heading], expected[name])
        average, median, residents, everyone = rates(self.in_period(period, events))
        self.assertAlmostEqual(head["Average"] or 0, average or 0)
        self.assertAlmostEqual(head["Median"] or 0, median or 0)
        self.assertAlmostEqual(head["Residents per 100 dwellings"] or 0, residents or 0)
        self.assertAlmostEqual(head["All, per 100 dwellings"] or 0, everyone or 0)
        passed = period.until(date(2026, 5, 12))
        others = (passed.month(), passed.year_to_date(), passed.year_before())
        for place, other in enumerate(others):
            expected = count(self.in_period(other, events))
            held, people = (value for _heading, value in brief[2 * place :][:2])
            with self.subTest(row=row[:2], other=other):
                # how many were held is always known: 0, and blank for an open door
                is_event = row[1][1] != "Open door"
                self.assertEqual(held, (expected["events"] or 0) if is_event else None)
                self.assertEqual(people, expected["participations"])

    def test_agrees_with_a_plain_count(self):
        for period in (YEAR, Period(date(2026, 4, 1), date(2026, 5, 3))):
            rows = self.table(self.open(period=period)["Overview"])
            rows = rows[: [row[0][1] for row in rows].index("Total") + 1]
            self.assertEqual([row[0][1] for row in rows].count("Total"), 1)
            self.assertGreater(len(rows), 5)
            for row in rows:
                self.check(row, period, self.events_of(row, self.figures_of))

    def test_agrees_for_one_residence(self):
        """Its total is not that of all."""
        events = self.figures_of.filtered(lambda one: one.residence_id == self.away)
        rows = self.table(self.open(residences=self.away)["Overview"])
        total = next(row for row in rows if row[0][1] == "Total")
        self.check(total, YEAR, events)

    def test_agrees_with_the_pivot(self):
        total = next(
            dict(row[:WIDTH])
            for row in self.table(self.open()["Overview"])
            if row[0][1] == "Total"
        )
        sums = [f"{name}:sum" for name in COUNTS.values()]
        domain = [("date", ">=", YEAR.first), ("date", "<=", YEAR.last)]
        [pivot] = self.report.formatted_read_group(domain, [], sums)
        for heading, name in COUNTS.items():
            self.assertEqual(total[heading] or 0, pivot[f"{name}:sum"] or 0, heading)

    def test_formulas_have_their_values(self):
        found = 0
        values, formulas = self.open(), self.open(formulas=True)
        for tab in formulas:
            for row in tab.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and cell.value.startswith("=SUB"):
                        found += 1
                        value = values[tab.title][cell.coordinate].value
                        self.assertIsInstance(value, (int, float), cell.coordinate)
        self.assertGreater(found, 25)

    def test_what_stands_at_the_top(self):
        for tab in self.open(residences=self.home):
            lines = [tab.cell(row, 1).value for row in range(1, 6)]
            self.assertIn("Residence Life", lines[0])
            self.assertEqual(lines[1], "Period: 01/01/2026 – 12/31/2026")
            self.assertEqual(lines[2], "Residences: Les Tamaris")
            self.assertIn("Made on 5/12/26", lines[3])
            self.assertIn("2 events without a wrap-up: provisional figures", lines[4])
        self.due[0].unlink()
        tab = self.open(residences=self.home)["Events"]
        self.assertIn("1 event without a wrap-up", tab["A5"].value)

    def test_only_the_residences_asked_for(self):
        rows = self.table(self.open(residences=self.away)["Overview"])
        self.assertEqual({row[0][1] for row in rows[:1]}, {"Les Quatre-Vents"})
        self.assertNotIn("Les Tamaris", str(rows))

    def test_an_empty_period_says_so(self):
        empty = "No wrap-up yet over this period"
        for period in (
            Period(date(2020, 1, 1), date(2020, 12, 31)),
            Period(date(2026, 2, 1), date(2026, 2, 3)),
        ):
            for tab in self.open(period=period):
                self.assertIn(empty, str(list(tab.iter_rows(values_only=True))))

    def test_who_has_no_residence_has_an_empty_workbook(self):
        stranger = self._new_user("stranger", "animator")
        for tab in self.open(user=stranger):
            self.assertNotIn("Tamaris", str(list(tab.iter_rows(values_only=True))))


@tagged("security")
class TestWorkbookNamesNobody(WorkbookCommon):
    def test_no_person_in_any_cell(self):
        """Users are called « Secret … », as is what the direction may not read."""
        self.assertEqual(self.last_meal.animator_id.name, "Secret animator")
        for role in (*ROLES, "animator_management"):
            target = self.write_workbook(user=self.users[role])
            with self.subTest(role):
                for tab in load_workbook(target):
                    for row in tab.iter_rows(values_only=True):
                        self.assertNotIn("secret", str(row).lower())
                        self.assertNotIn("7.25", str(row))  # the team's hours

    def test_everything_is_read_as_the_user(self):
        sheets = self.sheets.with_user(self.management)
        streams = []
        stream = type(sheets)._stream

        def look(records, query):
            self.assertFalse(records.env.su)
            streams.append(query)
            return stream(records, query)

        with patch.object(type(sheets), "_stream", look):
            self.write_workbook()
        self.assertEqual(len(streams), 1)
