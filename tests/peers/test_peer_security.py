"""What is said among peers stays there: the attacks, on each channel.

Each test was seen failing without its guard; the guards, and what kills their removal:

* global rule on ``create_uid`` of notes: TestNote
* global rules on the membership of sessions, groups, rows: TestStrangers
* rule for reading and writing syntheses: TestSynthesis
* rule on the weather: TestMood
* names for readers only, one refusal for what is forbidden and what does not exist,
  sessions checked before insertion, rows locked first: test_peer_refusals.py
* cache cleared when members change, no side for contacts to join from, merging
  refused, who coordinated is never a member: test_peer_ways_in.py
* no superuser from the debug menu, no custom field that leads there, no name in
  superuser mode, no deletion as the superuser: test_peer_back_doors.py
* rule on the mail queue: test_residence_peer_session_mail.py
* neutral calendar event: test_residence_peer_session_calendar.py
"""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common.peer_attacks import AttackCommon
from ..common.peers import SECRET


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
        """Whom a group was handed over from; roads from Odoo's models: test_roads."""
        coordinator = self.users["away_coordinator"]
        path = "past_coordinator_ids.name"
        for user in (coordinator, self.settings, self.management):
            with self.subTest(user=user.name):
                groups = self.group.browse().with_user(user)
                answer = self._rpc(user, groups, "search", [(path, "ilike", SECRET)])
                self.assertIsInstance(answer, AccessError)

    def test_session_does_not_lead_to_what_was_said(self):
        """No field of a session, or of a group, points to a confidential model."""
        said = {
            "residence.peer.note",
            "residence.peer.synthesis",
            "residence.peer.mood",
        }
        for model in ("residence.peer.group", "residence.peer.session"):
            for name, field in self.env[model]._fields.items():
                with self.subTest(model=model, field=name):
                    self.assertNotIn(field.comodel_name, said)

    def test_members_read_and_only_some_write(self):
        member = self.users["animator_management"]
        session = self.held.with_user(member)
        self.assertEqual(session.video_url, self.held.video_url)
        for record in (
            session,
            session.attendance_ids[0],
            self.group.with_user(member),
        ):
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
        self._attack(self.coordinator, self.draft, "body", [("action_approve", [])])
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
                        user,
                        self.note,
                        "create",
                        [{"session_id": session.id, "body": "x"}],
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
