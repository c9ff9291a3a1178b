from odoo.exceptions import AccessError
from odoo.tests import Form

from ..common.coaching import SECRET, CoachingCommon


class TestBriefing(CoachingCommon):
    def _write(self, user, residence):
        action = residence.with_user(user).action_edit_briefing()
        model = self.env["residence.briefing"].with_user(user)
        model = model.with_context(**action["context"])
        with Form(model.browse(action["res_id"])) as form:
            form.body = f"{SECRET} place"
        return form.record

    def test_team_and_coordination_share_it(self):
        self._write(self.animator, self.home)
        for role in ("animator", "coordinator", "animator_management"):
            home = self.home.with_user(self.users[role])
            with self.subTest(role):
                self.assertEqual(home.need_to_know, f"{SECRET} place")
                self.assertTrue(home.may_write_briefing)
        self.assertTrue(self._write(self.coordinator, self.home))
        count = self.env["residence.briefing"].search_count([])
        self.assertEqual(count, 1, "one text, not one each")

    def test_not_shown_through_the_residence(self):
        """Whoever reads the residence in another role is shown nothing of it."""
        self._write(self.animator, self.home)
        self._write(self.users["away_animator"], self.shared_home)
        home = self.home.with_user(self.management)
        self.assertNotIn("need_to_know", home.fields_get())
        with self.assertRaises(AccessError):
            home.read(["need_to_know"])
        for role, residence in (
            ("animator_management", self.shared_home),
            ("coordinator_management", self.home),
            ("administrator_animator", self.shared_home),
        ):
            theirs = residence.with_user(self.users[role])
            with self.subTest(role):
                self.assertFalse(theirs.need_to_know)
                self.assertFalse(theirs.may_write_briefing)
                self.assertNotIn(SECRET, str(theirs.export_data(["need_to_know"])))
                with self.assertRaises(AccessError):
                    self._write(self.users[role], residence)

    def test_gone_with_the_post(self):
        briefing = self._write(self.animator, self.home)
        self.home.animator_ids -= self.animator
        with self.assertRaises(AccessError):
            briefing.read(["body"])
        self.assertFalse(briefing.search([]))
