from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from ..common.base import ResidenceCommon


class TestResidence(ResidenceCommon):
    def test_district_code_is_written_officially(self):
        self.home.priority_district_code = " qn 07699m"
        self.assertEqual(self.home.priority_district_code, "QN07699M")
        self.home.priority_district_code = "QN02A01B"  # Corsica

    def test_district_code_that_is_none(self):
        for junk in ("QP076099", "QN07699", "QN0769MM", "Le Havre", "QN07699MX"):
            with (
                self.subTest(junk),
                self.assertRaisesRegex(ValidationError, "QN07699M"),
            ):
                self.home.priority_district_code = junk

    @mute_logger("odoo.sql_db")
    def test_no_dwelling(self):
        for dwellings in (0, -3):
            with (
                self.subTest(dwellings),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self._new_residence("Sans logement", dwellings)

    def test_code_is_unique_per_landlord(self):
        self.home.code = "T01"
        self.away.code = " "  # as good as none
        self.shared_home.code = False
        other = self.env["res.company"].create({"name": "Autre bailleur"})
        self._new_residence("Ailleurs", 10, code="T01", company_id=other.id)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.away.code = "T01"

    def test_found_by_what_people_type(self):
        self.home.write({"code": "TAM", "house_name": "Maison des Projets"})
        address = self.env["res.partner"].create({"name": "T", "city": "Le Havre"})
        self.home.partner_id = address
        for typed in ("tamar", "TAM", "des projets", "havre"):
            with self.subTest(typed):
                found = self.env["residence.residence"].name_search(typed)
                self.assertIn(self.home.id, [row[0] for row in found])

    def test_copy_keeps_codes_unique(self):
        self.home.code = "T01"
        copied = self.home.copy()
        self.assertFalse(copied.code)
        self.assertIn("Les Tamaris", copied.name)

    def test_form_of_the_administrator(self):
        form = Form(self.env["residence.residence"].with_user(self.administrator))
        form.name = "Les Embruns"
        form.dwelling_count = 24
        form.animator_ids.add(self.animator)
        with form.space_ids.new() as space:
            space.name = "Salle"
            space.capacity = 19
        residence = form.save()
        self.assertEqual(residence.space_ids.capacity, 19)
        self.assertEqual(residence.tz, "Europe/Paris")

    def test_smart_buttons(self):
        """18 people at a meal, 3 from outside: 15 residents for 60 dwellings."""
        meal = self._new_count(self._new_event(state="planned"), adults=18)
        meal.external_count = 3
        meal.action_done()
        self._new_event(days=2, state="planned", space_id=self.hall.id)
        for user in (self.animator, self.management, self.administrator):
            with self.subTest(user.name):
                residence = self.home.with_user(user)
                residence.invalidate_recordset()
                self.assertEqual(residence.event_count, 1)
                self.assertAlmostEqual(residence.participants_per_100, 25.0)
        self.assertEqual(self.home.with_user(self.animator).booking_count, 1)
        self.home.invalidate_recordset()
        self.assertEqual(self.home.with_user(self.management).booking_count, 0)

    def test_joining_and_leaving_a_team_counts_at_once(self):
        residences = self.env["residence.residence"].with_user(self.animator)
        self.assertNotIn(self.away, residences.search([]))
        self.away.animator_ids += self.animator
        self.assertIn(self.away, residences.search([]))
        self.away.animator_ids -= self.animator
        self.assertNotIn(self.away, residences.search([]))
        self.away.coordinator_id = self.coordinator
        self.assertTrue(self.away.with_user(self.coordinator).has_access("write"))
        self.away.coordinator_id = False
        self.assertFalse(self.away.with_user(self.coordinator).has_access("read"))

    def test_archived_residence_stays_readable(self):
        self.home.active = False
        self.assertTrue(self.home.with_user(self.animator).has_access("read"))
        self.assertNotIn(
            self.home,
            self.env["residence.residence"].with_user(self.animator)._get_mine(),
        )
