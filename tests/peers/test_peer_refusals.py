"""A refusal never says whether there is anything; nothing is left elsewhere."""

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common.peer_attacks import MODELS, AttackCommon
from ..common.peers import SECRET


@tagged("security")
class TestRefusals(AttackCommon):
    """A refusal never says whether there is anything."""

    def test_forbidden_is_as_missing(self):
        for name, record in (
            ("note", self.note),
            ("draft", self.draft),
            ("mood", self.mood),
        ):
            missing = record.browse(record.id + 10_000)
            text = "sunny" if name == "mood" else "body"
            for user in (self.users["away_animator"], self.coordinator, self.settings):
                for method, args in (
                    ("read", [[text]]),
                    ("read", []),
                    ("web_read", [{text: {}}]),
                    ("write", [{text: 1}]),
                    ("unlink", []),
                    ("copy", []),
                    ("export_data", [[text]]),
                    ("onchange", [{}, [], {text: {}}]),
                    ("has_access", ["read"]),
                    ("has_access", ["unlink"]),
                    ("get_metadata", []),
                    ("web_save", [{text: 1}, {text: {}}]),
                ):
                    with self.subTest(name, user=user.name, method=method):
                        answers = [
                            self._rpc(user, one, method, *args)
                            for one in (record, missing)
                        ]
                        kinds = [type(answer) for answer in answers]
                        self.assertEqual(*kinds)
                        self.assertEqual(*map(str, answers))

    def test_coordinator_does_not_find_drafts_by_beginning_one(self):
        """A text that is there already and one that is not: the same refusal."""
        answers = [
            self._rpc(
                self.coordinator,
                text,
                "create",
                [{"session_id": session.id}],
            )
            for text in (self.draft, self.mood)
            for session in (self.draft_session, self.held, self.coming)
        ]
        self.assertEqual({type(answer) for answer in answers}, {AccessError})
        self.assertEqual(len(set(map(str, answers))), 1)

    def test_attachments_and_messages(self):
        missing = self.note.browse(self.note.id + 10_000)
        for user in (self.users["animator_management"], self.settings):
            for model, values in (
                ("ir.attachment", {"name": "x", "raw": b"x"}),
                ("mail.message", {"body": "x", "message_type": "comment"}),
            ):
                key = "res_model" if model == "ir.attachment" else "model"
                answers = [
                    type(
                        self._rpc(
                            user,
                            self.env[model],
                            "create",
                            [{**values, key: note._name, "res_id": note.id}],
                        )
                    )
                    for note in (self.note, missing)
                ]
                with self.subTest(user=user.name, model=model):
                    self.assertEqual(answers, [AccessError] * 2)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_developer_mode(self):
        """Odoo names the record and the rule to whoever is in developer mode."""
        with patch.object(
            self.env.registry["res.users"], "_has_group", lambda *_args: True
        ):
            for known in (self.note, self.draft, self.held, self.group):
                record = known.with_user(self.settings)
                with (
                    self.subTest(record._name),
                    self.assertRaises(AccessError) as refusal,
                ):
                    record.check_access("read")
                self.assertNotIn(SECRET, str(refusal.exception))
                self.assertNotIn("2026", str(refusal.exception))

    def test_many2one_names(self):
        for user in (self.settings, self.former, self.users["away_coordinator"]):
            for record in (self.held, self.group, self.held.attendance_ids[0]):
                name = record.with_user(user).sudo().display_name
                self.assertNotIn(SECRET, name)
                self.assertNotIn("2026", name)
        self.assertIn("2026", self.held.with_user(self.animator).sudo().display_name)

    def test_log(self):
        """The server's log at info level holds nothing of what was written."""
        with self._listen() as log:
            member = self.users["animator_management"]
            self.note.with_user(self.animator).write({"body": f"{SECRET} again"})
            self.draft.with_user(member).write({"body": f"{SECRET} again"})
            for user in (member, self.settings):
                self._rpc(user, self.note, "write", {"body": f"{SECRET} try"})
                self._rpc(user, self.note, "search", [("body", "ilike", SECRET)])
            self.note.with_user(self.animator).unlink()
            self.env.flush_all()
        self.assertNotIn(SECRET, "\n".join(log))

    def test_log_of_a_conflict(self):
        """PostgreSQL's refusals are logged in full: rows are locked before any text
        is sent, so that a refused statement holds none."""
        statements = []
        execute = self.env.cr.execute

        def keep(query, *args, **options):
            statements.append(f"{query} {getattr(query, 'params', '')} {args}")
            return execute(query, *args, **options)

        for record in (self.note, self.draft):
            statements.clear()
            with patch.object(self.env.cr, "execute", keep):
                record.with_user(self.animator).write({"body": f"{SECRET} new"})
                self.env.flush_all()
            first = next(text for text in statements if SECRET in text)
            before = statements[: statements.index(first)]
            self.assertTrue([text for text in before if "FOR UPDATE" in text])
            inserted = self.env[record._name].with_user(self.animator)
            statements.clear()
            with patch.object(self.env.cr, "execute", keep):
                inserted.create({"session_id": self.coming.id, "body": f"{SECRET} new"})
                self.env.flush_all()
            if record == self.draft:
                self.assertFalse(
                    [text for text in statements if "INSERT" in text and SECRET in text]
                )

    def test_bus_messages_activities(self):
        """Writing leaves no trace elsewhere: no message, no activity, nothing sent."""
        counts = {}
        models = (
            "mail.message",
            "mail.activity",
            "bus.bus",
            "mail.mail",
            "mail.followers",
        )
        for _moment in ("before", "after"):
            for model in models:
                counts.setdefault(model, []).append(self.env[model].search_count([]))
            if _moment == "before":
                self.note.with_user(self.animator).body = f"{SECRET} more"
                self.draft.with_user(self.animator).body = f"{SECRET} more"
                self.draft.with_user(self.animator).action_approve()
                self.env.flush_all()
        for model, (before, after) in counts.items():
            self.assertEqual(before, after, model)
        for model in MODELS:
            fields = self.env[model]._fields
            self.assertFalse({"message_ids", "activity_ids"} & fields.keys(), model)
            self.assertFalse(
                [
                    name
                    for name, field in fields.items()
                    if getattr(field, "tracking", 0)
                ]
            )

    def test_followers_and_activities_are_refused(self):
        follower = self.env["mail.followers"].with_user(self.settings)
        for record in (self.note, self.held):
            answer = self._rpc(
                self.settings,
                self.env["mail.activity"],
                "create",
                {
                    "res_model_id": self.env["ir.model"]._get_id(record._name),
                    "res_id": record.id,
                    "summary": "x",
                },
            )
            self.assertIsInstance(answer, Exception)
        # a follower forced in is told nothing: nothing is ever posted there
        follower.sudo().create(
            {
                "res_model": self.held._name,
                "res_id": self.held.id,
                "partner_id": self.settings.partner_id.id,
            }
        )
        self._attack(self.settings, self.held, "video_url")

    def test_attachments_follow_their_record(self):
        attachment = (
            self.env["ir.attachment"]
            .with_user(self.animator)
            .create(
                {
                    "name": f"{SECRET}.txt",
                    "raw": b"Zzsecret file",
                    "res_model": self.note._name,
                    "res_id": self.note.id,
                }
            )
        )
        for user in (
            *self.strangers.values(),
            self.users["animator_management"],
            self.coordinator,
        ):
            with self.subTest(user.name):
                for method, args in (
                    ("read", [["name", "raw", "index_content"]]),
                    ("search", [[("id", "=", attachment.id)]]),
                    ("search", [[("index_content", "ilike", SECRET)]]),
                    ("search", [[("res_model", "=", self.note._name)]]),
                ):
                    answer = self._rpc(user, attachment, method, *args)
                    if not isinstance(answer, Exception):
                        self.assertNotIn(attachment.id, answer)
                answer = self._rpc(user, attachment, "write", {"res_id": 0})
                self.assertIsInstance(answer, AccessError)
        frozen = self.approved.with_user(self.animator)
        with self.assertRaises(AccessError):
            self.env["ir.attachment"].with_user(self.animator).create(
                {
                    "name": "x",
                    "raw": b"x",
                    "res_model": frozen._name,
                    "res_id": frozen.id,
                }
            )
