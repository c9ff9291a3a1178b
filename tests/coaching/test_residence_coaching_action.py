from odoo.exceptions import AccessError, UserError

from ..common.coaching import CoachingCommon


class TestAction(CoachingCommon):
    def setUp(self):
        super().setUp()
        self.visit = self._new_visit().with_user(self.coordinator)
        self.visit.action_ids = [(0, 0, {"name": "Appeler la mairie"})]
        self.step = self.visit.action_ids
        self.hers = self.step.with_user(self.animator)

    def test_closed_in_one_tap(self):
        self.hers.action_done()
        self.assertEqual(self.step.state, "done")
        self.assertFalse(self.step.is_open)
        self.assertEqual(str(self.step.done_date), "2026-05-12")
        self.hers.action_reopen()
        self.assertTrue(self.step.is_open)
        self.assertFalse(self.step.done_date)
        self.hers.action_drop()
        self.assertFalse(self.step.is_open)

    def test_the_animator_says_how_far_and_no_more(self):
        for attempt in (
            lambda: self.hers.write({"name": "x"}),
            lambda: self.hers.write({"state": "done", "due_date": "2026-06-01"}),
            self.hers.unlink,
            lambda: self.hers.create({"visit_id": self.visit.id, "name": "x"}),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()

    def test_stays_with_its_meeting(self):
        with self.assertRaises(UserError):
            self.step.visit_id = self._new_visit(date="2026-04-01").id

    def test_not_slipped_into_somebody_else_s_meeting(self):
        foreign = self._new_visit(self.away, self.users["away_animator"])
        actions = self.step.browse()
        for visit_id in (foreign.id, foreign.id + 1000):
            with self.assertRaises(AccessError) as refusal:
                actions.create({"visit_id": visit_id, "name": "x"})
            self.assertIn("or there is nothing here", str(refusal.exception))
        with self.assertRaisesRegex(UserError, "Meeting"):
            actions.create({"name": "x"})
