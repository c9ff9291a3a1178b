from freezegun import freeze_time

from odoo import models
from odoo.exceptions import AccessError

from ..common.coaching import CoachingCommon


class TestTalk(CoachingCommon):
    def setUp(self):
        super().setUp()
        self.talks = self.env["residence.coaching.talk"].with_user(self.animator)
        self.visits = self.env["residence.coaching.visit"].with_user(self.coordinator)

    def _plan(self, date="2026-05-19"):
        return self.visits.create(
            {
                "animator_id": self.animator.id,
                "residence_id": self.home.id,
                "date": date,
                "hour": 14,
            }
        )

    def _asked(self):
        """Return who asks, as the coordination sees it."""
        return self.talks.with_user(self.coordinator).search([]).animator_id

    def test_twice_asks_once(self):
        first = self.talks.ask(self.home.id)
        self.assertEqual(self.talks.ask(self.home.id), first)
        self.assertEqual(self._asked(), self.animator)

    def test_nothing_is_said_but_who_and_when(self):
        """No reason: there is no field to write one in."""
        own = {
            name
            for name in self.talks._fields
            if name not in models.MAGIC_COLUMNS and name != "display_name"
        }
        self.assertEqual(
            own,
            {
                "animator_id",
                "residence_id",
                "company_id",
                "date",
                "visit_id",
                "is_answered",
            },
        )

    def test_taken_back(self):
        talk = self.talks.browse(self.talks.ask(self.home.id))
        talk.take_back()
        self.assertFalse(self._asked())
        talk.take_back()  # tapped twice
        self.assertFalse(self.talks.sudo().search([]), "nothing of it stays")

    def test_answered_by_a_meeting(self):
        self.talks.ask(self.home.id)
        visit = self._plan()
        self.assertFalse(self._asked())
        self.assertFalse(self.talks._get_open())
        visit.action_cancel()
        self.assertEqual(self._asked(), self.animator, "she still asks")
        visit.action_plan()
        self.assertFalse(self._asked())

    def test_asked_again_then_cancelled(self):
        self.talks.ask(self.home.id)
        visit = self._plan()
        self.talks.ask(self.home.id)
        visit.action_cancel()
        self.assertEqual(len(self.talks._get_open()), 1)

    def test_not_answered_by_somebody_else_s_meeting(self):
        self.talks.ask(self.home.id)
        self._new_visit(self.away, self.users["away_animator"])
        self._new_visit(user=self.users["animator_management"])
        self.assertEqual(self._asked(), self.animator)

    def test_forgotten_once_they_have_met(self):
        self.talks.ask(self.home.id)
        self._plan()
        self.talks.sudo()._gc_talks()
        self.assertTrue(self.talks.sudo().search([]))
        with freeze_time("2026-05-20 09:00:00"):
            self.talks.sudo()._gc_talks()
        self.assertFalse(self.talks.sudo().search([]))

    def test_goes_with_who_leaves(self):
        self.talks.ask(self.home.id)
        self.home.animator_ids -= self.animator
        self.assertFalse(self.talks.sudo().search([]))

    def test_new_coordination_hears_what_the_former_was_to_answer(self):
        self.talks.ask(self.home.id)
        self._plan()
        successor = self._new_user("successor", "coordinator")
        self.home.coordinator_id = successor
        talks = self.talks.with_user(successor)
        self.assertEqual(talks.search([]).animator_id, self.animator)

    def test_for_oneself_only(self):
        for attempt in (
            lambda: self.talks.ask(self.away.id),
            lambda: self.talks.create(
                {
                    "animator_id": self.users["animator_management"].id,
                    "residence_id": self.home.id,
                }
            ),
            lambda: self.talks.create({"residence_id": self.away.id}),
            lambda: self.talks.create(
                {"residence_id": self.home.id, "visit_id": self._new_visit().id}
            ),
            lambda: self.talks.with_user(self.management).ask(self.home.id),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()
        talk = self.talks.browse(self.talks.ask(self.home.id))
        for role in ("coordinator", "animator_management", "administrator"):
            with self.subTest(role), self.assertRaises(AccessError):
                talk.with_user(self.users[role]).take_back()
