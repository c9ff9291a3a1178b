from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..common.base import ResidenceCommon


class IdeaCommon(ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ideas = cls.env["residence.idea"].with_user(cls.animator)
        cls.idea = cls.ideas.create({"name": "A sewing club"})


class TestIdea(IdeaCommon):
    def test_one_line_is_enough(self):
        with Form(self.ideas) as form:
            form.name = "An outdoor cinema"
        idea = form.record
        self.assertEqual((idea.state, idea.residence_id), ("proposed", self.home))
        self.assertEqual(idea.state_date, date(2026, 5, 12))
        with self.assertRaises(ValidationError):
            self.ideas.create({"name": "   "})

    def test_noted_once_per_token(self):
        self.assertTrue(self.ideas.note_idea(self.home.id, "Lotto", "token"))
        self.assertFalse(self.ideas.note_idea(self.home.id, "Lotto", "token"))
        self.assertEqual(self.ideas.search_count([("name", "=", "Lotto")]), 1)

    def test_supports_count_once_per_token(self):
        self.assertEqual(self.idea.tap_support("a"), 1)
        self.assertEqual(self.idea.tap_support("a"), 1, "sent twice")
        self.assertEqual(self.idea.tap_support("b"), 2)
        self.assertEqual(self.idea.tap_support("c", -1), 1)
        self.assertEqual(self.idea.tap_support("d", -1), 0)
        self.assertEqual(self.idea.tap_support("e", -1), 0, "never below 0")
        with self.assertRaises(UserError):
            self.idea.tap_support("f", 40)

    def test_an_event_in_one_tap(self):
        self.idea.event_type_id = self.club
        # the board groups by the idea's state
        grouped = self.idea.with_context(default_state="proposed")
        action = grouped.action_make_event()
        event = self.env["residence.event"].browse(action["res_id"])
        self.assertEqual(event.name, "A sewing club")
        self.assertEqual((event.event_type_id, event.state), (self.club, "draft"))
        self.assertEqual(str(event.start), "2026-05-19 08:00:00", "10:00 in Paris")
        self.assertEqual(event.animator_id, self.animator)
        self.assertEqual(self.idea.state, "accepted")
        self.assertEqual(self.idea.event_count, 1)

    def test_without_a_type(self):
        action = self.idea.action_make_event()
        event = self.env["residence.event"].browse(action["res_id"])
        self.assertEqual(event.counting_mode, "total")

    def test_carried_out_once_held(self):
        self.idea.event_type_id = self.club
        action = self.idea.action_make_event()
        event = self.env["residence.event"].browse(action["res_id"])
        event.action_plan()
        self.assertEqual(self.idea.state, "accepted")
        with freeze_time("2026-05-20 09:00:00"):
            event.attendance_count = 7
            event.action_done()
            self.assertEqual(self.idea.state, "done")
            self.assertEqual(self.idea.state_date, date(2026, 5, 20))
            event.action_reopen()
            self.assertEqual(self.idea.state, "accepted")
            event.action_cancel()
            self.assertEqual(self.idea.state, "accepted", "an idea outlives its event")

    def test_of_the_same_residence(self):
        foreign = self.env["residence.idea"].create(
            {"name": "X", "residence_id": self.away.id}
        )
        with self.assertRaises(ValidationError):
            self._new_event(idea_id=foreign.id)

    def test_many_events_few_queries(self):
        self._new_event(idea_id=self.idea.id)
        counts = []
        for number in (2, 20):
            values = [
                {
                    "residence_id": self.home.id,
                    "event_type_id": self.club.id,
                    "start": f"2027-01-{day:02} 10:00:00",
                    "idea_id": self.idea.id,
                }
                for day in range(1, number + 1)
            ]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["residence.event"].create(values)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])


class TestProgramme(IdeaCommon):
    def _shown(self):
        return self.home.with_user(self.animator)._get_programme_ideas()

    def test_what_became_of_them(self):
        titles = {
            "done": "Lotto",
            "accepted": "Cinema",
            "discussed": "Compost",
            "not_now": "Skate lessons",
        }
        for state, name in titles.items():
            self.ideas.create({"name": name, "who": "Odette V."}).state = state
        self.env["residence.idea"].create(
            {"name": "Elsewhere", "residence_id": self.away.id, "state": "done"}
        )
        self.assertEqual(
            self._shown(),
            [
                ("Lotto", "Carried out"),
                ("Cinema", "Taken up"),
                ("Compost", "Under discussion"),
            ],
        )

    def test_recent_ones_only(self):
        self.idea.state = "accepted"
        self.assertTrue(self._shown())
        with freeze_time("2026-12-01"):
            self.assertFalse(self._shown())

    def test_so_many(self):
        for number in range(10):
            self.ideas.create({"name": f"Idea {number}"}).state = "discussed"
        self.assertEqual(len(self._shown()), 8)


@tagged("security")
class TestWho(IdeaCommon):
    """Who had an idea has the rights of names; the idea has those of events."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.idea.who = "Odette V."

    def _as(self, role):
        return self.idea.with_user(self.users[role])

    def test_readers(self):
        for role in ("animator", "administrator", "animator_management"):
            with self.subTest(role):
                self.assertEqual(self._as(role).who, "Odette V.")
                self.assertEqual(self._as(role).names_access, "write")
        coordinator = self._as("coordinator")
        self.assertEqual(coordinator.name, "A sewing club")
        self.assertFalse(coordinator.who)
        self.assertEqual(coordinator.names_access, "none")
        for role in ("management", "away_animator", "coordinator_management"):
            with self.subTest(role), self.assertRaises(AccessError):
                self._as(role).read(["who"])

    def test_where_the_landlord_allows_it(self):
        """The coordination then reads, and changes nothing."""
        self.home.coordinator_reads_names = True
        coordinator = self._as("coordinator")
        self.assertEqual(coordinator.who, "Odette V.")
        self.assertEqual(coordinator.names_access, "read")
        for attempt in (
            lambda: coordinator.write({"who": "Bernard L."}),
            lambda: coordinator.write({"who": False}),
            coordinator.author_ids.unlink,
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()
            self.env.invalidate_all()
        self.assertEqual(self.idea.who, "Odette V.")

    def test_not_by_another_path(self):
        coordinator = self._as("coordinator")
        self.assertNotIn("Odette", str(coordinator.read()))
        self.assertFalse(coordinator.export_data(["author_ids/name"])["datas"][0][0])
        ideas = coordinator.browse()
        self.assertNotIn(self.idea, ideas.search([("author_ids.name", "ilike", "od")]))
        self.assertFalse(coordinator.author_ids)
        with self.assertRaises(UserError):
            coordinator.copy().who = "Odette V."
        self.assertNotIn("Odette", self.idea.display_name)

    def test_coordinator_changes_the_idea_and_keeps_who(self):
        coordinator = self._as("coordinator")
        with Form(coordinator) as form:
            form.name = "A sewing workshop"
            form.state = "discussed"
        self.assertEqual(self.idea.name, "A sewing workshop")
        self.idea.invalidate_recordset()
        self.assertEqual(self.idea.who, "Odette V.")

    def test_supports_and_events_of_others(self):
        for role in ("away_animator", "management"):
            for attempt in (
                lambda idea: idea.tap_support("x"),
                lambda idea: idea.action_make_event(),
                lambda idea: idea.write({"state": "done"}),
                lambda idea: idea.note_idea(self.home.id, "x", "y"),
            ):
                with self.subTest(role), self.assertRaises(AccessError):
                    attempt(self._as(role))

    def test_emptied_then_gone(self):
        self.idea.who = ""
        self.assertFalse(self.env["residence.idea.author"].search([]))
        self.idea.who = "Odette V."
        authors = self.env["residence.idea.author"]
        authors._purge_names()
        self.assertEqual(len(authors.search([])), 1)
        self.env.company.residence_retention_months = 12
        with freeze_time("2027-05-12"):
            authors._purge_names()
        self.assertEqual(len(authors.search([])), 1)
        with freeze_time("2027-05-13"):
            authors._purge_names()
        self.assertFalse(authors.search([]))
        self.assertTrue(self.idea.exists())
