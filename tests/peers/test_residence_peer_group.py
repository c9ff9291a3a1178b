from datetime import timedelta

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from ..common.peers import PeerCommon


@tagged("peers")
class TestPeerGroup(PeerCommon):
    def test_relay_is_a_member(self):
        group = self.group.with_user(self.coordinator)
        group.relay_id = self.users["away_animator"]
        self.assertIn(self.users["away_animator"].partner_id, self.group.member_ids)

    def test_a_relay_who_leaves_is_relay_no_more(self):
        """Else she would be linked again, and go on reading."""
        group = self.group.with_user(self.coordinator)
        group.member_ids -= self.animator.partner_id
        self.assertFalse(self.group.relay_id)
        self.assertNotIn(self.animator.partner_id, self.group.member_ids)
        self.assertFalse(self.held.with_user(self.animator).has_access("read"))
        form = Form(group)
        form.relay_id = self.users["animator_management"]
        form.save()
        form = Form(group)
        form.member_ids.remove(id=self.users["animator_management"].partner_id.id)
        self.assertFalse(form.relay_id)
        form.save()
        self.assertFalse(self.group.relay_id)

    def test_a_coordinator_makes_her_own_groups_only(self):
        groups = self.env["residence.peer.group"]
        mine = groups.with_user(self.coordinator).create({"name": "Mine"})
        self.assertEqual(mine.coordinator_id, self.coordinator)
        with self.assertRaises(AccessError):
            groups.with_user(self.coordinator).create(
                {"name": "Hers", "coordinator_id": self.users["away_coordinator"].id}
            )
        for role in ("animator", "management", "administrator"):
            with self.subTest(role), self.assertRaises(AccessError):
                groups.with_user(self.users[role]).create(
                    {"name": "x", "coordinator_id": self.users[role].id}
                )

    def test_notice_of_size_and_addresses(self):
        self.assertIn("4 members", self.group.notice)
        self.group.member_ids += self.env["res.partner"].create({"name": "No Mail"})
        self.assertNotIn("5 members", self.group.notice)
        self.assertIn("No Mail", self.group.notice)

    def test_charter_is_accepted_once_by_each(self):
        group = self.group.with_user(self.animator)
        self.assertFalse(group.is_accepted_by_me)
        group.action_accept_charter()
        group.action_accept_charter()
        self.env.invalidate_all()
        self.assertTrue(group.is_accepted_by_me)
        acceptance = self.group.acceptance_ids
        self.assertEqual(acceptance.partner_id, self.animator.partner_id)
        self.assertEqual(str(acceptance.date), "2026-05-12")
        with self.assertRaises(AccessError):
            self.group.with_user(self.users["away_animator"]).action_accept_charter()
        with self.assertRaises(ValidationError):
            self.env["residence.peer.acceptance"].with_user(self.coordinator).create(
                {"group_id": self.group.id, "partner_id": self.facilitator.id}
            )

    def test_busy_colleagues_and_unknown_diaries(self):
        start, stop = self.coming.start, self.coming.stop
        later = (start + timedelta(days=1), stop + timedelta(days=1))
        group = self.group.with_user(self.coordinator)
        ignored = self.coming
        self.assertEqual(group._get_busy([(start, stop), later], ignored), [[], []])
        self.env["calendar.event"].with_user(self.animator).create(
            {
                "name": "Dentist",
                "privacy": "private",
                "start": start + timedelta(hours=1),
                "stop": start + timedelta(hours=2),
                "partner_ids": [(6, 0, self.animator.partner_id.ids)],
            }
        )
        self._new_event(
            self.away,
            start=later[0],
            stop=later[1],
            state="planned",
            animator_id=self.users["animator_management"].id,
        )
        busy = group._get_busy([(start, stop), later], ignored)
        self.assertEqual(
            busy, [[self.animator.name], [self.users["animator_management"].name]]
        )
        self.assertNotIn("Dentist", str(busy))
        self.assertIn("Outsider 1, Outsider 2", group.unknown_notice)
        self.assertIn("Facilitator", group.unknown_notice)
        with self.assertRaises(AccessError):
            self.group.with_user(self.users["away_coordinator"])._get_busy([later])

    def test_the_line_under_a_text_is_what_the_rights_say(self):
        """Who reads what: written on the screens, and true."""
        people = {
            "member": self.users["animator_management"],
            "coordinator": self.coordinator,
            "management": self.management,
            "administrator": self.administrator,
        }
        texts = self.env["residence.peer.synthesis"].with_user(self.animator)
        approved, draft = texts.create(
            [
                {"session_id": self.held.id, "body": "approved"},
                {"session_id": self.draft_session.id, "body": "draft"},
            ]
        )
        approved.action_approve()
        note = self.env["residence.peer.note"].with_user(self.animator)
        note = note.create({"session_id": self.held.id, "body": "note"})
        for name, records in {
            "group": [self.group],
            "session": [self.held],
            "synthesis": [draft, approved],
            "note": [note],
        }.items():
            view = self.env.ref(f"residence_community.residence_peer_{name}_view_form")
            lines = view.arch_db.split('data-readers="')[1:]
            shown = [set(line.split('"')[0].split()) for line in lines]
            read = [
                {
                    role
                    for role, user in people.items()
                    if record.with_user(user).has_access("read")
                }
                or {"author"}
                for record in records
            ]
            with self.subTest(name):
                self.assertEqual(shown, read)
