from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common.peer_attacks import AttackCommon
from ..common.peers import SECRET


@tagged("security")
class TestMailQueue(AttackCommon):
    """Between the click and the mail server, and when a mail fails."""

    def setUp(self):
        super().setUp()
        self.coming.with_user(self.coordinator)._send_invitations()
        self.mails = self.env["mail.mail"].search(
            [("is_residence_confidential", "=", True)]
        )
        self.assertGreaterEqual(len(self.mails), 5)

    def test_queue_is_closed(self):
        mail = self.mails[0]
        for user in (*self.strangers.values(), self.users["animator_management"]):
            for method, args in (
                ("read", [["body_html", "recipient_ids", "subject"]]),
                ("search", [[("id", "in", self.mails.ids)]]),
                ("search", [[("body_html", "ilike", SECRET)]]),
                ("search", [[("is_residence_confidential", "=", True)]]),
                ("write", [{"email_to": "me@example.com"}]),
                ("send", []),
                ("copy", []),
                ("unlink", []),
            ):
                with self.subTest(user=user.name, method=method):
                    answer = self._rpc(user, mail, method, *args)
                    if method == "search":
                        answer = answer if isinstance(answer, list) else []
                        self.assertFalse(set(answer) & set(self.mails.ids))
                    else:
                        self.assertIsInstance(answer, AccessError)

    def test_messages_and_files_are_closed(self):
        files = self.mails.sudo().attachment_ids
        messages = self.mails.sudo().mail_message_id
        self.assertEqual(len(files), len(self.mails))
        for user in (*self.strangers.values(), self.users["animator_management"]):
            for records, text in ((files, "raw"), (messages, "subject")):
                with self.subTest(user=user.name, model=records._name):
                    answer = self._rpc(user, records, "read", [text])
                    self.assertIsInstance(answer, AccessError)
                    found = self._rpc(
                        user, records, "search", [("id", "in", records.ids)]
                    )
                    self.assertFalse(found if isinstance(found, list) else [])

    def test_nothing_stays_once_sent(self):
        files = self.mails.attachment_ids
        messages = self.mails.mail_message_id
        with (
            patch.object(
                self.env.registry["ir.mail_server"], "_disable_send", lambda *_: False
            ),
            patch.object(
                self.env.registry["ir.mail_server"],
                "_connect__",
                lambda *_a, **_k: None,
            ),
            patch.object(
                self.env.registry["ir.mail_server"],
                "send_email",
                lambda *_args, **_options: "sent",
            ),
            self._listen() as log,
        ):
            self.mails.send()
        self.assertFalse(self.mails.exists())
        self.assertFalse(messages.exists())
        self.assertFalse(files.exists())
        self.assertNotIn(SECRET, "\n".join(log))
