from collections import Counter
from datetime import timedelta

import vobject
from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common.peers import PeerCommon


@tagged("peers")
class TestInvitations(PeerCommon):
    """One mail each for all that she does not know; files that calendars follow."""

    def setUp(self):
        super().setUp()
        self.people = self.group.member_ids | self.facilitator
        self.people[0].lang = "en_US"
        for partner, name in zip(self.people, "abcde", strict=True):
            partner.email = f"{name}@example.com"

    def _send(self, sessions):
        """Send as the coordinator does; return the new mails by recipient."""
        queue = self.env["mail.mail"]
        known = queue.search([])
        sessions.with_user(self.coordinator)._send_invitations()
        return {mail.recipient_ids: mail for mail in queue.search([]) - known}

    def _read_files(self, mail):
        """Return [(method, uid, sequence)], in the files' order of dates."""
        calendars = [
            vobject.readOne(file.raw.decode())
            for file in mail.attachment_ids.sorted("name")
        ]
        return [
            (
                calendar.method.value,
                calendar.vevent.uid.value,
                int(calendar.vevent.sequence.value),
            )
            for calendar in calendars
        ]

    def test_one_mail_with_all_dates_to_each(self):
        later = self._new_session(days=21)
        mails = self._send(self.coming | later)
        self.assertEqual(set(mails), set(self.people))
        for partner, mail in mails.items():
            self.assertEqual(mail.state, "outgoing", "queued, not sent")
            self.assertTrue(mail.auto_delete)
            self.assertEqual(
                self._read_files(mail),
                [("REQUEST", self.coming.ics_uid, 0), ("REQUEST", later.ics_uid, 0)],
            )
            self.assertIn("Tuesday 19 May 2026", mail.body_html)
            self.assertIn("Tuesday 2 June 2026", mail.body_html)
            self.assertIn(self.coming.video_url, mail.body_html)
            file = vobject.readOne(mail.attachment_ids[0].raw.decode()).vevent
            self.assertEqual(file.attendee.value, f"mailto:{partner.email}")
            self.assertEqual(file.summary.value, "Meeting")
            self.assertEqual(file.dtstart.value.replace(tzinfo=None), self.coming.start)
        self.assertFalse(self._send(self.coming | later), "they know it all")

    def test_moving_updates_and_cancelling_removes(self):
        uid = self.coming.ics_uid
        self._send(self.coming)
        mine = self.coming.with_user(self.coordinator)
        mine.write({"start": "2026-05-20 13:00:00", "stop": "2026-05-20 15:30:00"})
        self.assertEqual(mine.to_tell_count, 5)
        moved = self._send(self.coming)
        for mail in moved.values():
            self.assertEqual(self._read_files(mail), [("REQUEST", uid, 1)])
            self.assertIn("changed", mail.body_html)
        queue = self.env["mail.mail"]
        known = queue.search([])
        mine.action_cancel()
        cancelled = queue.search([]) - known
        self.assertEqual(len(cancelled), 5)
        for mail in cancelled:
            self.assertEqual(self._read_files(mail), [("CANCEL", uid, 2)])
            self.assertIn("cancelled", mail.subject)
        mine.action_plan()
        for mail in self._send(self.coming).values():
            self.assertEqual(self._read_files(mail), [("REQUEST", uid, 3)])

    def test_whoever_leaves_gets_the_date_taken_back(self):
        self._send(self.coming)
        gone = self.outsiders[0]
        newcomer = self.env["res.partner"].create(
            {"name": "New", "email": "new@example.com"}
        )
        group = self.group.with_user(self.coordinator)
        group.member_ids -= gone
        group.member_ids += newcomer
        mails = self._send(self.coming)
        self.assertEqual(set(mails), {gone, newcomer})
        self.assertEqual(self._read_files(mails[gone])[0][0], "CANCEL")
        self.assertEqual(self._read_files(mails[newcomer])[0][0], "REQUEST")
        self.assertNotIn(self.coming.video_url, mails[gone].body_html)

    def test_noting_who_came_tells_nobody(self):
        self._send(self.coming)
        self._hold(self.held)
        self.held.action_reopen()
        self.assertFalse(self._send(self.coming | self.held))

    def test_nobody_else_sends(self):
        for user in (self.animator, self.users["away_coordinator"], self.management):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.coming.with_user(user).action_send_invitations()

    def test_each_in_her_language_without_the_group_s_link_on_site(self):
        self._activate_french()
        self.people[0].lang = "fr_FR"
        session = self._new_session(days=30, mode="on_site", space_id=self.hall.id)
        mails = self._send(session)
        french = mails[self.people[0]].body_html
        self.assertIn("jeudi 11 juin 2026", french)
        self.assertIn(self.hall.name, french)
        self.assertNotIn("https://", french)

    def _activate_french(self):
        self.env["res.lang"]._activate_lang("fr_FR")

    def test_people_without_an_address_are_named_to_who_organises(self):
        self.outsiders[1].email = False
        mails = self._send(self.coming)
        self.assertNotIn(self.outsiders[1], mails)
        mine = self.coming.with_user(self.coordinator)
        self.assertIn("Outsider 2", mine.mail_notice)
        theirs = self.coming.with_user(self.animator)
        self.assertEqual((theirs.mail_notice, theirs.to_tell_count), ("", 0))

    def test_a_mail_that_did_not_leave_is_told(self):
        mails = self._send(self.coming)
        mails[self.outsiders[0]].state = "exception"
        mine = self.coming.with_user(self.coordinator)
        self.assertIn("did not leave for Outsider 1", mine.mail_notice)

    def test_what_did_not_leave_is_sent_again(self):
        """Nobody else reads that queue: the coordinator must be able to try again."""
        lost = self.outsiders[0]
        later = self._new_session(days=21)
        both = self.coming | later
        failed = self._send(both)[lost]
        failed.state = "exception"
        mine = self.coming.with_user(self.coordinator)
        self.assertEqual(mine.to_tell_count, 1)
        lost.email = "right@example.com"
        again = self._send(self.coming)
        self.assertEqual(set(again), {lost})
        self.assertEqual(
            self._read_files(again[lost]), [("REQUEST", self.coming.ics_uid, 1)]
        )
        self.env.invalidate_all()
        self.assertFalse(mine.mail_notice)
        self.assertEqual(failed.exists(), failed, "it holds the other date still")
        self.assertEqual(set(self._send(both)), {lost})
        self.assertFalse(failed.exists(), "both went out with another mail")
        self.assertFalse(self._send(both))

    def test_a_cancellation_that_did_not_leave_is_sent_again(self):
        lost = self.outsiders[0]
        self._send(self.coming)
        queue = self.env["mail.mail"]
        known = queue.search([])
        self.coming.with_user(self.coordinator).action_cancel()
        mails = queue.search([]) - known
        mails.filtered(lambda mail: mail.recipient_ids == lost).state = "exception"
        again = self._send(self.coming)
        self.assertEqual(set(again), {lost})
        self.assertEqual(
            self._read_files(again[lost]), [("CANCEL", self.coming.ics_uid, 2)]
        )

    def test_mails_leave_a_few_at_a_time(self):
        people = self.env["res.partner"].create(
            [{"name": f"P{n}", "email": f"p{n}@example.com"} for n in range(40)]
        )
        self.group.member_ids += people
        mails = self._send(self.coming).values()
        now = fields.Datetime.now()
        minutes = Counter(
            (mail.scheduled_date - now).total_seconds() // 60 for mail in mails
        )
        self.assertEqual(minutes, {0: 20, 1: 20, 2: 5})
        cron = self.env.ref("mail.ir_cron_mail_scheduler_action")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        moments = {mail.scheduled_date for mail in mails}
        self.assertLessEqual(moments, set(triggers.mapped("call_at")))
        later = self._send(self._new_session(days=14)).values()
        first = min(mail.scheduled_date for mail in later)
        self.assertEqual(first, now + timedelta(minutes=2))

    def test_reminder(self):
        self._send(self.coming)  # on 19 May
        self.group.member_ids += self.env["res.partner"].create(
            {"name": "Untold", "email": "untold@example.com"}
        )
        queue = self.env["mail.mail"]
        sessions = self.env["residence.peer.session"]
        known = queue.search([])
        for moment, expected in (
            ("2026-05-17 11:00:00", 0),
            ("2026-05-17 14:00:00", 5),
            ("2026-05-18 14:00:00", 0),
        ):
            with freeze_time(moment):
                sessions._cron_remind()
            mails = queue.search([]) - known
            known |= mails
            self.assertEqual(len(mails), expected, moment)
            for mail in mails:
                self.assertIn("Reminder", mail.subject)
                self.assertIn(self.coming.video_url, mail.body_html)
                self.assertTrue(mail.auto_delete and mail.is_residence_confidential)

    def test_reminder_follows_a_move_and_may_be_off(self):
        self._send(self.coming)
        queue = self.env["mail.mail"]
        sessions = self.env["residence.peer.session"]
        with freeze_time("2026-05-18 14:00:00"):
            sessions._cron_remind()
            self.assertTrue(self.coming.is_reminded)
            mine = self.coming.with_user(self.coordinator)
            mine.write({"start": "2026-06-20 13:00:00", "stop": "2026-06-20 15:00:00"})
            self.assertFalse(self.coming.is_reminded)
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("residence_community.peer_reminder_days", "0")
        known = queue.search([])
        with freeze_time("2026-06-20 12:00:00"):
            sessions._cron_remind()
        self.assertEqual(queue.search([]), known)
