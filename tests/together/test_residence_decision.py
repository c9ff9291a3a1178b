from datetime import date

from odoo.tests import Form

from ..common.base import MODULE, ResidenceCommon


class TestDecision(ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.consultation = cls.env.ref(f"{MODULE}.event_type_consultation")
        cls.meeting = cls._new_event(event_type_id=cls.consultation.id).with_user(
            cls.animator
        )

    def test_noted_at_the_meeting(self):
        for view in ("residence_event_view_form", "residence_event_view_form_report"):
            form = Form(self.meeting, view=f"{MODULE}.{view}")
            with form.decision_ids.new() as line:
                line.name = "The hall closes at ten"
                line.owner = "The landlord"
                line.due_date = "2026-06-01"
            form.save()
        decision = self.meeting.decision_ids[0]
        self.assertEqual(len(self.meeting.decision_ids), 2)
        self.assertEqual(decision.residence_id, self.home)
        self.assertEqual(decision.date, date(2026, 5, 5))
        self.assertEqual(
            (decision.state, decision.owner_label), ("todo", "The landlord")
        )

    def test_only_where_decisions_are_taken(self):
        form = Form(self._new_event())
        self.assertFalse(form.is_consultation)
        with self.assertRaises(AssertionError):
            form.decision_ids.new()  # out of sight

    def test_done_in_one_tap(self):
        decisions = self.env["residence.decision"].with_user(self.animator)
        decision = decisions.create({"name": "Compost", "due_date": "2026-05-11"})
        self.assertEqual(decision.residence_id, self.home, "her only one")
        self.assertTrue(decision.is_overdue)
        self.assertIn(decision, decisions.search([("is_overdue", "=", True)]))
        decision.action_done()
        self.assertEqual(decision.state, "done")
        self.assertEqual(decision.done_date, date(2026, 5, 12))
        self.assertFalse(decision.is_open or decision.is_overdue)
        self.assertNotIn(decision, decisions.search([("is_overdue", "=", True)]))
        decision.action_reopen()
        self.assertFalse(decision.done_date)

    def test_it_outlives_its_meeting(self):
        decision = self.env["residence.decision"].create(
            {"name": "Compost", "event_id": self.meeting.id}
        )
        self.meeting.unlink()
        self.assertTrue(decision.exists())
        self.assertEqual(decision.residence_id, self.home)

    def test_both_in_charge(self):
        decision = self.env["residence.decision"].create(
            {
                "name": "Compost",
                "residence_id": self.home.id,
                "owner": "The garden group",
                "user_id": self.animator.id,
            }
        )
        self.assertEqual(decision.owner_label, "The garden group, Secret animator")
