"""What record rules take as constants: right after each change, whoever made it."""

from odoo import Command
from odoo.tests import tagged

from ..common.peers import PeerCommon


@tagged("security")
class TestScopes(PeerCommon):
    """The ids come from the database; the rules that hold them are evaluated anew."""

    def _residences(self, user, *scopes):
        return self.env["residence.residence"].browse(user._get_residence_ids(*scopes))

    def _groups(self, user, *parts):
        return self.env["residence.peer.group"].browse(user._get_peer_group_ids(*parts))

    def _reads(self, user, record):
        return bool(
            record.with_user(user).search([("id", "=", record.id)], limit=1)
        ) and record.with_user(user).has_access("read")

    def test_team(self):
        user = self._new_user("newcomer", "animator")
        self.assertFalse(self._residences(user, "animator"))
        self.assertFalse(self._reads(user, self.home))
        house = self._new_residence("Made", 4, animator_ids=[user.id])
        self.assertTrue(self._reads(user, house), "created with the team")
        self.home.animator_ids = [Command.link(user.id)]
        self.assertEqual(self._residences(user, "animator"), house | self.home)
        self.assertTrue(self._reads(user, self.home))
        self.home.active = False
        self.assertIn(self.home, self._residences(user, "animator"), "archived too")
        self.home.active = True
        self.home.animator_ids = [Command.unlink(user.id)]
        self.assertFalse(self._reads(user, self.home))
        house.unlink()
        self.assertFalse(self._residences(user, "animator"))

    def test_coordination(self):
        old, new = self.coordinator, self.users["away_coordinator"]
        self.assertFalse(self._reads(new, self.home))
        self.home.coordinator_id = new
        self.assertIn(self.home, self._residences(new, "coordinator"))
        self.assertNotIn(self.home, self._residences(old, "coordinator"))
        self.assertTrue(self._reads(new, self.home))
        self.assertFalse(self._reads(old, self.home))

    def test_names(self):
        resident = self._new_resident()
        user = self.coordinator
        self.assertFalse(self._reads(user, resident))
        self.home.coordinator_reads_names = True
        self.assertEqual(self._residences(user, "names"), self.home)
        self.assertTrue(self._reads(user, resident))
        self.home.coordinator_reads_names = False
        self.assertFalse(self._residences(user, "names"))
        self.assertFalse(self._reads(user, resident))

    def test_several_at_once(self):
        user = self.coordinator
        self.away.animator_ids = [Command.link(user.id)]
        self.assertEqual(
            self._residences(user, "animator", "coordinator"), self.home | self.away
        )
        self.assertEqual(
            self._groups(self.animator, "member", "coordinator", "relay"), self.group
        )
        with self.assertRaises(KeyError):
            self._residences(user, "no such scope")

    def test_members(self):
        user = self._new_user("newcomer", "animator")
        self.assertFalse(self._reads(user, self.held))
        person = self.env["res.partner"].create({"name": "Person"})
        self.group.member_ids += person
        user.partner_id = person
        self.assertEqual(self._groups(user, "member"), self.group, "another contact")
        self.assertTrue(self.held.with_user(user).search([("id", "=", self.held.id)]))
        self.group.member_ids -= person
        self.assertFalse(self._groups(user, "member"))
        self.assertFalse(self.held.with_user(user).search([("id", "=", self.held.id)]))

    def test_members_who_are_merged(self):
        """By the superuser alone: it moves memberships in SQL."""
        user = self.users["away_animator"]
        person = user.partner_id
        self.assertFalse(self._reads(user, self.held))
        wizard = self.env["base.partner.merge.automatic.wizard"]
        self.outsiders[0].email = person.email
        wizard._merge((person | self.outsiders[0]).ids, person)
        self.assertIn(self.group, self._groups(user, "member"))
        self.assertTrue(self._reads(user, self.held))

    def test_organisers(self):
        new = self.users["away_coordinator"]
        self.assertEqual(self._groups(self.coordinator, "coordinator"), self.group)
        self.assertEqual(self._groups(self.animator, "relay"), self.group)
        made = self.group.create({"name": "Made", "coordinator_id": new.id})
        self.assertIn(made, self._groups(new, "coordinator"))
        self.group.coordinator_id = new
        self.assertFalse(self._groups(self.coordinator, "coordinator"))
        self.assertTrue(self._reads(new, self.held))
        self.assertFalse(self._reads(self.coordinator, self.held))
        made.unlink()
        self.assertEqual(self._groups(new, "coordinator"), self.group | self.away_group)

    def test_cost(self):
        """A constant is one query, whatever is asked of it."""
        self.env.flush_all()
        with self.assertQueryCount(1):
            self.animator._get_residence_ids("animator", "coordinator", "names")
        with self.assertQueryCount(1):
            self.animator._get_peer_group_ids("member", "coordinator", "relay")
