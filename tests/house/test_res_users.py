from odoo import Command

from ..common.base import MODULE, ResidenceCommon


class TestHome(ResidenceCommon):
    """A role does the same, whichever screen it came from."""

    def _action(self, name):
        return self.env.ref(f"{MODULE}.{name}")

    def test_first_screen_by_role(self):
        for role, name in {
            "animator": "residence_today_action",
            "coordinator": "residence_network_action",
            "management": "residence_dashboard_action",
            "animator_management": "residence_today_action",
        }.items():
            with self.subTest(role):
                self.assertEqual(self.users[role].action_id.id, self._action(name).id)
        self.assertFalse(self.users["nobody"].action_id)

    def test_chosen_screen_is_kept(self):
        chosen = self._action("residence_residence_action")
        user = self.users["nobody"]
        user.action_id = chosen.id
        user.group_ids += self.env.ref(f"{MODULE}.group_animator")
        self.assertEqual(user.action_id.id, chosen.id)

    def test_chosen_dashboard_is_kept_by_who_reads_it(self):
        dashboard = self._action("residence_dashboard_action")
        for role in ("coordinator", "administrator"):
            user = self.users[role]
            user.action_id = dashboard.id
            with self.subTest(role):
                user.group_ids += self.env.ref(f"{MODULE}.group_animator")
                user.group_ids += self.env.ref(f"{MODULE}.group_administrator")
                user.group_ids += self.env.ref(f"{MODULE}.group_coordinator")
                self.assertEqual(user.action_id.id, dashboard.id)

    def test_given_with_the_role(self):
        user = self.users["nobody"]
        user.group_ids += self.env.ref(f"{MODULE}.group_management")
        self.assertTrue(user.action_id)

    def _give(self, way, user, role):
        group = self.env.ref(f"{MODULE}.group_{role}")
        if way == "user":
            user.group_ids += group
        elif way == "group":
            group.write({"user_ids": [Command.link(user.id)]})
        elif way == "all users of the group":
            group.all_user_ids += user
        elif way == "implied":
            outer = self.env["res.groups"].create({"name": "x", "user_ids": user.ids})
            outer.implied_ids += group
        elif way == "implying":
            outer = self.env["res.groups"].create({"name": "x", "user_ids": user.ids})
            group.write({"implied_by_ids": [Command.link(outer.id)]})
        elif way == "new group":
            values = {"user_ids": user.ids, "implied_ids": group.ids}
            self.env["res.groups"].create({"name": "x", **values})

    WAYS = (
        *("user", "group", "all users of the group"),
        *("implied", "implying", "new group"),
    )

    def test_every_way_to_give_a_role(self):
        for way in self.WAYS:
            for role, home in (
                ("management", "residence_dashboard_action"),
                ("animator", "residence_today_action"),
                ("coordinator", "residence_network_action"),
            ):
                user = self._new_user(f"{way} {role}".replace(" ", "_"))
                with self.subTest(way=way, role=role):
                    self.assertFalse(user.action_id)
                    self._give(way, user, role)
                    self.assertEqual(user.action_id.id, self._action(home).id)
                    self.assertEqual(user.residence_monthly_mail, role == "management")

    def test_every_way_to_take_a_role(self):
        group = self.env.ref(f"{MODULE}.group_animator")
        for way in self.WAYS:
            user = self._new_user(f"away_{way}".replace(" ", "_"))
            self._give(way, user, "animator")
            self.assertTrue(user.action_id)
            outer = user.group_ids.filtered(lambda one: group in one.implied_ids)
            with self.subTest(way):
                if way == "user":
                    user.group_ids -= group
                elif way == "new group":
                    outer.unlink()
                elif outer:
                    outer.implied_ids -= group
                else:
                    group.user_ids -= user
                self.assertNotIn(group, user.all_group_ids)
                self.assertFalse(user.action_id)

    def test_the_screen_of_a_role_that_is_left(self):
        """An animator who no longer coordinates; and who chose another screen."""
        user, other = self.coordinator, self.users["away_coordinator"]
        other.action_id = chosen = self._action("residence_residence_action").id
        theirs = self.env.ref("base.action_partner_form")
        third = self.users["coordinator_management"]
        third.action_id = theirs.id
        groups = self.env["res.groups"].union(
            *(self.env.ref(f"{MODULE}.group_{name}") for name in ("coordinator",))
        )
        for one in (user, other, third):
            one.group_ids -= groups
        user.group_ids += self.env.ref(f"{MODULE}.group_animator")
        self.assertEqual(user.action_id.id, self._action("residence_today_action").id)
        self.assertNotEqual(other.action_id.id, chosen, "closed to her by now")
        self.assertEqual(third.action_id.id, theirs.id, "no screen of ours")

    def test_by_an_administrator_of_users(self):
        """Who has no role of ours."""
        manager = self._new_user("manager")
        manager.group_ids += self.env.ref("base.group_erp_manager")
        user = self.users["nobody"].with_user(manager)
        group = self.env.ref(f"{MODULE}.group_management").with_user(manager)
        group.write({"user_ids": [Command.link(user.id)]})
        self.assertTrue(user.action_id)
        self.assertTrue(user.residence_monthly_mail)
