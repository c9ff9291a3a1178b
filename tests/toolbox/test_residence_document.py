import base64

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form

from ...tools import docx, docx_build
from ..common.base import MODULE
from ..common.toolbox import DocumentCommon


class TestStarterSet(DocumentCommon):
    def test_some_twenty_that_can_be_used(self):
        ours = self.env["ir.model.data"].search(
            [("module", "=", MODULE), ("model", "=", "residence.document")]
        )
        documents = self.documents.browse(ours.mapped("res_id"))
        self.assertGreaterEqual(len(documents), 20)
        self.assertGreaterEqual(len(documents.plain_variant_id), 4)
        self.assertEqual(len(set(documents.mapped("name"))), len(documents))
        for document in documents - documents.filtered("paper"):
            with self.subTest(document.name):
                copy = self._use(document)
                text = docx.read(copy.raw).text
                self.assertNotIn("False", text)
                self.assertIn(self.home.house_name, text)
                self.assertEqual(copy.mimetype, docx.MIMETYPE)
        for document in documents.filtered("paper"):
            with self.subTest(document.name):
                action = self._for_event(document).action_use()
                self.assertEqual(action["type"], "ir.actions.report")


class TestSearch(DocumentCommon):
    def _found(self, text):
        return self.documents.search([("words", "ilike", text)]).mapped("name")

    def test_as_people_type(self):
        for text, title in (
            ("pret salle", "Convention de prêt de salle"),
            ("Prêts de SALLES", "Convention de prêt de salle"),
            ("photo", "Autorisation image (adulte)"),
            ("émargement", "Feuille de présence"),
            ("emargement", "Feuille de présence"),
            ("falc charte", "Charte de la maison, facile à lire"),
            ("issues de secours extincteur", "Une soirée tenue par des habitants"),
            ("rétro", "Rétroplanning"),
            ("oeuf", "Règles des espaces partagés"),
        ):
            with self.subTest(text):
                self.assertIn(title, self._found(text))

    def test_not_everything(self):
        self.assertFalse(self._found("zzz introuvable"))
        self.assertLess(len(self._found("assurance")), 10)
        self.assertTrue(self._found("à"))
        self.assertTrue(
            self._found("%_'\\"), "nothing that is a word: nothing left out"
        )

    def test_by_name(self):
        (found,) = self.documents.name_search("pret salle convention", limit=1)
        self.assertEqual(found[1], "Convention de prêt de salle")

    def test_a_new_text_is_found(self):
        document = self._new_document("Un pédibus")
        self.assertIn("Zzdoc", self._found("pedibus"))
        document.file = self._encode("Autre chose")
        self.assertNotIn("Zzdoc", self._found("pedibus"))

    def test_few_queries(self):
        counts = []
        for _more in range(3):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.documents.search([]).read(["name", "state", "plain_variant_id"])
            counts.append(self.env.cr.sql_log_count - before)
            for number in range(10):
                self._new_document(name=f"Zz {number}")
            self.env.flush_all()
        self.assertEqual(counts[1], counts[2], "the first one warms up")


class TestProposed(DocumentCommon):
    def _names(self, event=None):
        found = self._for_event(event=event).search([("is_proposed", "=", True)])
        return found.mapped("name")

    def test_six(self):
        self.assertEqual(
            self._names(),
            [
                "Fiche action",
                "Feuille de présence",
                "Autorisation image (adulte)",
                "Autorisation parentale",
                "Rétroplanning",
                "Affiche",
            ],
        )

    def test_an_outing_has_its_sheet_and_the_consents(self):
        outing = self._new_event(
            event_type_id=self.env.ref(f"{MODULE}.event_type_outing").id, days=8
        )
        for phase in ("moving_in", "empowerment"):
            self.home.phase = phase
            names = self._names(outing)
            with self.subTest(phase):
                self.assertEqual(len(names), 6)
                self.assertIn("Fiche de sortie", names)
                self.assertIn("Autorisation parentale", names)
                self.assertIn("Autorisation image (adulte)", names)
                self.assertNotIn("Une soirée tenue par des habitants", names)

    def test_a_meal_that_residents_keep_has_the_consents_too(self):
        self.home.phase = "empowerment"
        names = self._names()
        self.assertIn("Une soirée tenue par des habitants", names)
        self.assertIn("Autorisation image (adulte)", names)
        self.assertIn("Autorisation parentale", names)

    def test_the_type_and_the_phase_first(self):
        basket = self._new_event(event_type_id=self.basket.id, days=8)
        self.assertIn("Inscription aux paniers de saison", self._names(basket))
        self.assertEqual(len(self._names(basket)), 6)
        self.assertNotIn("Inscription aux paniers de saison", self._names())
        self.home.phase = "moving_in"
        names = self._names()
        self.assertIn("Fiche d'accueil d'un nouvel habitant", names)
        self.assertNotIn("Bienvenue, facile à lire", names)

    def test_not_what_was_replaced(self):
        document = self._new_document(name="Zz first", sequence=1)
        self.assertIn("Zz first", self._names())
        document.action_new_version().get("res_id")
        self.assertEqual(self._names().count("Zz first"), 1)

    def test_all_on_demand(self):
        action = self._for_event().action_open_all()
        self.assertEqual(action["context"]["residence_event_id"], self.event.id)
        self.assertNotIn("search_default_proposed", action["context"])
        opened = self.event.with_user(self.animator).action_open_toolbox()
        self.assertEqual(opened["context"]["residence_event_id"], self.event.id)

    def test_without_an_event(self):
        self.assertFalse(self.documents.search([("is_proposed", "=", True)]))
        with self.assertRaises(UserError):
            self.charter.with_user(self.animator).action_use()


class TestCopy(DocumentCommon):
    def test_names_dates_places(self):
        document = self._new_document(
            "{{maison}}|{{residence}}|{{animation}}|{{date}}|{{debut}}|{{fin}}|{{lieu}}"
            "|{{type}}|{{adresse}}|{{bailleur}}|{{logements}}|{{ville}}"
        )
        copy = self._use(document)
        self.assertEqual(
            docx.read(copy.raw).text.splitlines()[1].split("|"),
            [
                "La Maison <des> Projets & Cie",
                "Les Tamaris",
                "Repas d'automne",
                "mardi 19 mai 2026",
                "12 h 00",
                "14 h 00",
                "Grande salle",
                self.meal.name,
                docx.BLANK,
                self.home.company_id.name,
                "60",
                docx.BLANK,
            ],
        )
        self.assertEqual(copy.name, "Zzdoc - Repas d'automne - 2026-05-19.docx")

    def test_nobody_s_name(self):
        event = self._new_event(animator_id=self.animator.id)
        self._new_presences(event, self._new_resident("Odette Vz"))
        for document in self.documents.search([("paper", "=", False)]):
            text = docx.read(self._use(document, event=event).raw).text
            self.assertNotIn("Odette", text)
            self.assertNotIn("Secret", text, "the team's names begin so")

    def test_once(self):
        copy = self._use(self.charter)
        self.assertEqual(self._use(self.charter), copy)
        self.home.house_name = "Autre"
        self.assertNotEqual(self._use(self.charter), copy)

    def test_long_names(self):
        self.event.name = 'Repas / de "fête" : ' + "très " * 80 + "long"
        name = self._use(self.charter).name
        self.assertLessEqual(len(name), 105)
        self.assertFalse(set(name) & set('/\\:*?"<>|'))

    def test_shown_on_the_event_and_gone_with_it(self):
        copy = self._use(self.charter)
        picture = self.env["ir.attachment"].create(
            {
                "name": "a.png",
                "mimetype": "image/png",
                "res_model": "residence.event",
                "res_id": self.event.id,
            }
        )
        shown = self.event.with_user(self.animator).document_ids
        self.assertEqual(shown, copy.with_user(self.animator))
        self.event.unlink()
        self.assertFalse((copy | picture).exists())

    def test_a_new_version_changes_no_copy(self):
        document = self._new_document("Ancien texte")
        copy = self._use(document)
        content = copy.raw
        new = self.documents.browse(
            document.with_user(self.coordinator).action_new_version()["res_id"]
        )
        new.file = self._encode("Nouveau texte")
        self.assertEqual(copy.raw, content)
        self.assertIn("Ancien texte", document.content)
        self.assertIn("Nouveau texte", docx.read(self._use(new).raw).text)

    def test_by_hand(self):
        charter = self.charter.with_user(self.animator)
        text = docx.read(base64.b64decode(charter.blank_file)).text
        self.assertIn(self.home.house_name, text, "her only house")
        charter = self.charter.with_user(self.management)
        text = docx.read(base64.b64decode(charter.blank_file)).text
        self.assertIn(docx.BLANK, text)
        self.assertNotIn(self.home.house_name, text)


class TestVersions(DocumentCommon):
    def test_states(self):
        document = self._new_document(review_date="2026-06-01")
        self.assertEqual(document.state, "current")
        with freeze_time("2026-06-01 09:00:00"):
            document.invalidate_recordset(["state"])
            self.assertEqual(document.state, "to_review")
            found = self.documents.search([("state", "=", "to_review")])
            self.assertEqual(found, document)
        new = self.documents.browse(document.action_new_version()["res_id"])
        self.assertEqual((document.state, new.state), ("replaced", "current"))
        self.assertEqual((new.version, new.replaces_id), (2, document))
        self.assertEqual(document.action_open_current()["res_id"], new.id)
        self.assertEqual(document.action_new_version()["res_id"], new.id, "once")
        replaced = self.documents.search([("state", "=", "replaced")])
        self.assertEqual(replaced, document)
        self.assertNotIn(document, self.documents.search([("state", "=", "current")]))

    def test_plain_language_follows(self):
        plain = self.charter.plain_variant_id
        new = self.documents.browse(plain.action_new_version()["res_id"])
        self.assertEqual(self.charter.plain_variant_id, new)
        with self.assertRaises(ValidationError):
            self.charter.plain_variant_id = self.charter
        with self.assertRaises(ValidationError):
            new.plain_variant_id = self.charter


class TestBadInput(DocumentCommon):
    def _refusal(self, **values):
        with self.assertRaises(ValidationError) as refusal, self.env.cr.savepoint():
            self._new_document(**values)
        return str(refusal.exception)

    def test_files(self):
        for file, words in (
            (base64.b64encode(b"%PDF-1.4"), "no Word document"),
            (base64.b64encode(b"x" * 30 * 1024**2), "At most 10 MB"),
            (base64.b64encode(docx_build.build("# T")[:900]), "Word"),
            (self._encode("{{prenom}}"), "{{prenom}} is no placeholder"),
            (self._encode("{{maison"), "two braces"),
            (False, "choose a Word document"),
        ):
            with self.subTest(words):
                refusal = self._refusal(file=file)
                self.assertIn(words, refusal)
                self.assertIn("“File”", refusal)

    def test_nothing_is_lost(self):
        document = self._new_document("Bon texte")
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            document.file = base64.b64encode(b"nothing")
            self.env.flush_all()
        document.invalidate_recordset()
        self.assertIn("Bon texte", document.content)

    def test_starters(self):
        for starter in ("../../__manifest__", "zz", "a/b", "charte_maison.txt"):
            with self.subTest(starter), self.assertRaises(ValidationError):
                self._new_document(file=False, starter=starter)

    def test_form(self):
        with Form(self.documents.with_user(self.coordinator)) as form:
            form.name = "Règles du jardin"
            form.category_id = self.charter.category_id
            form.file = self._encode("Arroser le soir").decode()
        self.assertEqual(form.record.version, 1)
        self.assertIn("Arroser", form.record.content)
