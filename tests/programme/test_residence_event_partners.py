from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form
from odoo.tools import mute_logger

from odoo.addons.mail.tests.common import MailCommon

from ..common.base import ResidenceCommon


class TestPartners(MailCommon, ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._print_in_english()
        cls.school = cls.env["res.partner"].create(
            {"name": "École", "is_company": True, "email": "ecole@example.com"}
        )
        cls.library = cls.env["res.partner"].create(
            {"name": "Médiathèque", "is_company": True}
        )

    def _plan(self, **values):
        event = self._new_event(
            **{
                "days": 2,
                "state": "planned",
                "name": "Atelier",
                "note": "Zzsecret note",
                "partner_ids": [(6, 0, (self.school | self.library).ids)],
                **values,
            }
        )
        return event.with_user(self.animator)

    def test_a_move_asks(self):
        event = self._plan()
        self.assertFalse(event.partner_notice)
        before = event.start
        event.start += timedelta(days=1)
        self.assertIn("Moved: it was Thursday 14 May, 12:00", event.partner_notice)
        event.start += timedelta(days=1)
        self.assertIn("Thursday 14 May", event.partner_notice, "what they were told")
        event.start = before
        self.assertFalse(event.partner_notice, "taken back: nothing to tell")

    def test_whom_no_mail_reaches(self):
        event = self._plan()
        event.start += timedelta(days=1)
        self.assertIn("to be phoned: Médiathèque.", event.partner_notice)
        self.assertNotIn("École", event.partner_notice)
        self.library.email = "mediatheque@example.com"
        self.assertNotIn("phoned", event.partner_notice)

    def test_another_place_asks(self):
        event = self._plan(space_id=self.hall.id)
        event.space_id = self.kitchen
        self.assertIn("(Grande salle)", event.partner_notice)

    def test_what_asks_nothing(self):
        draft = self._plan(state="draft")
        draft.start += timedelta(days=1)
        self.assertFalse(draft.partner_notice, "nobody was told")
        alone = self._plan(partner_ids=False)
        alone.start += timedelta(days=1)
        alone.partner_ids = self.school
        self.assertFalse(alone.partner_notice, "they came after the move")
        past = self._new_event(days=-3, state="planned", partner_ids=self.school.ids)
        past.start += timedelta(hours=1)
        self.assertFalse(past.partner_notice)
        event = self._plan()
        event.note = "x"
        event.name = "y"
        self.assertFalse(event.partner_notice)

    def test_cancelled_then_on_again(self):
        event = self._plan()
        event.action_cancel()
        self.assertIn("Cancelled. Tell the partners?", event.partner_notice)
        event.action_plan()
        self.assertFalse(event.partner_notice, "they never heard of it")
        event.action_cancel()
        event.action_partners_told()
        self.assertFalse(event.partner_notice)
        event.action_plan()
        self.assertIn("On again. Tell the partners?", event.partner_notice)
        event.action_partners_told()
        self.assertFalse(event.partner_notice)

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_a_draft_and_nothing_by_itself(self):
        event = self._plan()
        follower = self.coordinator.partner_id
        event.message_subscribe(follower.ids)
        with self.mock_mail_gateway():
            event.start += timedelta(days=1)
            action = event.action_tell_partners()
        self.assertFalse(self._new_mails, "nothing was sent")
        composer = Form(
            self.env["mail.compose.message"]
            .with_user(self.animator)
            .with_context(**action["context"])
        )
        self.assertEqual(
            composer.partner_ids[:], self.school, "only who has an address"
        )
        self.assertIn("Atelier", composer.subject)
        self.assertIn("Friday 15 May, 12:00", composer.body)
        self.assertIn("Thursday 14 May, 12:00", composer.body)
        self.assertNotIn("Zzsecret", composer.body)
        with self.mock_mail_gateway():
            composer.save()._action_send_mail()
        recipients = self._new_mails.recipient_ids | self._new_mails.mapped(
            "notification_ids.res_partner_id"
        )
        self.assertEqual(recipients, self.school)
        self.assertNotIn(self.school, event.message_partner_ids, "no later message")
        self.assertFalse(event.partner_notice)

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_the_draft_says_to_whom_and_one_may_be_taken_out(self):
        self.library.email = "mediatheque@example.com"
        event = self._plan()
        follower = self.coordinator.partner_id
        event.message_subscribe(follower.ids)
        event.start += timedelta(days=1)
        composer = Form(
            self.env["mail.compose.message"]
            .with_user(self.animator)
            .with_context(**event.action_tell_partners()["context"])
        )
        self.assertFalse(composer.subtype_is_log, "« Send », not « Log »")
        self.assertEqual(composer.composition_comment_option, "forward")
        self.assertEqual(composer.partner_ids[:], self.school | self.library)
        composer.partner_ids.remove(self.library.id)
        with self.mock_mail_gateway():
            composer.save()._action_send_mail()
        message = event.message_ids[0]
        self.assertEqual(message.notified_partner_ids, self.school)
        self.assertFalse(message.is_internal)

    def test_no_address(self):
        event = self._plan(partner_ids=self.library.ids)
        event.start += timedelta(days=1)
        self.assertTrue(event.partner_notice)
        with self.assertRaises(UserError):
            event.action_tell_partners()

    def test_on_the_first_screen(self):
        event = self._plan()
        event.event_type_id.sudo().proposes_papers = False
        event.start += timedelta(days=1)
        cards = event.env["residence.today"].get_today()["papers"]
        (card,) = [card for card in cards if card["id"] == event.id]
        self.assertIn("Moved", card["partner_notice"])
        self.assertEqual(card["papers"], [])

    def test_who_may(self):
        event = self._plan()
        event.start += timedelta(days=1)
        for role in ("management", "nobody", "away_animator"):
            theirs = event.with_user(self.users[role])
            for attempt in (theirs.action_tell_partners, theirs.action_partners_told):
                with self.subTest(role), self.assertRaises(AccessError):
                    attempt()
