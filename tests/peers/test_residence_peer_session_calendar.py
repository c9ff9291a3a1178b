from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..common.peer_attacks import AttackCommon
from ..common.peers import SECRET


@tagged("security")
class TestCalendar(AttackCommon):
    """What the calendar says: somebody is busy."""

    def test_event_is_neutral(self):
        event = self.coming.calendar_event_id
        self.assertEqual(
            (event.start, event.stop), (self.coming.start, self.coming.stop)
        )
        self.assertEqual(event.privacy, "private")
        self.assertFalse(event.attendee_ids)
        self.assertFalse(event.partner_ids)
        self.assertFalse(event.message_partner_ids)
        self.assertFalse(event.alarm_ids)
        self.assertFalse(event.activity_ids)
        for name in (
            "description",
            "location",
            "videocall_location",
            "res_model",
            "res_id",
        ):
            self.assertFalse(event[name], name)
        self.assertNotIn(SECRET, str(event.read()))
        for user in self.strangers.values():
            answer = self._rpc(
                user, event, "read", ["name", "description", "attendee_ids"]
            )
            self.assertNotIn(SECRET, str(answer))
        self.assertNotIn(SECRET, event.sudo()._get_ics_file()[event.id].decode())

    def test_defaults_of_the_screen_stay_out(self):
        context = {
            "default_description": SECRET,
            "default_partner_ids": self.outsiders.ids,
            "active_model": "res.partner",
            "active_id": self.outsiders[0].id,
        }
        sessions = self.env["residence.peer.session"].with_context(**context)
        session = sessions.create(
            {
                "group_id": self.group.id,
                "start": "2026-06-02 13:00:00",
                "stop": "2026-06-02 15:30:00",
                "state": "planned",
            }
        )
        event = session.calendar_event_id
        self.assertFalse(event.description)
        self.assertFalse(event.partner_ids | event.attendee_ids.partner_id)

    def test_calendar_never_changes_the_session(self):
        start = self.coming.start
        event = self.coming.calendar_event_id.with_user(self.coordinator)
        event.write({"start": "2026-07-01 10:00:00", "stop": "2026-07-01 11:00:00"})
        self.assertEqual(self.coming.start, start)
        event.unlink()
        self.assertEqual(self.coming.state, "planned")
        self.assertFalse(self.coming.calendar_event_id)
        self.coming._sync_calendar()
        self.assertEqual(self.coming.calendar_event_id.start, start)

    def test_colleagues_do_not_move_it(self):
        event = self.coming.calendar_event_id
        for user in (self.settings, self.animator, self.users["nobody"]):
            for method, args in (("write", [{"name": "x"}]), ("unlink", [])):
                with self.subTest(user=user.name, method=method):
                    answer = self._rpc(user, event, method, *args)
                    self.assertIsInstance(answer, AccessError)

    def test_cancelled_has_none(self):
        event = self.coming.calendar_event_id
        self.coming.with_user(self.coordinator).action_cancel()
        self.assertFalse(event.exists())

    def test_booking_is_neutral(self):
        session = self._new_session(
            days=3, mode="on_site", space_id=self.hall.id, video_url=False
        )
        booking = session.booking_id
        self.assertEqual(booking.purpose, "Meeting")
        self.assertFalse(booking.partner_id)
        self.assertNotIn(SECRET, str(booking.read()))

    def test_a_booking_freed_by_someone_is_told(self):
        session = self._new_session(
            days=3, mode="on_site", space_id=self.hall.id, video_url=False
        )
        self.assertFalse(session.has_lost_space)
        session.booking_id.with_user(self.animator).action_cancel()
        self.assertTrue(session.with_user(self.coordinator).has_lost_space)

    def test_space_is_never_taken_twice(self):
        self._new_event(
            start=self.coming.start,
            stop=self.coming.stop,
            state="planned",
            space_id=self.hall.id,
            name=f"{SECRET} event",
        )
        mine = self.coming.with_user(self.coordinator)
        with self.assertRaises(ValidationError):
            mine.write({"mode": "on_site", "space_id": self.hall.id})

    def test_what_was_held_is_not_booked_again(self):
        session = self._new_session(
            days=-3, mode="on_site", space_id=self.hall.id, video_url=False
        )
        self.assertFalse(session.booking_id)

    def test_next_card_is_neutral(self):
        """What « Aujourd'hui » may show to whoever looks over her shoulder."""
        sessions = self.env["residence.peer.session"]
        card = sessions._get_next_card(self.animator)
        self.assertEqual((card["id"], card["name"]), (self.coming.id, "Meeting"))
        self.assertEqual(card["hour"], "15:00")
        self.assertFalse(card["join_url"])
        with freeze_time(self.coming.start - timedelta(minutes=15)):
            card = sessions._get_next_card(self.animator)
        self.assertEqual(card["join_url"], self.coming.video_url)
        with freeze_time(self.coming.stop):
            self.assertIsNone(sessions._get_next_card(self.animator))
        for user in (self.users["away_animator"], self.coordinator):
            self.assertIsNone(sessions._get_next_card(user))
