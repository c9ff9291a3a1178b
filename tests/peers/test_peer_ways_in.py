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
        """No field of a contact or an account is another side of who is in a group."""
        table = self.group._fields["member_ids"].relation
        for model in self.env.values():
            for name, field in model._fields.items():
                if field.type == "many2many" and field.relation == table:
                    with self.subTest(model=model._name, field=name):
                        self.assertEqual(model._name, self.group._name)

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
