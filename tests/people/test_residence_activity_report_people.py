from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common.security import SECRET, SecurityCommon


@tagged("security")
class TestPeopleInFigures(SecurityCommon):
    """The direction counts different people, and can tell nobody apart."""

    def setUp(self):
        super().setUp()
        again = self._new_event(days=-14, state="planned")
        self._new_presences(again, self.residents[self.home])
        again.action_done()
        self.report = self.env["residence.activity.report"].with_user(self.management)

    def test_counted_once(self):
        mine = [("residence_id", "=", self.home.id)]
        for function in ("count_distinct", "sum"):
            [(people, newcomers)] = self.report._read_group(
                mine, [], [f"unique_people:{function}", "newcomers:sum"]
            )
            self.assertEqual((people, newcomers), (1, 1))
        [(people,)] = self.report._read_group([], [], ["unique_people:sum"])
        self.assertEqual(people, 3)
        by_month = self.report._read_group(mine, ["date:month"], ["unique_people:sum"])
        self.assertEqual([row[1] for row in by_month], [1, 1])

    def test_pivot(self):
        """Grouping sets: each total counts anew."""
        sets = [
            [],
            ["residence_id"],
            ["residence_id", "date:month"],
            ["age_bracket_id"],
        ]
        total, homes, months, generations = self.report._read_grouping_sets(
            [], sets, ["events:sum", "unique_people:count_distinct"]
        )
        self.assertEqual(total, [(4, 3)])
        self.assertEqual([row[-1] for row in homes], [1, 1, 1])
        self.assertEqual(len(months), 4)
        self.assertEqual({row[-1] for row in generations}, {False})
        ordered = self.report.formatted_read_group(
            [],
            ["residence_id"],
            ["unique_people:count_distinct"],
            order="unique_people:count_distinct desc",
        )
        self.assertEqual(len(ordered), 3)

    def test_nothing_else_of_it(self):
        for function in ("array_agg", "array_agg_distinct", "min", "max", "avg"):
            with self.subTest(function), self.assertRaises(AccessError):
                self.report._read_group([], [], [f"unique_people:{function}"])
        # a number on a row is how many, whatever the ids of the residents are
        self.env.cr.execute("SELECT setval('residence_resident_id_seq', 7000)")
        self._new_resident(self.home)
        ids = self.env["residence.resident"].search([]).ids
        for row in self.report.search([]).read():
            self.assertIn(row["unique_people"], (0, 1), "how many, on a row")
            self.assertNotIn(f"{SECRET} habitant", str(row))
        self.assertGreater(max(ids), 1, "or the test proves nothing")

    def test_own_residences_only(self):
        report = self.report.with_user(self.animator)
        [(people,)] = report._read_group([], [], ["unique_people:sum"])
        self.assertEqual(people, 1)

    def test_reopened_counts_no_more(self):
        self.events[self.home].action_reopen()
        self.events[self.away].action_reopen()
        [(people, newcomers)] = self.report._read_group(
            [], [], ["unique_people:sum", "newcomers:sum"]
        )
        self.assertEqual((people, newcomers), (2, 2))

    def test_pending_names_are_seen(self):
        lola = self._new_resident("Lola I.", "D06")
        self._new_presences(self.events[self.home], lola)
        [(people,)] = self.report._read_group([], [], ["unique_people:sum"])
        self.assertEqual(people, 4)
