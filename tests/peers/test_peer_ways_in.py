from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..common.peer_attacks import AttackCommon


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

    def test_through_contacts_by_who_reads_the_group(self):
        """Odoo links from a contact whatever one may read, whoever may write it."""
        values = {"peer_group_ids": [Command.link(self.group.id)]}
        for user in (self.users["animator_management"], self.coordinator):
            user.group_ids += self.env.ref("base.group_partner_manager")
            for person in (self.settings.partner_id, self.coordinator.partner_id):
                with self.subTest(user=user.name, person=person.name):
                    answer = self._rpc(user, person, "write", values)
                    self.assertIsInstance(answer, AccessError)
                    self.assertNotIn(person, self.group.member_ids)

    def test_merging_contacts(self):
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(
            self.settings
        )
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
                with (
                    self.subTest(user=user.name, values=values),
                    self.assertRaises(AccessError),
                ):
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
