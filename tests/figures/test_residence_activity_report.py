"""The one set of numbers: right, never doubled, blank where not measured."""

from datetime import date

from odoo.tools import SQL

from ..common.figures import MEASURES, FiguresCommon, count

SUMS = [f"{name}:sum" for name in MEASURES]


class TestActivityReport(FiguresCommon):
    def sums(self, domain=(), groupby=(), report=None):
        """Return {group's values: measures}, None where nothing was measured."""
        rows = (self.report if report is None else report)._read_group(
            list(domain), groupby, SUMS
        )
        width = len(groupby)
        return {
            row[:width]: {
                name: None if value is False else value
                for name, value in zip(MEASURES, row[width:], strict=True)
            }
            for row in rows
        }

    def test_agrees_with_a_plain_count(self):
        self.assertEqual(self.sums()[()], count(self.figures_of))
        by_both = self.sums(groupby=["residence_id", "event_type_id"])
        self.assertGreater(len(by_both), 4)
        for (residence, kind), measures in by_both.items():
            with self.subTest(residence=residence.id, kind=kind.id):
                events = self.figures_of.filtered(
                    lambda one, at=residence.id, of=kind.id: (
                        one.residence_id.id == at and one.event_type_id.id == of
                    )
                )
                self.assertEqual(measures, count(events))

    def test_the_day_is_the_residence_s(self):
        domain = [("date", ">=", "2026-01-01"), ("date", "<", "2026-02-01")]
        self.assertEqual(self.report.search(domain).mapped("participations"), [5])

    def test_generations_have_the_same_total(self):
        """Whatever the grouping: participations once, at either grain."""
        [(total,)] = self.report._read_group([], aggregates=["participations:sum"])
        generations = self.report._read_group(
            [], ["age_bracket_id"], ["participations:sum", "events:sum"]
        )
        self.assertEqual(sum(row[1] for row in generations), total)
        self.assertEqual(dict(row[:2] for row in generations)[self.elders], 26)
        self.assertFalse(any(row[2] for row in generations))
        [(elders,)] = self.report._read_group(
            [("age_bracket_id", "=", self.elders.id)], aggregates=["participations:sum"]
        )
        self.assertEqual(elders, 26)
        [(brackets, lines)] = self.report._read_group(
            [], aggregates=["age_bracket_id:count_distinct", "participations:sum"]
        )
        self.assertEqual((brackets, lines), (5, total))

    def test_each_row_of_a_pivot_has_its_grain(self):
        sets = [[], ["residence_id"], ["age_bracket_id"], ["date:month"]]
        sets.append(["residence_id", "age_bracket_id"])
        total, by_residence, by_generation, by_month, by_both = (
            self.report.formatted_read_grouping_sets([], sets, SUMS)
        )
        expected = count(self.figures_of)
        for name in MEASURES:
            self.assertEqual(total[0][f"{name}:sum"] or None, expected[name] or None)
        people = "participations:sum"
        for rows in (by_residence, by_generation, by_month, by_both):
            self.assertEqual(
                sum(row[people] or 0 for row in rows), expected["participations"]
            )
        self.assertEqual(
            sum(row["events:sum"] or 0 for row in by_residence), expected["events"]
        )
        self.assertFalse(any(row["events:sum"] for row in by_generation + by_both))

    def test_order_of_a_pivot(self):
        sets = [["residence_id"], ["residence_id", "age_bracket_id"]]
        order = "participations:sum desc, residence_id, age_bracket_id"
        rows, lines = self.report._read_grouping_sets(
            [], sets, ["participations:sum"], order
        )
        self.assertEqual([row[0] for row in rows], [self.home, self.away])
        self.assertEqual(lines[0][:2], (self.home, self.elders))

    def test_a_cell_opens_on_what_it_counts(self):
        groups = self.report.formatted_read_group(
            [], ["residence_id", "age_bracket_id"], ["participations:sum"]
        )
        self.assertTrue(groups)
        for group in groups:
            rows = self.report.search(group["__extra_domain"])
            self.assertEqual(
                sum(rows.mapped("participations")), group["participations:sum"]
            )

    def test_ids_last(self):
        rows = self.report.search([]) | self.report.search(
            [("age_bracket_id", "!=", False)]
        )
        self.assertEqual(set(rows.mapped("grain")), {"event", "generation"})
        before = {row.id: (row.grain, row.source_id) for row in rows}
        self.everything[0].write({"summary": "changed"})
        self.env.invalidate_all()
        again = self.report.browse(before)
        self.assertEqual(before, {row.id: (row.grain, row.source_id) for row in again})
        self.assertEqual(self.report.search([("id", "in", list(before))]), rows)
        self.assertEqual(self.report.search([("id", "=", rows[-1].id)]), rows[-1])
        self.assertFalse(self.report.search([("id", "in", [2**40, 5])]))
        self.assertEqual(again.exists(), again)

    def test_pending_changes_are_seen(self):
        self.last_meal.attendance_ids[0].quantity += 40
        self.assertEqual(self.sums()[()], count(self.figures_of))
        self.last_meal.write({"state": "planned"})
        self.assertEqual(self.sums()[()], count(self.figures_of))

    def test_not_measured_is_blank(self):
        by_type = self.sums(
            [("source_id", "in", self.uncounted.ids)], ["event_type_id"]
        )
        [measures] = by_type.values()
        self.assertEqual(measures["events"], 1)
        self.assertEqual(measures["events_counted"], 0)
        for name in ("participations", "external_participations", "households"):
            self.assertIsNone(measures[name])

    def test_open_door_is_apart(self):
        [measures] = self.sums([("kind", "=", "open_door")]).values()
        self.assertEqual(measures["passages"], 7)
        self.assertEqual(measures["actual_cost"], 5)
        for name in ("events", "events_counted", "participations", "baskets"):
            self.assertIsNone(measures[name])
        # whatever somebody imported: neither grain makes participations of it
        door = self.everything.filtered("passage_count")
        self._new_count(door, adults=50)
        self.assertEqual(self.sums()[()], count(self.figures_of))
        adults = [("age_bracket_id", "=", self.adults.id)]
        lines = self.report.search(adults)
        self.assertEqual(sum(lines.mapped("participations")), 7)

    def test_missing_wrap_ups_are_those_to_complete(self):
        due = self.env["residence.event"].search([("is_report_due", "=", True)])
        rows = self.report.search([("reports_missing", "=", 1)])
        self.assertEqual(due, self.due)
        self.assertEqual(sorted(rows.mapped("source_id")), sorted(due.ids))

    def test_what_is_prepared_is_no_figure_yet(self):
        ids = self.report.search([]).mapped("source_id")
        self.assertEqual(sorted(ids), sorted(self.figures_of.ids))

    def test_figures_of_a_residence(self):
        both = self.home | self.away
        year = (date(2026, 1, 1), date(2026, 12, 31))
        figures = self.report._get_residence_figures(both, *year)
        home = figures[self.home.id]
        self.assertEqual((home["events"], home["events_counted"]), (6, 4))
        # 18 + 6 + 9 + 5 people, 2 of them from outside, at 4 events, 60 dwellings
        self.assertAlmostEqual(home["residents_per_100"], 100 * 36 / 4 / 60)
        self.assertAlmostEqual(home["overall_per_100"], 100 * 38 / 4 / 60)
        self.uncounted.residence_id.flush_recordset()
        nothing = self.report._get_residence_figures(
            both, date(2026, 5, 4), date(2026, 5, 4)
        )
        self.assertEqual(nothing[self.home.id]["events"], 1)
        self.assertIsNone(nothing[self.home.id]["residents_per_100"])

    def test_other_companies_are_out_of_sight(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.away.company_id = company
        self.env.flush_all()
        self.assertEqual(self.report._read_group([], ["residence_id"])[0][0], self.home)
        self.assertFalse(self.report.search([("residence_id", "=", self.away.id)]))

    def test_one_table_is_read(self):
        """PostgreSQL plans away the grain that a query does not ask for."""
        for domain, table, other in (
            ([], "residence_event", "residence_attendance"),
            (
                [("age_bracket_id", "=", 1)],
                "residence_attendance",
                "residence_event",
            ),
        ):
            query = self.report._search(domain).select()
            rows = self.env.execute_query(SQL("EXPLAIN %s", query))
            plan = "\n".join(row[0] for row in rows)
            self.assertIn(f" on {table} ", plan)
            self.assertNotIn(f" on {other} ", plan)
