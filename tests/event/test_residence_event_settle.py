from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import Form

from ..common.base import ResidenceCommon


class TestSettle(ResidenceCommon):
    """The morning after an evening without the team."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["residence.event"].search([]).unlink()
        cls.evening = cls._new_event(
            days=-1,
            hour=17,
            name="Sewing",
            event_type_id=cls.club.id,
            state="planned",
            led_by="residents",
            space_id=cls.hall.id,
        ).with_user(cls.animator)

    def _cards(self):
        today = self.evening.env["residence.today"].get_today()
        return {card["name"]: card["to_settle"] for card in today["to_complete"]}

    def test_asked_where_nobody_of_the_team_was(self):
        self._new_event(days=-1, name="Meal", state="planned")
        self.assertEqual(self._cards(), {"Sewing": True, "Meal": False})

    def test_who_leads_proposes_it_and_a_tick_decides(self):
        self.assertTrue(self.evening.is_without_team)
        self.evening.animator_id = self.animator
        self.assertFalse(self.evening.is_without_team)
        with Form(self.evening) as form:
            form.is_without_team = True
        self.assertTrue(self.evening.is_without_team)
        self.assertEqual(self.evening.animator_id, self.animator)
        self.assertTrue(self._cards()["Sewing"])
        self.assertFalse(self._new_event().is_without_team, "led by the team")

    def test_not_before_it_is_over(self):
        self.evening.browse().create(
            {
                "residence_id": self.home.id,
                "event_type_id": self.club.id,
                "name": "Tonight",
                "start": "2026-05-12 17:00:00",
                "state": "planned",
                "led_by": "residents",
                "animator_id": False,
            }
        )
        self.assertNotIn("Tonight", self._cards())

    def test_held_and_not_counted(self):
        self.evening.action_done_uncounted()
        self.assertEqual(self.evening.state, "done")
        self.assertFalse(self.evening.is_counted)
        self.assertFalse(self._cards())
        self.assertEqual(len(self.evening.booking_ids), 1)

    def test_not_held(self):
        self.evening.action_cancel()
        self.assertFalse(self._cards())
        confirmed = self.evening.sudo().booking_ids.filtered(
            lambda booking: booking.state == "confirmed"
        )
        self.assertFalse(confirmed, "the space is free")
        self.evening.action_plan()
        self.assertEqual(self._cards(), {"Sewing": True}, "taken back")

    def test_not_known_is_no_figure(self):
        """Neither held nor cancelled: asked tomorrow, then twice as long after."""
        self.assertEqual(self.evening.action_ask_later(), "2026-05-13")
        self.assertEqual(self.evening.state, "planned")
        self.assertTrue(self.evening.is_report_due, "still provisional")
        self.assertFalse(self._cards())
        for day, again in (("13", "2026-05-15"), ("15", "2026-05-19")):
            with freeze_time(f"2026-05-{day} 06:00:00"):
                self.assertEqual(self._cards(), {"Sewing": True})
                self.assertEqual(self.evening.action_ask_later(), again)
                self.assertFalse(self._cards())

    def test_the_day_is_the_residence_s(self):
        """At 22:30 UTC it is tomorrow already in Paris."""
        self.evening.action_ask_later()
        with freeze_time("2026-05-12 22:30:00"):
            self.assertEqual(self._cards(), {"Sewing": True})

    def test_a_new_date_is_asked_about(self):
        self.evening.action_ask_later()
        self.evening.write(
            {"start": "2026-05-12 05:00:00", "stop": "2026-05-12 06:00:00"}
        )
        self.assertEqual(self._cards(), {"Sewing": True})

    def test_later_does_not_show_it_twice(self):
        self.evening.write(
            {"start": "2026-05-12 05:00:00", "stop": "2026-05-12 06:00:00"}
        )
        self.evening.action_ask_later()
        today = self.evening.env["residence.today"].get_today()
        self.assertFalse(today["to_complete"] + today["today"])

    def test_others_do_not_answer(self):
        for role in ("away_animator", "management", "nobody"):
            with self.subTest(role), self.assertRaises(AccessError):
                self.evening.with_user(self.users[role]).action_ask_later()
