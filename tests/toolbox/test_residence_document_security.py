"""The toolbox is read by all; what is made of it for an event, by the event's team."""

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from ...tools import docx
from ..common.toolbox import DocumentCommon


@tagged("security")
class TestDocumentSecurity(DocumentCommon):
    def _assert_refused(self, attempt):
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            attempt()
            self.env.flush_all()

    def test_copies_have_the_event_s_rights(self):
        copy = self._use(self.charter)
        for role in ("management", "away_animator", "nobody", "coordinator_management"):
            theirs = copy.with_user(self.users[role])
            with self.subTest(role):
                self._assert_refused(lambda theirs=theirs: theirs.read(["raw"]))
                self._assert_refused(lambda theirs=theirs: theirs.read(["name"]))
                for field in ("name", "description", "checksum"):
                    found = theirs.search([(field, "=", copy[field])])
                    self.assertFalse(found)
        self.assertTrue(copy.with_user(self.coordinator).read(["raw"]))

    def test_an_event_of_another(self):
        for role in ("management", "away_animator", "nobody"):
            user = self.users[role]
            with self.subTest(role):
                mine = self._for_event(self.charter, user=user)
                self._assert_refused(mine.action_use)
                searched = self._for_event(user=user)
                self._assert_refused(
                    lambda searched=searched: searched.search(
                        [("is_proposed", "=", True)]
                    )
                )
        self.assertFalse(
            self.env["ir.attachment"].search(
                [("res_model", "=", "residence.event"), ("res_id", "=", self.event.id)]
            )
        )

    def test_used_not_written(self):
        mine = self.charter.with_user(self.animator)
        for attempt in (
            lambda: mine.write({"name": "x"}),
            mine.action_new_version,
            mine.copy,
            mine.unlink,
            lambda: mine.write({"file": self._encode("x")}),
        ):
            self._assert_refused(attempt)
        self._assert_refused(self.charter.with_user(self.coordinator).unlink)

    def test_another_landlord_s(self):
        company = self.env["res.company"].create({"name": "Other"})
        document = self._new_document(company_id=company.id)
        theirs = document.with_user(self.animator)
        self._assert_refused(lambda: theirs.read(["name"]))
        self.assertFalse(theirs.search([("words", "ilike", "Zzdoc")]))

    def test_no_person_in_it(self):
        for name, field in self.documents._fields.items():
            if name not in ("create_uid", "write_uid"):
                self.assertNotIn(field.comodel_name, ("res.users", "res.partner"))


@tagged("security", "post_install", "-at_install")
class TestDocumentRoutes(DocumentCommon, HttpCase):
    def test_web_content(self):
        copy = self._use(self.charter)
        blank = f"/web/content/residence.document/{self.charter.id}/blank_file"
        for role, status in (("animator", 200), ("management", 404), ("nobody", 404)):
            self.authenticate(f"rc_{role}", f"rc_{role}")
            with self.subTest(role):
                url = f"/web/content/{copy.id}?download=true"
                self.assertEqual(self.url_open(url).status_code, status)
                answer = self.url_open(f"{blank}?filename_field=file_name")
                if role == "nobody":
                    self.assertEqual(answer.status_code, 404)
                else:
                    docx.read(answer.content)
                    self.assertIn("Charte", answer.headers["Content-Disposition"])
