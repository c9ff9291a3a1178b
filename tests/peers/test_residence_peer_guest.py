from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common.peers import PeerCommon


@tagged("peers")
class TestPeerGuest(PeerCommon):
    """A coordinator, who has no right to write contacts, adds those of other houses."""

    def _open(self, user=None, group=None):
        guests = self.env["residence.peer.guest"].with_user(user or self.coordinator)
        group = group or self.group
        return Form(guests.with_context(default_group_id=group.id))

    def _add(self, **values):
        form = self._open()
        for name, value in values.items():
            form[name] = value
        form.save().action_add()
        return self.group

    def test_somebody_new(self):
        self.assertFalse(
            self.env["res.partner"].with_user(self.coordinator).has_access("create")
        )
        before = self.group.member_ids
        self._add(name="Karim V.", email="karim@example.com", employer="Port Homes")
        person = self.group.member_ids - before
        self.assertEqual(
            (person.name, person.email, person.company_name),
            ("Karim V.", "karim@example.com", "Port Homes"),
        )
        self.assertFalse(person.user_ids)
        self.assertIn(person, self.coming.attendance_ids.partner_id)

    def test_facilitator(self):
        before = self.group.member_ids
        self._add(name="Maud", email="maud@example.com", part="facilitator")
        self.assertEqual(self.group.facilitator_id.name, "Maud")
        self.assertEqual(self.group.member_ids, before)

    def test_a_known_address_is_that_person(self):
        person = self.env["res.partner"].create(
            {"name": "Known", "email": "Known@example.com"}
        )
        self._add(name="Other name", email="known@example.com")
        self.assertIn(person, self.group.member_ids)
        self.assertEqual(person.name, "Known", "what is known stays as it is")

    def test_correcting_an_address(self):
        person = self.outsiders[0]
        form = self._open()
        form.partner_id = person
        self.assertEqual((form.name, form.email), (person.name, person.email))
        form.email = "right@example.com"
        form.save().action_add()
        self.assertEqual(person.email, "right@example.com")
        self.assertIn(person, self.group.member_ids)

    def test_only_people_of_hers_without_an_account(self):
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        guests = self.env["residence.peer.guest"].with_user(self.coordinator)
        for person in (stranger, self.animator.partner_id, self.management.partner_id):
            before = (person.name, person.email)
            guest = guests.create(
                {
                    "group_id": self.group.id,
                    "partner_id": person.id,
                    "name": "Renamed",
                    "email": f"renamed{person.id}@example.com",
                }
            )
            guest.action_add()
            self.assertEqual((person.name, person.email), before)

    def test_addresses(self):
        for address, said in (
            ("nowhere", "write it as in"),
            (self.outsiders[1].email, "somebody else has it"),
        ):
            form = self._open()
            form.partner_id = self.outsiders[0]
            form.email = address
            with self.subTest(address), self.assertRaisesRegex(UserError, said):
                form.save().action_add()

    def test_hers_only(self):
        for user in (self.users["away_coordinator"], self.animator, self.management):
            with self.subTest(user.name), self.assertRaises(AccessError):
                guest = self.env["residence.peer.guest"].with_user(user)
                guest.create({"group_id": self.group.id, "name": "x"}).action_add()
