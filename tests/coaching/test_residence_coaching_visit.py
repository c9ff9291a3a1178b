from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form

from ..common.coaching import CoachingCommon


class TestVisit(CoachingCommon):
    def setUp(self):
        super().setUp()
        self.visits = self.env["residence.coaching.visit"].with_user(self.coordinator)

    def _plan(self, **values):
        return self.visits.create(
            {
                "animator_id": self.animator.id,
                "residence_id": self.home.id,
                "date": "2026-05-19",
                "hour": 14,
                **values,
            }
        )

    def test_planned_in_a_form(self):
        """The only residence, then its only possible person, are there already."""
        self.home.animator_ids = self.animator
        with Form(self.visits) as form:
            self.assertEqual(form.residence_id, self.home)
            self.assertEqual(form.animator_id, self.animator)
            form.date = "2026-05-19"
            form.hour = 14.5
            form.kind = "video"
            form.video_url = "https://video.example.com/x"
        self.assertEqual(str(form.record.start), "2026-05-19 12:30:00", "Paris")
        self.assertEqual(form.record.coordinator_id, self.coordinator)

    def test_held_once_its_time_has_passed(self):
        """At 11:00 in Paris on 12 May."""
        states = {
            self._plan(date="2026-05-11", hour=0): "done",
            self._plan(date="2026-05-12", hour=10.5): "done",
            self._plan(date="2026-05-12", hour=0): "planned",
            self._plan(date="2026-05-12", hour=11.5): "planned",
            self._plan(date="2026-05-13", hour=0): "planned",
        }
        cancelled = self._plan(date="2026-05-04")
        cancelled.action_cancel()
        states[cancelled] = "cancelled"
        for visit, state in states.items():
            with self.subTest(visit=str(visit.start)):
                self.assertEqual(visit.state, state)
        for state in ("planned", "done", "cancelled"):
            found = self.visits.search([("state", "=", state)])
            expected = [visit.id for visit in states if states[visit] == state]
            self.assertEqual(set(found.ids), set(expected), state)
        self.assertEqual(
            len(self.visits.search([("state", "!=", "cancelled")])), len(states) - 1
        )

    def test_both_write_what_they_keep(self):
        visit = self._plan()
        visit.body = "Le composteur"
        hers = visit.with_user(self.animator)
        self.assertEqual(hers.body, "Le composteur")
        hers.body = "Le composteur, et le jardin"
        self.assertEqual(visit.body, "Le composteur, et le jardin")

    def test_animator_plans_nothing(self):
        visit = self._plan()
        hers = visit.with_user(self.animator)
        for attempt in (
            lambda: hers.write({"date": "2026-06-01"}),
            lambda: hers.write({"body": "x", "residence_id": self.away.id}),
            hers.action_cancel,
            hers.action_plan,
            hers.unlink,
            hers.copy,
            lambda: hers.create({"animator_id": self.animator.id}),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()
        self.assertEqual(visit.state, "planned")

    def test_only_with_one_s_team(self):
        stranger = self.users["away_animator"]
        with self.assertRaisesRegex(UserError, "With"):
            self._plan(animator_id=stranger.id)
        with self.assertRaisesRegex(AccessError, "Residence"):
            self._plan(animator_id=stranger.id, residence_id=self.away.id)
        with self.assertRaises(AccessError):
            self._plan(coordinator_id=self.users["away_coordinator"].id)
        with self.assertRaises(AccessError):
            self._plan(shared_with_id=self.management.id)

    def test_people_of_a_meeting_never_change(self):
        visit = self._plan(body="Entre nous")
        other = self.users["animator_management"]
        for values in (
            {"animator_id": other.id},
            {"coordinator_id": other.id},
            {"shared_with_id": other.id},
            {"is_cancelled": True},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                visit.write(values)

    def test_not_with_oneself(self):
        self.home.animator_ids += self.coordinator
        with self.assertRaises(ValidationError):
            self._plan(animator_id=self.coordinator.id)

    def test_clear_refusals(self):
        for values, word in (
            ({"hour": 25}, "Hour"),
            ({"video_url": "javascript:alert(1)"}, "Video Link"),
        ):
            with self.subTest(word), self.assertRaisesRegex(ValidationError, word):
                self._plan(**values)

    def test_deleted_only_while_empty(self):
        self._plan().unlink()
        kept = self._plan(body="Quelque chose")
        stepped = self._plan(action_ids=[(0, 0, {"name": "Appeler"})])
        for visit in (kept, stepped):
            with self.assertRaisesRegex(UserError, "cancelled, not deleted"):
                visit.unlink()

    def test_before_shows_what_was_agreed(self):
        oldest = self._plan(date="2026-02-03", action_ids=[(0, 0, {"name": "Vieux"})])
        with freeze_time("2026-03-03"):
            oldest.action_ids.action_done()
            self.env.flush_all()
        steps = [(0, 0, {"name": name}) for name in ("Ouvert", "Fait")]
        first = self._plan(date="2026-04-07", action_ids=steps)
        opened, done = first.action_ids.sorted("id")
        done.with_user(self.animator).action_done()
        other = self._new_visit(user=self.users["animator_management"])
        other.action_ids = [(0, 0, {"name": "De quelqu'un d'autre"})]
        coming = self._plan()
        self.assertEqual(coming.earlier_action_ids, opened + done)
        self.assertFalse(oldest.earlier_action_ids)
        hers = coming.with_user(self.animator)
        self.assertEqual(hers.earlier_action_ids, opened + done)

    def test_name_says_no_more_than_when(self):
        visit = self._plan(body="Secret")
        self.assertEqual(visit.display_name, "Visit, 05/19/2026")


class TestCoordinatorChanges(CoachingCommon):
    """The texts stay with whom they are about; she shares them or does not."""

    def setUp(self):
        super().setUp()
        self.visit = self._new_visit(body="Entre nous")
        self.visit.action_ids = [(0, 0, {"name": "Une étape"})]
        self.coming = self._new_visit(date="2026-05-26")
        self.successor = self._new_user("successor", "coordinator")
        self.home.coordinator_id = self.successor
        self.env.flush_all()
        self.env.invalidate_all()

    def _reads(self, user):
        record = self.visit.with_user(user)
        found = record.search([("id", "=", record.id)])
        steps = self.visit.sudo().action_ids
        readable = {
            record.has_access("read"),
            bool(found),
            steps.with_user(user).has_access("read"),
        }
        self.assertEqual(len(readable), 1, "the same on every channel")
        return readable.pop()

    def test_neither_the_former_nor_the_new_one_reads(self):
        self.assertTrue(self._reads(self.animator))
        self.assertFalse(self._reads(self.coordinator))
        self.assertFalse(self._reads(self.successor))

    def test_the_animator_shares_and_takes_back(self):
        hers = self.visit.with_user(self.animator)
        self.assertTrue(hers.can_share)
        hers.action_share()
        self.assertTrue(self._reads(self.successor))
        self.assertFalse(self._reads(self.coordinator))
        theirs = self.visit.with_user(self.successor)
        with self.assertRaises(AccessError):
            theirs.write({"body": "x"})
        with self.assertRaises(AccessError):
            theirs.action_unshare()
        hers.action_unshare()
        self.assertFalse(self._reads(self.successor))

    def test_shared_with_one_person_not_with_a_post(self):
        self.visit.with_user(self.animator).action_share()
        third = self._new_user("third", "coordinator")
        self.home.coordinator_id = third
        self.assertFalse(self._reads(self.successor))
        self.assertFalse(self._reads(third))

    def test_only_the_animator_shares(self):
        for user in (self.coordinator, self.successor, self.administrator):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.visit.with_user(user).action_share()

    def test_what_was_planned_is_cancelled(self):
        self.assertEqual(self.coming.state, "cancelled")
        self.assertEqual(self.visit.state, "done")

    def test_animator_leaves_the_team(self):
        """What is about her stays hers to read; her replacement inherits nothing."""
        coming = self._new_visit(date="2026-05-27")
        replacement = self._new_user("replacement", "animator")
        self.home.animator_ids = replacement
        self.assertEqual(coming.state, "cancelled")
        self.assertTrue(self._reads(self.animator))
        self.assertFalse(self._reads(replacement))
