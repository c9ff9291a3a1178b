from ..common.figures import MEASURES, FiguresCommon

ONCE = ("unique_people", "helpers", "partners")
ADDED = [f"{name}:sum" for name in MEASURES if name not in ONCE]


class TestActivitySums(FiguresCommon):
    """What is summed from the finest groups is what PostgreSQL sums."""

    def check(self, grouping_sets, aggregates, domain=()):
        found = self.report._read_grouping_sets(domain, grouping_sets, aggregates)
        for groupby, groups in zip(grouping_sets, found, strict=True):
            expected = self.report._read_group(domain, groupby, aggregates)
            with self.subTest(groupby=groupby):
                self.assertEqual(groups, expected)
        # as screens ask, whose order is natural and named
        shown = self.report.formatted_read_grouping_sets(
            domain, grouping_sets, aggregates
        )
        for groupby, groups in zip(grouping_sets, shown, strict=True):
            expected = self.report.formatted_read_group(domain, groupby, aggregates)
            with self.subTest(shown=groupby):
                self.assertEqual(groups, expected)
        return found

    def test_total_and_rows(self):
        sums = [*ADDED, "__count"]
        [total], places, cells = self.check(
            [[], ["residence_id"], ["residence_id", "event_type_id"]], sums
        )
        self.assertEqual(total[-1], len(self.figures_of))
        self.assertGreater(len(cells), len(places))
        self.check([["date:month"], []], sums)
        self.check([[], ["age_bracket_id"]], ["participations:sum"])

    def test_rows_and_columns(self):
        sets = [[], ["residence_id"], ["led_by"], ["residence_id", "led_by"]]
        self.check(sets, ADDED)

    def test_what_is_counted_once_is_never_added_up(self):
        [[total], months] = self.check(
            [[], ["date:month"]], [f"{name}:sum" for name in ONCE]
        )
        self.assertLess(total[0], sum(month[1] or 0 for month in months))

    def test_nothing(self):
        nothing = [("date", "<", "1999-01-01")]
        [[total], months] = self.check([[], ["date:month"]], ADDED, nothing)
        self.assertFalse(months)
        self.assertFalse(any(total))
