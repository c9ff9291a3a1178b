"""One set of numbers: whoever shows them, they are what plain Python counts."""

import json
import re
from statistics import median

from odoo.tests import HttpCase, tagged

from ..common.base import MODULE
from ..common.dashboard import lines_of, look
from ..common.figures import count, counts_people, rates
from ..common.papers import PaperCommon
from ..common.tours import PC
from ..common.workbooks import YEAR
from ..reports.test_sheets_residences import NUMBERS, SHARES, ResidencesCommon

# on the essentials of all residences: measure, the words around its number
PRINTED = {
    "events": r"(\d+) events held",
    "events_planned": r"of (\d+) planned",
    "participations": r"(\d+) participations",
    "external_participations": r"of which (\d+) from outside",
    "reports_missing": r"(\d+) events without a wrap-up",
}
# on the dashboard's cards: line of its sheet, measure
CARDS = {
    "held": "events",
    "participations": "participations",
    "unique_people": "unique_people",
    "newcomers": "newcomers",
    "actual_cost": "actual_cost",
    "volunteer_hours": "volunteer_hours",
    "partners": "partners",
    "passages": "passages",
}
CARD_COLUMN, MISSING_CELL = 3, ["data", 2, 2]


@tagged("post_install", "-at_install")
class TestOneSetOfNumbers(PaperCommon, ResidencesCommon, HttpCase):
    """The direction's last look at a year, in each place where it may look."""

    browser_size = PC

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        events = cls.figures_of.filtered(lambda event: event.date in YEAR)
        cls.expected = count(events)
        cls.people = [one.attendance_count for one in events if counts_people(one)]
        cls.average, _median, cls.residents, cls.overall = rates(events)

    def test_pivot(self):
        names = [
            *NUMBERS.values(),
            *(name for pair in SHARES.values() for name in pair),
        ]
        names = list(dict.fromkeys(names))
        [pivot] = self.report.formatted_read_group(
            [("date", ">=", YEAR.first), ("date", "<=", YEAR.last)],
            [],
            [f"{name}:sum" for name in names],
        )
        for name in names:
            with self.subTest(name):
                self.assertEqual(
                    pivot[f"{name}:sum"] or None, self.expected[name] or None
                )

    def test_workbooks(self):
        residences = self.rows(self.open()["Residences"])["Total"]
        summary = list(self.open("activity")["Overview"].iter_rows(values_only=True))
        labels, values = (
            next(row for row in summary if row[0] == first)
            for first in ("Residence", "Total")
        )
        # the first of each heading: the others are of other periods
        total = dict(reversed(list(zip(labels, values, strict=True))))
        shared = 0
        for heading, name in NUMBERS.items():
            expected = self.expected[name] or None
            with self.subTest(heading):
                self.assertEqual(residences[heading] or None, expected)
                if heading in total:
                    shared += 1
                    self.assertEqual(total[heading] or None, expected)
        self.assertGreater(shared, 9)
        for row in (residences, total):
            self.assertEqual(row["Median"], median(self.people))

    def test_paper(self):
        text, _pages = self.print(document="all")
        for name, words in PRINTED.items():
            with self.subTest(name):
                self.assertEqual(
                    int(re.search(words, text)[1]), self.expected[name], text
                )
        for rate, words in (
            (self.residents, r"([\d.]+) residents per 100 dwellings"),
            (self.overall, r"([\d.]+) with people from outside"),
        ):
            self.assertEqual(re.search(words, text)[1], f"{rate:.1f}", text)

    def test_dashboard(self):
        dashboard = self.env.ref(f"{MODULE}.spreadsheet_dashboard")
        lines = lines_of(json.loads(dashboard.spreadsheet_data)["sheets"][1])
        shown = {line: self.expected[name] for line, name in CARDS.items()}
        shown |= {
            "average": self.average,
            "residents_rate": self.residents,
            "overall_rate": self.overall,
        }
        cells = [
            ["data", lines[line], CARD_COLUMN, float(value)]
            for line, value in shown.items()
        ]
        cells.append([*MISSING_CELL, self.expected["reports_missing"]])
        self.browser_js(
            f"/odoo/action-{MODULE}.residence_dashboard_action",
            look(cells, 12, YEAR),
            "odoo.isReady === true",
            login=self.management.login,
            timeout=90,
        )
