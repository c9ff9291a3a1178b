from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common.funding import ConventionCommon


@tagged("security")
class TestConventionRights(ConventionCommon):
    def test_coordinator_reads_the_same_amounts(self):
        """Also where a residence of the convention is not hers: its sums, no event."""
        self._new_meal()
        self._new_meal(residence=self.shared_home)
        convention = self._new_convention(self.home | self.shared_home)
        line = self._new_events_line(convention).with_user(self.coordinator)
        self.assertEqual(line.actual_amount, 200)
        self.assertEqual(convention.with_user(self.management).actual_amount, 200)
        for attempt in (
            lambda: line.write({"name": "x"}),
            line.unlink,
            convention.with_user(self.coordinator).action_close,
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_form_gives_no_sums_of_others(self):
        """Foreign residences typed into a form are read with the user's own rights."""
        self._new_meal(residence=self.away)
        values = {
            "scheme_id": self._get_scheme().id,
            "company_id": self.env.company.id,
            "year": 2025,
            "dwelling_count": 1,
            "city": "x",
            "priority_district_code": "x",
            "residence_ids": [(6, 0, self.away.ids)],
        }
        line = {"origin": "events", "axis_id": self.living.id, "name": "x"}
        for user, amount in ((self.management, 100), (self.coordinator, 0)):
            # what a form has before it is saved, which onchange computes
            typed = self.env["residence.funding.convention"].with_user(user)
            typed = typed.new({**values, "line_ids": [(0, user.login, line)]})
            with self.subTest(user.name):
                self.assertEqual(typed.line_ids.actual_amount, amount)
                self.assertEqual(typed.line_ids.people_count, 0)

    def test_residence_of_another_landlord(self):
        company = self.env["res.company"].create({"name": "Autre bailleur"})
        place = self._new_residence("Ailleurs", 9, company_id=company.id)
        convention = self._new_convention().with_user(self.management)
        self._assert_refused(
            lambda: convention.write({"residence_ids": [(4, place.id)]})
        )

    def test_no_way_to_a_person(self):
        """Neither a field of ours leads to one, nor do the funding models' paths."""
        for model in ("convention", "line", "evidence", "column", "scheme", "axis"):
            for name, field in self.env[f"residence.funding.{model}"]._fields.items():
                if field.comodel_name in ("res.users", "res.partner"):
                    self.assertRegex(name, "^(create|write|activity|message)_")
        convention = self._new_convention().with_user(self.management)
        for path in ("residence_ids.animator_ids", "residence_ids.coordinator_id"):
            with self.subTest(path), self.assertRaises(AccessError):
                convention.search([(path, "!=", False)])

    def test_evidence_stays_with_its_readers(self):
        line = self._new_funding_line(self._new_convention())
        line.evidence_ids = [(0, 0, {"file": b"aGk=", "file_name": "facture.pdf"})]
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "residence.funding.evidence"),
                    ("res_field", "=", "file"),
                    ("res_id", "=", line.evidence_ids.id),
                ]
            )
        )
        self.assertTrue(attachment)
        for name in ("animator", "away_coordinator", "nobody"):
            theirs = attachment.with_user(self.users[name])
            with self.subTest(name), self.assertRaises(AccessError):
                theirs.read(["raw"])
        self.assertTrue(attachment.with_user(self.management).read(["raw"]))
        self.assertTrue(attachment.with_user(self.coordinator).read(["raw"]))

    def test_activities_of_a_foreign_convention(self):
        activity = self._new_convention().activity_schedule(
            "mail.mail_activity_data_todo", summary="x", user_id=self.management.id
        )
        for name in ("animator", "away_coordinator"):
            theirs = activity.with_user(self.users[name])
            with self.subTest(name), self.assertRaises(AccessError):
                theirs.read(["summary"])
