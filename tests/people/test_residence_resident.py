import csv
from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form
from odoo.tools import file_open, mute_logger

from ..common.base import ResidenceCommon


class TestResident(ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.odette = cls._new_resident()
        cls.ines = cls._new_resident("Inès O.", "B07", age_bracket_id=cls.adults.id)
        cls.model = cls.env["residence.resident"].with_user(cls.animator)

    def test_noted_in_a_form(self):
        form = Form(self.model)
        self.assertEqual(form.residence_id, self.home, "the only one of hers")
        form.name = "Bernard L."
        form.dwelling = "A05"
        resident = form.save()
        self.assertEqual(resident.display_name, "Bernard L. (A05)")
        self.assertEqual(resident.image_status, "unknown")

    def test_found_by_what_people_type(self):
        for typed in ("odet", "ODETTE V", "a02", "v. A02", "02 odette", "Odétte"):
            with self.subTest(typed):
                self.assertEqual(
                    self.model.name_search(typed),
                    [(self.odette.id, "Odette V. (A02)")],
                )
        self.assertEqual(self.model.name_search("ines")[0][0], self.ines.id)
        self.assertFalse(self.model.name_search("odette b07"))
        self.assertEqual(len(self.model.name_search("")), 2)
        self.assertEqual(
            self.model.name_search("Odette V. (A02)", operator="=")[0][0],
            self.odette.id,
        )

    def test_nobody_twice_in_a_dwelling(self):
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self._new_resident("ODETTE V", "a02")
        self._new_resident("Odette V.", "C01")
        self.odette.active = False
        self.env.flush_all()
        self._new_resident()

    def test_bad_texts(self):
        for values in (
            {"name": "…"},
            {"name": "x" * 81},
            {"dwelling": "x" * 81},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.odette.write(values)

    def test_minors_have_no_contact(self):
        hugo = self._new_resident(
            "Hugo U.",
            "D06",
            age_bracket_id=self.children.id,
            guardian_name="Mme U.",
            guardian_phone="02 00 00 00 00",
        )
        self.assertTrue(hugo.is_minor)
        for values in (
            {"phone": "06 00 00 00 00"},
            {"email": "hugo@example.com"},
            {"partner_id": self.animator.partner_id.id},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                hugo.write(values)
        lola = self._new_resident("Lola I.", "D06", age_bracket_id=self.youth.id)
        self.assertFalse(lola.is_minor, "11 to 25: somebody has to say")
        lola.write({"is_minor": True, "guardian_name": "M. I."})
        lola.is_minor = False
        self.assertFalse(lola.guardian_name, "of age: nobody to call")

    def test_no_copy(self):
        with self.assertRaises(UserError):
            self.odette.copy()

    def test_stays_in_the_residence(self):
        self._new_presences(self._new_event(state="done"), self.odette)
        with (
            self.assertRaisesRegex(ValidationError, "another residence"),
            self.env.cr.savepoint(),
        ):
            self.odette.residence_id = self.away
        self.ines.residence_id = self.away

    def test_no_chatter(self):
        self.assertNotIn("message_ids", self.odette._fields)


class TestImageConsent(ResidenceCommon):
    """2026-05-12 is today."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.odette = cls._new_resident()

    def _status(self, **values):
        self.odette.write(values)
        return self.odette.image_status

    def test_yes_is_dated_today(self):
        self.assertEqual(self._status(image_consent="yes"), "yes")
        self.assertEqual(self.odette.image_consent_date, date(2026, 5, 12))
        self.assertEqual(self._status(image_consent="no"), "no")
        self.assertFalse(self.odette.image_consent_date)

    def test_expires(self):
        given = {"image_consent": "yes", "image_consent_date": "2026-01-10"}
        self.assertEqual(self._status(**given, image_consent_until="2026-05-12"), "yes")
        self.assertEqual(self._status(image_consent_until="2026-05-11"), "expired")

    def test_withdrawn(self):
        given = {"image_consent": "yes", "image_consent_date": "2026-01-10"}
        withdrawn = self._status(**given, image_consent_withdrawn="2026-02-01")
        self.assertEqual(withdrawn, "no")

    def test_both_parents_sign(self):
        self.odette.is_minor = True
        self.assertEqual(self._status(image_consent="yes"), "unsigned")
        self.assertEqual(self._status(guardian_signed=True), "unsigned")
        self.assertEqual(self._status(second_guardian_signed=True), "yes")
        alone = {"second_guardian_signed": False, "has_sole_guardian": True}
        self.assertEqual(self._status(**alone), "yes")
        self.assertEqual(self._status(guardian_signed=False), "unsigned")

    def test_dates_in_order(self):
        for values in (
            {"image_consent_until": "2026-03-04"},
            {"image_consent_withdrawn": "2026-03-04"},
            {"image_consent_date": "2026-05-13"},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.odette.write(
                    {
                        "image_consent": "yes",
                        "image_consent_date": "2026-03-05",
                        **values,
                    }
                )


class TestImport(ResidenceCommon):
    def _load(self, columns, *rows, user=None):
        model = self.env["residence.resident"].with_user(user or self.animator)
        return model.load(columns, [list(row) for row in rows])

    def test_a_list(self):
        result = self._load(
            ["name", "dwelling", "age_bracket_id"],
            ["Odette V.", "A02", self.elders.name],
            ["Inès O.", "B07", ""],
        )
        self.assertFalse(result["messages"])
        residents = self.env["residence.resident"].browse(result["ids"])
        self.assertEqual(residents.residence_id, self.home)
        self.assertEqual(residents[0].age_bracket_id, self.elders)

    def test_template_is_a_list(self):
        [template] = self.env["residence.resident"].get_import_templates()
        self.assertTrue(template["template"].endswith("habitants.csv"))
        with file_open(template["template"][1:], "rb") as file:
            text = file.read().decode("utf-8-sig")
        self.home.name = "Les Tamaris"
        french = self.env["residence.resident"].with_context(lang="fr_FR")
        labels = {
            french._fields[name]._description_string(french.env): name
            for name in ("name", "dwelling", "age_bracket_id", "residence_id")
        }
        titles, *rows = csv.reader(text.splitlines(), delimiter=";")
        result = french.with_user(self.animator).load(
            [labels[title] for title in titles], rows
        )
        self.assertFalse(result["messages"])
        residents = french.browse(result["ids"])
        self.assertEqual(residents.age_bracket_id, self.elders)

    def test_generation_in_short(self):
        for text, is_known in (
            (self.elders.name, True),
            ("elders ", True),
            ("Elder", False),
            ("Martians", False),
        ):
            with self.subTest(text):
                rows = [f"{text} person", text]
                result = self._load(["name", "age_bracket_id"], rows)
                self.assertEqual(bool(result["ids"]), is_known)

    def test_wrong_columns(self):
        for columns, words in (
            (["name", "birthdate"], "birthdate"),
            (["dwelling"], "Name"),
        ):
            with self.subTest(columns):
                result = self._load(columns, ["x"] * len(columns))
                self.assertFalse(result["ids"])
                self.assertIn(words, result["messages"][0]["message"])
        administrator = self._load(["name"], ["Odette"], user=self.administrator)
        self.assertIn("Residence", administrator["messages"][0]["message"])

    @mute_logger("odoo.sql_db")
    def test_the_same_list_twice(self):
        columns, row = ["name", "dwelling"], ["Odette V.", "A02"]
        self.assertTrue(self._load(columns, row)["ids"])
        again = self._load(columns, row)
        self.assertFalse(again["ids"])
        self.assertIn("already", again["messages"][0]["message"])
