from ..common.base import MODULE, ResidenceCommon


class TestHome(ResidenceCommon):
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

    def test_given_with_the_role(self):
        user = self.users["nobody"]
        user.group_ids += self.env.ref(f"{MODULE}.group_management")
        self.assertTrue(user.action_id)
