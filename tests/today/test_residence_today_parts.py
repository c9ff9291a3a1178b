from freezegun import freeze_time

from ..common.coaching import SECRET, CoachingCommon


class TestTodayGains(CoachingCommon):
    def setUp(self):
        super().setUp()
        self.env["residence.event"].search([]).unlink()
        self.events = self.env["residence.event"].with_user(self.animator)

    def _hold(self, residence=None, days=-5, **values):
        event = self._new_event(residence, days=days, state="planned", **values)
        self._new_count(event, adults=4, elders=9)
        event.action_done()
        return event

    def test_next_meeting_in_words_anybody_may_see(self):
        self._new_visit(date="2026-06-02", hour=9)
        visit = self._new_visit(
            date="2026-05-19", hour=14.5, body=f"{SECRET} kept", kind="monthly"
        )
        (meeting,) = self.events.env["residence.today"].get_today()["meetings"]
        self.assertEqual(meeting["id"], visit.id)
        self.assertEqual((meeting["name"], meeting["hour"]), ("Meeting", "14:30"))
        for word in (SECRET, self.coordinator.name, "Monthly"):
            self.assertNotIn(word, str(meeting))
        others = self.env["residence.event"].with_user(
            self.users["animator_management"]
        )
        self.assertFalse(others.env["residence.today"].get_today()["meetings"])

    def test_a_good_word_of_her_own_month(self):
        self._hold(led_by="residents")
        self._hold(days=-4)
        self._hold(days=-20)  # in April
        self._hold(self.away)
        self.env.flush_all()
        word = self.events.env["residence.today"].get_today()["good_word"]
        self.assertEqual(word["month"], "May")
        self.assertEqual(
            word["parts"], ["26 participations", "1 event led by residents"]
        )

    def test_first_visits(self):
        event = self._hold()
        self._new_presences(event, self._new_resident(), is_newcomer=True)
        self.env.flush_all()
        self.assertIn(
            "1 first visit",
            self.events.env["residence.today"].get_today()["good_word"]["parts"],
        )

    def test_nothing_rather_than_nothing_good(self):
        self._new_event(days=-5, state="planned")
        self._hold(self.away)
        self.env.flush_all()
        self.assertIsNone(self.events.env["residence.today"].get_today()["good_word"])
        nowhere = self.env["residence.event"].with_user(self.coordinator)
        self.assertIsNone(nowhere.env["residence.today"].get_today()["good_word"])

    def test_the_first_days_tell_the_month_before(self):
        self._hold()
        self.env.flush_all()
        with freeze_time("2026-06-03 09:00:00"):
            self.assertEqual(
                self.events.env["residence.today"].get_today()["good_word"]["month"],
                "May",
            )
        with freeze_time("2026-06-08 09:00:00"):
            self.assertIsNone(
                self.events.env["residence.today"].get_today()["good_word"]
            )
