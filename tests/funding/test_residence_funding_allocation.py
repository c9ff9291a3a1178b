from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..common.base import ResidenceCommon
from ..common.funding import FundingRecords


class TestAllocation(FundingRecords, ResidenceCommon):
    def setUp(self):
        super().setUp()
        self.home.priority_district_code = "QN07699M"
        self.living, self.asking = self._get_axis(7), self._get_axis(6)
        self.meal.write({"default_axis_id": False})

    def test_type_proposes_its_axis(self):
        self.meal.write({"default_axis_id": self.living.id, "default_axis_share": 80})
        event = self._new_event(planned_cost=80)
        self.assertEqual(event.allocation_ids.axis_id, self.living)
        self.assertEqual(event.allocation_ids.share, 80)
        self.assertEqual(event.allocation_ids.planned_valued, 64)
        self.assertEqual(event.allocated_share, 80)

    def test_nothing_is_proposed_outside_a_district(self):
        self.meal.default_axis_id = self.living
        self.assertFalse(self._new_event(self.away).allocation_ids)
        self.meal.default_axis_id = self._get_axis("activity", "cfppa")
        self.assertTrue(self._new_event(self.away, days=-6).allocation_ids)

    def test_nothing_is_proposed_out_of_date(self):
        self.meal.default_axis_id = self.living
        self.living.date_to = "2026-01-31"
        self.assertFalse(self._new_event().allocation_ids)

    def test_changed_type_changes_the_usual_share(self):
        self.meal.default_axis_id = self.living
        self.club.default_axis_id = self.asking
        usual, own = self._new_event(), self._new_event(days=-6)
        own.allocation_ids.share = 30
        (usual | own).write({"event_type_id": self.club.id})
        self.assertEqual(usual.allocation_ids.axis_id, self.asking)
        self.assertEqual(own.allocation_ids.axis_id, self.living)

    def test_past_events_get_it_too(self):
        """Events noted before: this year's and last year's, nobody's own choice."""
        old = self._new_event(days=-600)
        last, own = self._new_event(days=-200), self._new_event(days=-6)
        cancelled = self._new_event(days=-9, state="cancelled")
        self._share(own, self.asking, 10)
        self.meal.default_axis_id = self.living
        self.meal.with_user(self.administrator).action_allocate_past()
        self.assertEqual(last.allocation_ids.axis_id, self.living)
        self.assertEqual(own.allocation_ids.axis_id, self.asking)
        self.assertFalse((old | cancelled).allocation_ids)
        with self.assertRaises(AccessError):
            self.meal.with_user(self.animator).action_allocate_past()

    def test_shared_between_axes(self):
        """40 % and 30 %: of 100 €, 70 € are claimed, and 100 € were spent, once."""
        event = self._new_event(actual_cost=100, planned_cost=0.05)
        lines = self._share(event, self.living, 40) | self._share(
            event, self.asking, 30
        )
        self.assertEqual(lines.mapped("actual_valued"), [40, 30])
        self.assertEqual(lines.mapped("actual_cost"), [57.14, 42.86])
        lines[0].share = 60
        self.assertEqual(lines.mapped("actual_cost"), [66.67, 33.33])
        event.actual_cost = 0.05
        self.assertEqual(lines.mapped("actual_valued"), [0.03, 0.02])
        lines[1].unlink()
        self.assertEqual((lines[0].actual_cost, event.allocated_share), (0.05, 60))

    def test_two_schemes_share_the_euros_not_the_cost(self):
        event = self._new_event(actual_cost=100)
        lines = self._share(event, self.living, 60)
        lines |= self._share(event, self._get_axis("activity", "cfppa"), 40)
        self.assertEqual(lines.mapped("actual_cost"), [100, 100])
        self.assertEqual(lines.mapped("actual_valued"), [60, 40])

    def test_more_than_the_whole_is_refused(self):
        event = self._new_event(name="Couscous")
        first = self._share(event, self.living, 60)
        axis = self._get_axis("activity", "cfppa")
        self._assert_refused(
            lambda: self._share(event, axis, 60), "Couscous.*120 %.*once"
        )
        second = self._share(event, axis, 40)
        self.env.flush_all()
        self._assert_refused(lambda: second.write({"share": 41}), "101 %")
        self._assert_refused(
            lambda: event.write({"allocation_ids": [(1, first.id, {"share": 80})]})
        )

    def test_shares_out_of_range_are_refused(self):
        event = self._new_event()
        for share in (140, 0, -5):
            with self.subTest(share):
                self._assert_refused(
                    lambda share=share: self._share(event, self.living, share)
                )

    def test_database_refuses_more_than_the_whole(self):
        """Two people who add a share at once both write the event's own total."""
        event = self._new_event()
        self._share(event, self.living, 60)
        self.env.flush_all()
        self._assert_refused(
            lambda: self.env.cr.execute(
                "UPDATE residence_event SET allocated_share = 120 WHERE id = %s",
                [event.id],
            ),
            "allocated_at_most_whole",
        )

    def test_axis_out_of_date(self):
        self.living.write({"date_from": "2027-01-01", "date_to": False})
        event = self._new_event()
        self._assert_refused(lambda: self._share(event, self.living), "not in force")
        line = self._share(event, self.asking)
        self.asking.date_to = "2026-05-31"
        later = {"start": "2026-06-02 10:00:00"}
        self._assert_refused(lambda: event.write(later), "Itemise")
        line.unlink()
        event.write(later)

    def test_on_the_event_s_form(self):
        """The team shares a meal between two axes, under « Détailler »."""
        event = self._new_event(actual_cost=100).with_user(self.animator)
        with Form(event) as form:
            form.shows_costs = True
            with form.allocation_ids.new() as line:
                line.axis_id = self.living
                line.share = 50
            with form.allocation_ids.new() as line:
                line.axis_id = self.asking
                line.share = 20
        self.assertEqual(event.allocation_ids.mapped("actual_valued"), [50, 20])


@tagged("security")
class TestAllocationRights(FundingRecords, ResidenceCommon):
    def test_moving_a_share_to_a_foreign_event(self):
        self.meal.default_axis_id = False
        own = self._new_event(self.away)
        foreign = self._new_event(self.home, days=-6)
        line = self._share(own).with_user(self.users["away_animator"])
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            line.event_id = foreign
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            self.env["residence.funding.allocation"].with_user(
                self.users["away_animator"]
            ).create({"event_id": foreign.id, "axis_id": self._get_axis().id})

    def test_direction_reaches_no_event_through_a_share(self):
        event = self._new_event(name="Zzsecret", animator_id=self.animator.id)
        line = self._share(event)
        self.env.flush_all()
        theirs = self.env["residence.funding.axis"].with_user(self.management)
        shares = self.env["residence.funding.allocation"].with_user(self.management)
        for attempt in (
            lambda: line.with_user(self.management).read(["event_id"]),
            lambda: shares.search([]),
            lambda: shares._read_group([], ["event_id"], ["__count"]),
            lambda: shares.search([("event_id.animator_id", "=", self.animator.id)]),
        ):
            with self.assertRaises(AccessError):
                attempt()
        report = self.env["residence.activity.report"].with_user(self.management)
        rows = report.search([("axis_id", "!=", False)])
        self.assertTrue(rows)
        self.assertNotIn("Zzsecret", str(rows.read()))
        for path in ("axis_id.create_uid", "axis_id.write_uid.name"):
            with self.subTest(path), self.assertRaises(AccessError):
                report.search([(path, "!=", False)])
        self.assertTrue(theirs.search([]))
