from ..common.coaching import CoachingCommon


class TestSupport(CoachingCommon):
    def setUp(self):
        super().setUp()
        self.visits = self.env["residence.coaching.visit"].with_user(self.animator)

    def test_what_is_about_her(self):
        held = self._new_visit(kind="phone")
        held.action_ids = [(0, 0, {"name": name}) for name in ("Open", "Closed")]
        held.action_ids.filtered(lambda step: step.name == "Closed").state = "done"
        coming = self._new_visit(date="2026-05-19", hour=14.5)
        self._new_visit(date="2026-05-20").is_cancelled = True
        other = self._new_visit(user=self.users["animator_management"])
        other.action_ids = [(0, 0, {"name": "Not hers"})]
        support = self.visits.get_support()
        self.assertEqual([card["id"] for card in support["past"]], held.ids)
        self.assertEqual([card["id"] for card in support["coming"]], coming.ids)
        self.assertEqual(support["coming"][0]["hour"], "14:30")
        self.assertEqual([step["name"] for step in support["steps"]], ["Open"])
        (talk,) = support["talks"]
        self.assertEqual((talk["residence_id"], talk["talk_id"]), (self.home.id, None))
        self.assertEqual(talk["coordinator"], "", "she has one coordination")

    def test_asked_once_per_coordination(self):
        self.shared_home.animator_ids += self.animator
        talks = self.visits.get_support()["talks"]
        names = {talk["coordinator"] for talk in talks}
        self.assertEqual(
            names,
            {self.coordinator.name, self.users["coordinator_management"].name},
        )
        asked = self.env["residence.coaching.talk"].with_user(self.animator)
        talk_id = asked.ask(self.home.id)
        self.assertEqual(
            {one["residence_id"]: one["talk_id"] for one in self.visits._get_talks()},
            {self.home.id: talk_id, self.shared_home.id: None},
        )
