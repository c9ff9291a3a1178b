from ..common.base import ResidenceCommon
from ..common.funding import FundingRecords

MEASURES = (
    "axis_events",
    "axis_events_planned",
    "axis_participations",
    "axis_planned_cost",
    "axis_actual_cost",
    "axis_planned_valued",
    "axis_actual_valued",
)


class TestFundingFigures(FundingRecords, ResidenceCommon):
    """What axes may claim, and that no other total moves for it."""

    def setUp(self):
        super().setUp()
        self.living, self.asking = self._get_axis(7), self._get_axis(6)
        self.report = self.env["residence.activity.report"]
        done = self._new_count(
            self._new_event(planned_cost=80, actual_cost=75, state="planned"), adults=9
        )
        done.action_done()
        planned = self._new_event(planned_cost=50, state="planned", days=7)
        cancelled = self._new_event(planned_cost=30, state="cancelled", days=-8)
        draft = self._new_event(planned_cost=20, days=9)
        for event in (done, planned, cancelled, draft):
            self._share(event, self.living, 80)
        self._share(done, self.asking, 20)
        self._new_presences(
            done, self._new_resident(), self._new_resident("Bernard L.")
        )
        self.env.flush_all()
        self.done = done

    def _sum(self, domain=(), groupby=(), measures=MEASURES):
        return self.report._read_group(
            [("residence_id", "=", self.home.id), *domain],
            groupby,
            [f"{name}:sum" for name in measures],
        )

    def test_by_axis(self):
        groups = {axis: sums for axis, *sums in self._sum((), ["axis_id"])}
        self.assertEqual(groups[self.living], [1, 2, 9, 114, 60, 104, 60])
        self.assertEqual(groups[self.asking], [1, 1, 9, 16, 15, 16, 15])

    def test_other_totals_do_not_move(self):
        names = ("events", "participations", "actual_cost", "planned_cost")
        self.assertEqual(self._sum(measures=names), [(1, 9, 75, 130)])
        [(events, spent, claimed)] = self._sum(
            measures=("events", "actual_cost", "axis_actual_valued")
        )
        self.assertEqual((events, spent, claimed), (1, 75, 75))

    def test_pivot_has_totals(self):
        """Odoo asks for all of a pivot's groupings at once."""
        [total], by_axis = self.report._read_grouping_sets(
            [("residence_id", "=", self.home.id)],
            [[], ["axis_id"]],
            ["events:sum", "axis_actual_valued:sum"],
        )
        self.assertEqual(total, (1, 75))
        self.assertEqual(
            {axis: (events, value) for axis, events, value in by_axis},
            {self.living: (False, 60), self.asking: (False, 15)},
        )

    def test_different_people_of_an_axis(self):
        groups = self.report._read_group(
            [("axis_id", "=", self.living.id)],
            ["residence_id"],
            ["unique_people:count_distinct"],
        )
        self.assertEqual(groups, [(self.home, 2)])

    def test_rows_are_read_by_their_id(self):
        rows = self.report.search([("axis_id", "=", self.asking.id)])
        self.assertEqual(rows.mapped("axis_actual_valued"), [15])
        self.assertEqual(rows.browse(rows.id).source_id, self.done.id)
        names = self.report.search([("axis_id.scheme_id.code", "=", "tfpb")])
        self.assertEqual(len(names), 4)

    def test_changes_are_seen(self):
        self.done.actual_cost = 100
        [(value,)] = self._sum(
            [("axis_id", "=", self.living.id)], measures=["axis_actual_valued"]
        )
        self.assertEqual(value, 80)
