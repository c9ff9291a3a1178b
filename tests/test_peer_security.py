"""What is said among peers stays there: the attacks, on each channel.

Each test was seen failing without its guard; the guards, and what kills their removal:

* global rule on ``create_uid`` of notes: TestNote
* global rules on the membership of sessions, groups, rows: TestStrangers
* rule for reading and writing syntheses: TestSynthesis
* rule on the weather: TestMood
* cache cleared when members change: test_leaving_and_joining
* ``peer_group_ids`` closed on contacts, merging refused: TestWaysIn
* who coordinated is never a member: test_coordinator_is_no_member
* names for readers only: test_many2one_names, test_developer_mode
* one refusal for what is forbidden and what does not exist: TestRefusals
* sessions checked before insertion: test_create_on_any_session
* rule on the mail queue: TestMailQueue
* rows locked before their text is written: test_log_of_a_conflict
* neutral calendar event: TestCalendar
"""

import logging
from contextlib import contextmanager
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import mute_logger

from .peers import SECRET, ConfidenceCommon

MODELS = {
    "residence.peer.group": "group",
    "residence.peer.session": "held",
    "residence.peer.synthesis": "approved",
    "residence.peer.note": "note",
    "residence.peer.mood": "mood",
}


class AttackCommon(ConfidenceCommon):
    def setUp(self):
        super().setUp()
        self.env.invalidate_all()

    @contextmanager
    def _listen(self):
        """Yield the list of what Odoo logs at info level, whatever the runner mutes."""
        heard = []
        handler = logging.Handler(logging.INFO)
        handler.emit = lambda record: heard.append(record.getMessage())
        logger, disabled = logging.getLogger("odoo"), logging.root.manager.disable
        level = logger.level
        logging.disable(logging.NOTSET)
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)
        try:
            yield heard
            logger.info("the end")
        finally:
            logger.removeHandler(handler)
            logger.setLevel(level)
            logging.disable(disabled)
        self.assertIn("the end", heard, "nothing was heard")

    def _rpc(self, user, record, method, *args, **kwargs):
        """Call as a client does; return the error where there is one, else the answer."""
        self.env.flush_all()
        self.env.invalidate_all()
        model = self.env[record._name].with_user(user).with_context({})
        is_of_model = getattr(
            getattr(self.env.registry[record._name], method), "_api_model", False
        )
        arguments = list(args) if is_of_model else [record.ids, *args]
        try:
            with self.env.cr.savepoint():
                answer = call_kw(model, method, arguments, kwargs)
                self.env.flush_all()
        except (AccessError, UserError) as error:
            return error
        finally:
            self.env.invalidate_all()
        return answer

    def _get_probes(self, record, text):
        """Return the calls that read: {what: (method, arguments, options)}."""
        by_id = [("id", "=", record.id)]
        probes = {
            "read": ("read", [["id", text]], {}),
            "read all": ("read", [], {}),
            "web_read": ("web_read", [{text: {}, "display_name": {}}], {}),
            "search": ("search", [by_id], {}),
            "archived": ("search", [by_id], {"context": {"active_test": False}}),
            "search_read": ("search_read", [by_id, [text]], {}),
            "web_search_read": ("web_search_read", [by_id, {text: {}}], {}),
            "count": ("search_count", [by_id], {}),
            "name_search": ("name_search", [SECRET], {}),
            "export": ("export_data", [[text]], {}),
            "copy": ("copy", [], {}),
            "group": ("formatted_read_group", [by_id, [text], ["__count"]], {}),
            "sorted": ("search", [by_id], {"order": f"{text} desc"}),
            "onchange": ("onchange", [{}, [], {text: {}}], {}),
            "access": ("has_access", ["read"], {}),
        }
        if self.env[record._name]._fields[text].type != "integer":
            domain = [*by_id, (text, "ilike", SECRET)]
            probes["by text"] = ("search", [domain], {})
            probes["count by text"] = ("search_count", [domain], {})
        return probes

    def _assert_tells_nothing(self, answer, record, what):
        if isinstance(answer, Exception):
            self.assertNotIn(SECRET, str(answer), what)
            return
        self.assertNotIn(SECRET, str(answer), what)
        self.assertNotIn("77", str(answer), what)
        if isinstance(answer, (int, bool)):
            self.assertFalse(answer, what)
        elif isinstance(answer, list):
            ids = [row["id"] if isinstance(row, dict) else row for row in answer]
            self.assertNotIn(record.id, ids, what)

    def _attack(self, user, record, text, writes=()):
        for what, (method, args, options) in self._get_probes(record, text).items():
            with self.subTest(user=user.name, model=record._name, what=what):
                answer = self._rpc(user, record, method, *args, **options)
                self._assert_tells_nothing(answer, record, what)
        for method, args in (
            ("write", [{text: 3 if text == "sunny" else "x"}]),
            ("unlink", []),
            *writes,
        ):
            with self.subTest(user=user.name, model=record._name, what=method):
                answer = self._rpc(user, record, method, *args)
                self.assertIsInstance(answer, UserError)
                self.assertNotIn(SECRET, str(answer))


@tagged("security")
class TestStrangers(AttackCommon):
    """Nobody from outside the group gets anything, whatever the roles."""

    def test_group_and_session(self):
        for name, user in self.strangers.items():
            with self.subTest(name):
                self._attack(user, self.group, "name")
                self._attack(user, self.held, "video_url", [("action_done", [])])

    def test_who_came(self):
        row = self.held.attendance_ids[0]
        for name, user in self.strangers.items():
            with self.subTest(name):
                for method, args in (
                    ("read", [["status"]]),
                    ("search", [[("id", "=", row.id)]]),
                    ("search", [[("partner_id", "=", row.partner_id.id)]]),
                    ("formatted_read_group", [[], ["partner_id"], ["__count"]]),
                    ("export_data", [["status"]]),
                ):
                    answer = self._rpc(user, row, method, *args)
                    if not isinstance(answer, Exception):
                        self.assertNotIn(row.id, answer)
                        self.assertNotIn(row.partner_id.name, str(answer))
                answer = self._rpc(user, row, "write", {"status": "absent"})
                self.assertIsInstance(answer, AccessError)

    def test_confidence(self):
        for name, user in self.strangers.items():
            with self.subTest(name):
                self._attack(user, self.approved, "body", [("action_approve", [])])
                self._attack(user, self.draft, "body", [("action_approve", [])])
                self._attack(user, self.note, "body")
                self._attack(user, self.mood, "sunny")

    def test_through_other_models(self):
        """Paths from what everybody may read to what nobody should."""
        coordinator = self.users["away_coordinator"]
        for path, model in (
            ("coordinated_peer_group_ids.name", "res.users"),
            ("relayed_peer_group_ids.name", "res.users"),
            ("partner_id.peer_group_ids.name", "res.users"),
            ("peer_group_ids.name", "res.partner"),
            ("past_coordinator_ids.name", "residence.peer.group"),
        ):
            for user in (coordinator, self.settings, self.management):
                with self.subTest(path=path, user=user.name):
                    records = self.env[model].with_user(user)
                    answer = self._rpc(
                        user, records, "search", [(path, "ilike", SECRET)]
                    )
                    self.assertIsInstance(answer, AccessError)

    def test_session_does_not_lead_to_what_was_said(self):
        """No field of a session, or of a group, points to a confidential model."""
        confidential = {
            name
            for name, model in self.env.registry.items()
            if "residence.peer.confidential" in model._inherit_module
            or self.env[name]._fields.get("body")
        } & set(MODELS)
        self.assertEqual(len(confidential & {"residence.peer.note"}), 1)
        for model in ("residence.peer.group", "residence.peer.session"):
            for name, field in self.env[model]._fields.items():
                with self.subTest(model=model, field=name):
                    self.assertNotIn(
                        field.comodel_name,
                        {
                            "residence.peer.note",
                            "residence.peer.synthesis",
                            "residence.peer.mood",
                        },
                    )

    def test_members_read_and_only_some_write(self):
        member = self.users["animator_management"]
        session = self.held.with_user(member)
        self.assertEqual(session.video_url, self.held.video_url)
        for record in (session, session.attendance_ids[0], self.group.with_user(member)):
            self.assertFalse(record.has_access("write"), record)
        relay = self.coming.with_user(self.animator)
        relay.write({"situation_count": 2})
        for values in (
            {"video_url": "https://elsewhere.example.com"},
            {"start": "2026-06-01 10:00:00", "stop": "2026-06-01 11:00:00"},
            {"group_id": self.away_group.id},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                relay.write(values)
        with self.assertRaises(AccessError):
            relay.attendance_ids[0].partner_id = self.outsiders[0]

    def test_session_is_never_deleted(self):
        for session in (self.held, self.coming):
            with self.assertRaises(AccessError):
                session.with_user(self.coordinator).unlink()
            with self.assertRaises(UserError):
                session.unlink()


@tagged("security")
class TestSynthesis(AttackCommon):
    def test_coordinator_reads_what_is_validated(self):
        approved = self.approved.with_user(self.coordinator)
        self.assertEqual(approved.body, f"{SECRET} approved")
        found = approved.search([("body", "ilike", SECRET)])
        self.assertEqual(found, approved)
        session = self.held.with_user(self.coordinator)
        self.assertTrue(session.has_synthesis)

    def test_coordinator_does_not_read_drafts(self):
        self._attack(
            self.coordinator, self.draft, "body", [("action_approve", [])]
        )
        session = self.draft_session.with_user(self.coordinator)
        self.assertFalse(session.has_synthesis)
        self.assertFalse(session.sudo().with_user(self.coordinator).has_synthesis)

    def test_members_write_drafts(self):
        draft = self.draft.with_user(self.users["animator_management"])
        draft.body = "ours"
        self.assertEqual(self.draft.body, "ours")

    def test_validated_is_frozen(self):
        for user in (self.animator, self.coordinator, self.settings):
            text = self.approved.with_user(user)
            for attempt in (
                lambda text=text: text.write({"body": "x"}),
                lambda text=text: text.write({"state": "draft"}),
                lambda text=text: text.unlink(),
            ):
                with self.assertRaises(AccessError):
                    attempt()

    def test_no_author(self):
        for model in ("residence.peer.synthesis", "residence.peer.mood"):
            self.assertFalse(
                {"create_uid", "write_uid", "create_date", "write_date"}
                & self.env[model]._fields.keys()
            )

    def test_one_text_a_session(self):
        texts = self.draft.with_user(self.animator)
        with (
            self.assertRaises(Exception) as refusal,
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            texts.create({"session_id": self.draft_session.id, "body": SECRET})
        self.assertNotIn(SECRET, str(refusal.exception))

    def test_empty_is_not_validated(self):
        text = self.draft.with_user(self.animator)
        text.body = "  "
        with self.assertRaises(UserError):
            text.action_approve()


@tagged("security")
class TestMood(AttackCommon):
    def test_coordinator_neither_reads_nor_writes(self):
        self._attack(self.coordinator, self.mood, "sunny")
        held = self.held.with_user(self.coordinator)
        self.assertIs(held.mood_grid, False)
        answer = self._rpc(
            self.coordinator, self.held, "read", ["mood_grid", "presence_grid"]
        )
        self.assertNotIn("77", str(answer))
        grid = [{"face": "sunny", "count": 1}]
        answer = self._rpc(self.coordinator, self.held, "write", {"mood_grid": grid})
        self.assertIsInstance(answer, (AccessError, UserError))
        self.assertEqual(self.mood.sunny, 77)

    def test_superuser_mode_shows_nothing_more(self):
        """A value computed while something runs as the superuser is not shown."""
        held = self.held.with_user(self.coordinator)
        self.assertIs(held.sudo().mood_grid, False)
        self.assertIs(held.mood_grid, False)

    def test_members_read(self):
        grid = self.held.with_user(self.users["animator_management"]).mood_grid
        self.assertEqual([face["count"] for face in grid], [77, 0, 0, 0, 1])


@tagged("security")
class TestNote(AttackCommon):
    def test_everyone_but_the_author(self):
        others = {
            **self.strangers,
            "member": self.users["animator_management"],
            "coordinator": self.coordinator,
        }
        for name, user in others.items():
            with self.subTest(name):
                self._attack(user, self.note, "body")

    def test_author_has_all_verbs(self):
        note = self.note.with_user(self.animator)
        self.assertEqual(note.body, f"{SECRET} note")
        note.body = "other"
        self.assertEqual(note.search([]), note)
        note.unlink()
        self.assertFalse(note.exists())

    def test_author_cannot_be_forged(self):
        member = self.users["animator_management"]
        notes = self.note.with_user(member)
        forged = notes.create(
            {
                "session_id": self.held.id,
                "body": "mine",
                "create_uid": self.animator.id,
            }
        )
        self.assertEqual(forged.create_uid, member)
        forged.write({"create_uid": self.animator.id})
        self.assertEqual(forged.create_uid, member)

    def test_former_member_keeps_her_notes(self):
        note = self.former_note.with_user(self.former)
        self.assertEqual(note.body, "mine for ever")
        row = note.web_read({"session_id": {"fields": {"display_name": {}}}})[0]
        self.assertNotIn("2026", row["session_id"]["display_name"])
        self.assertEqual(str(note.date), "2026-05-05")
        note.body = "still mine"

    def test_create_on_any_session(self):
        """Notes do not tell which sessions exist, nor their days."""
        missing = self.held.browse(self.held.id + 10_000)
        for user in (self.users["away_animator"], self.former):
            refusals = [
                str(
                    self._rpc(
                        user, self.note, "create", [{"session_id": session.id, "body": "x"}]
                    )
                )
                for session in (self.held, missing)
            ]
            self.assertEqual(refusals[0], refusals[1])
            self.assertIn("confidential", refusals[0])
            for field in ("session_id", "default"):
                options = {}
                values = {"session_id": self.held.id}
                if field == "default":
                    options = {"context": {"default_session_id": self.held.id}}
                    values = {}
                shown = self._rpc(
                    user,
                    self.note.browse(),
                    "onchange",
                    values,
                    ["session_id"] if values else [],
                    {"date": {}, "session_id": {"fields": {"display_name": {}}}},
                    **options,
                )
                self.assertNotIn("2026", str(shown))


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
            for record in (self.note, self.draft, self.held, self.group):
                record = record.with_user(self.settings)
                with self.subTest(record._name), self.assertRaises(AccessError) as refusal:
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
        for record in (self.note, self.draft):
            statements = []
            execute = self.env.cr.execute

            def keep(query, *args, execute=execute, kept=statements, **options):
                kept.append(f"{query} {getattr(query, 'params', '')} {args}")
                return execute(query, *args, **options)

            with patch.object(self.env.cr, "execute", keep):
                record.with_user(self.animator).write({"body": f"{SECRET} new"})
                self.env.flush_all()
            first = next(text for text in statements if SECRET in text)
            before = statements[: statements.index(first)]
            self.assertTrue([text for text in before if "FOR UPDATE" in text])
            inserted = self.env[record._name].with_user(self.animator)
            statements.clear()
            with patch.object(self.env.cr, "execute", keep):
                session = self.coming if record == self.note else self.coming
                inserted.create({"session_id": session.id, "body": f"{SECRET} new"})
                self.env.flush_all()
            if record == self.draft:
                self.assertFalse(
                    [text for text in statements if "INSERT" in text and SECRET in text]
                )

    def test_bus_messages_activities(self):
        """Writing leaves no trace elsewhere: no message, no activity, nothing sent."""
        counts = {}
        models = ("mail.message", "mail.activity", "bus.bus", "mail.mail", "mail.followers")
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
                [name for name, field in fields.items() if getattr(field, "tracking", 0)]
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
        attachment = self.env["ir.attachment"].with_user(self.animator).create(
            {
                "name": f"{SECRET}.txt",
                "raw": b"Zzsecret file",
                "res_model": self.note._name,
                "res_id": self.note.id,
            }
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
                {"name": "x", "raw": b"x", "res_model": frozen._name, "res_id": frozen.id}
            )


@tagged("security")
class TestWaysIn(AttackCommon):
    """How somebody could become a member, or pass for one."""

    def test_leaving_and_joining(self):
        user = self.former
        self.assertFalse(self.held.with_user(user).has_access("read"))
        self.group.member_ids += user.partner_id
        self.assertTrue(self.held.with_user(user).has_access("read"))
        self.assertTrue(self.draft.with_user(user).has_access("read"))
        self.group.member_ids -= user.partner_id
        for record in (self.held, self.approved, self.draft, self.mood, self.group):
            self.assertFalse(record.with_user(user).has_access("read"), record)

    def test_coordinator_changes(self):
        other = self.users["away_coordinator"]
        self.group.with_user(self.coordinator).coordinator_id = other
        self.assertFalse(self.held.with_user(self.coordinator).has_access("read"))
        self.assertTrue(self.held.with_user(other).has_access("read"))
        self.assertFalse(self.draft.with_user(other).has_access("read"))

    def test_through_contacts(self):
        partner = self.settings.partner_id
        for record in (partner, self.settings):
            for command in (
                Command.link(self.group.id),
                Command.set(self.group.ids),
            ):
                values = {"peer_group_ids": [command]}
                answer = self._rpc(self.settings, record, "write", values)
                self.assertIsInstance(answer, (AccessError, UserError), record)
        answer = self._rpc(
            self.settings,
            partner.browse(),
            "create",
            {"name": "x", "peer_group_ids": [Command.link(self.group.id)]},
        )
        self.assertIsInstance(answer, AccessError)
        answer = self._rpc(
            self.settings,
            self.settings,
            "write",
            {"coordinated_peer_group_ids": [Command.link(self.group.id)]},
        )
        self.assertIsInstance(answer, AccessError)
        self.assertNotIn(partner, self.group.member_ids)

    def test_merging_contacts(self):
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(self.settings)
        mine = self.settings.partner_id
        mine.email = self.outsiders[0].email
        for partners in (
            self.outsiders[0] | mine,
            self.outsiders | mine,
        ):
            with self.assertRaises(UserError):
                wizard._merge(partners.ids, mine)
        self.assertFalse(self.held.with_user(self.settings).has_access("read"))

    def test_coordinator_is_no_member(self):
        group = self.group.with_user(self.coordinator)
        me = self.coordinator.partner_id
        with self.assertRaises(ValidationError):
            group.member_ids += me
        # not even by handing the group over
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            group.write(
                {
                    "coordinator_id": self.users["away_coordinator"].id,
                    "member_ids": [Command.link(me.id)],
                }
            )

    def test_cannot_write_someone_else_s_group(self):
        for user in (self.users["away_coordinator"], self.settings, self.animator):
            group = self.group.with_user(user)
            for values in (
                {"coordinator_id": user.id},
                {"member_ids": [Command.link(user.partner_id.id)]},
                {"relay_id": user.id},
            ):
                with self.subTest(user=user.name, values=values):
                    with self.assertRaises(AccessError):
                        group.write(values)
        with self.assertRaises(AccessError):
            self.held.with_user(self.users["away_coordinator"]).copy(
                {"group_id": self.away_group.id}
            )

    def test_other_companies(self):
        company = self.env["res.company"].create({"name": "Other landlord"})
        self.group.sudo().company_id = company
        self.env.flush_all()
        for record in (self.held, self.approved, self.mood, self.group):
            self.assertFalse(record.with_user(self.animator).has_access("read"), record)


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
                self.env.registry["ir.mail_server"], "_connect__", lambda *_a, **_k: None
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


@tagged("security")
class TestCalendar(AttackCommon):
    """What the calendar says: somebody is busy."""

    def test_event_is_neutral(self):
        event = self.coming.calendar_event_id
        self.assertEqual((event.start, event.stop), (self.coming.start, self.coming.stop))
        self.assertEqual(event.privacy, "private")
        self.assertFalse(event.attendee_ids)
        self.assertFalse(event.partner_ids)
        self.assertFalse(event.message_partner_ids)
        self.assertFalse(event.alarm_ids)
        self.assertFalse(event.activity_ids)
        for name in ("description", "location", "videocall_location", "res_model", "res_id"):
            self.assertFalse(event[name], name)
        self.assertNotIn(SECRET, str(event.read()))
        for user in self.strangers.values():
            answer = self._rpc(user, event, "read", ["name", "description", "attendee_ids"])
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
