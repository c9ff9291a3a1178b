import vobject

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common.peers import PeerCommon


@tagged("peers")
class TestPeerMove(PeerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # on both sides of the night when clocks change, 25 October 2026
        cls.first, cls.second, cls.third = cls.env["residence.peer.session"].create(
            [
                {
                    "group_id": cls.group.id,
                    "start": start,
                    "stop": stop,
                    "state": "planned",
                }
                for start, stop in (
                    ("2026-10-13 12:00:00", "2026-10-13 14:30:00"),
                    ("2026-10-20 12:00:00", "2026-10-20 14:30:00"),
                    ("2026-10-27 13:00:00", "2026-10-27 15:30:00"),
                )
            ]
        )

    def _open(self, session):
        return Form(
            self.env["residence.peer.move"]
            .with_user(self.coordinator)
            .with_context(default_session_id=session.id, active_id=session.id)
        )

    def test_one(self):
        form = self._open(self.second)
        self.assertEqual(str(form.start), "2026-10-20 12:00:00")
        form.start, form.stop = "2026-10-22 08:00:00", "2026-10-22 10:00:00"
        self.assertIn("22 October 2026", form.notice)
        form.save().action_move()
        self.assertEqual(str(self.second.start), "2026-10-22 08:00:00")
        self.assertEqual(self.second.hours, 2)
        self.assertEqual(str(self.third.start), "2026-10-27 13:00:00")
        self.assertEqual(self.second.calendar_event_id.start, self.second.start)

    def test_the_rest_keeps_its_hour_on_the_group_s_clocks(self):
        form = self._open(self.second)
        form.scope = "rest"
        form.start, form.stop = "2026-10-22 08:00:00", "2026-10-22 10:00:00"
        form.save().action_move()
        self.assertEqual(str(self.first.start), "2026-10-13 12:00:00")
        self.assertEqual(str(self.third.start), "2026-10-29 09:00:00", "10:00, winter")
        self.assertEqual(self.third.hours, 2)

    def test_the_rest_may_take_each_other_s_place(self):
        """On site, a week on: each takes the slot that the next one leaves."""
        sessions = self.first | self.second | self.third
        sessions.write({"mode": "on_site", "space_id": self.hall.id})
        form = self._open(self.first)
        form.scope = "rest"
        form.start, form.stop = "2026-10-20 12:00:00", "2026-10-20 14:30:00"
        form.save().action_move()
        self.assertEqual(
            [str(session.booking_id.start) for session in sessions],
            ["2026-10-20 12:00:00", "2026-10-27 13:00:00", "2026-11-03 13:00:00"],
        )

    def test_everyone_is_told_once(self):
        sessions = self.first | self.second | self.third
        sessions.with_user(self.coordinator)._send_invitations()
        queue = self.env["mail.mail"]
        known = queue.search([])
        form = self._open(self.first)
        form.scope = "rest"
        form.start, form.stop = "2026-10-14 12:00:00", "2026-10-14 14:30:00"
        form.save().action_move()
        mails = queue.search([]) - known
        told = (self.group.member_ids | self.facilitator).filtered("email")
        self.assertEqual(mails.recipient_ids, told)
        self.assertEqual(len(mails), len(told))
        for file in mails[0].attachment_ids:
            event = vobject.readOne(file.raw.decode()).vevent
            self.assertEqual(event.sequence.value, "1")

    def test_busy_colleagues_are_named(self):
        self._new_event(
            start="2026-10-22 08:00:00",
            stop="2026-10-22 10:00:00",
            state="planned",
            animator_id=self.animator.id,
        )
        form = self._open(self.second)
        form.start, form.stop = "2026-10-22 08:00:00", "2026-10-22 10:00:00"
        self.assertIn(f"Busy: {self.animator.name}", form.notice)

    def test_the_end_comes_after_the_start(self):
        form = self._open(self.second)
        form.stop = "2026-10-20 11:00:00"
        with self.assertRaises(UserError):
            form.save().action_move()

    def test_nobody_else_moves(self):
        moves = self.env["residence.peer.move"]
        values = {
            "session_id": self.second.id,
            "start": "2026-10-22 08:00:00",
            "stop": "2026-10-22 10:00:00",
        }
        for user in (self.animator, self.users["away_coordinator"], self.management):
            with self.subTest(user.name), self.assertRaises(AccessError):
                moves.with_user(user).create(values).action_move()
        self.assertEqual(str(self.second.start), "2026-10-20 12:00:00")
