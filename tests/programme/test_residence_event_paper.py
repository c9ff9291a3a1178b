"""Papers: really printed, then read back as text, page by page."""

import base64
import io
from datetime import timedelta

from pdfminer.high_level import extract_text
from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from ...tools import papers
from ..common.base import MODULE, ResidenceCommon

HIDDEN = "Zzsecret"
PUBLIC = ("poster", "flyer_2", "flyer_4")


@tagged("post_install", "-at_install")
class TestPrint(ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._print_in_english()
        cls.env["residence.event"].search([]).unlink()
        cls.home.house_name = "Maison des Projets"
        cls.resident = cls.env["res.partner"].create({"name": f"{HIDDEN} habitante"})
        cls.event = cls._new_event(
            days=2,
            name="Repas d'été",
            state="planned",
            space_id=cls.hall.id,
            bring="une assiette",
            note=f"{HIDDEN} note",
            summary=f"{HIDDEN} phrase",
            animator_id=cls.animator.id,
            planned_cost=987,
            expected_count=27,
            partner_ids=[(0, 0, {"name": "École", "is_company": True})],
        )
        cls.reports = cls.env["ir.actions.report"].with_user(cls.animator)

    def _print(self, key, records, data=None, user=None):
        reports = self.reports.with_user(user or self.animator)
        pdf, kind = reports.with_context(force_report_rendering=True)._render_qweb_pdf(
            f"{MODULE}.paper_{key}", records.ids if not data else None, data=data
        )
        self.assertEqual(kind, "pdf")
        # letters joined by the font, and lines folded, are the same words
        text = " ".join(extract_text(io.BytesIO(pdf)).replace("\ufb01", "fi").split())
        return text, PdfFileReader(io.BytesIO(pdf)).numPages

    def _print_programme(
        self, kind="month", day="2026-05-12", landscape=False, **kwargs
    ):
        data = {
            "residence_id": self.home.id,
            "kind": kind,
            "day": day,
            "landscape": landscape,
        }
        return self._print("programme", self.home, data, **kwargs)

    def _assert_public(self, text):
        for secret in (HIDDEN, self.animator.name, "987", "École"):
            self.assertNotIn(secret, text)

    def test_every_paper(self):
        for key in papers.PAPERS:
            with self.subTest(key):
                text, pages = self._print(key, self.event)
                sheets = 2 if key in ("parental_consent", "sign_in") else 1
                self.assertEqual(pages, sheets, text)
                self.assertIn("Repas d'été", text)
                self.assertIn("Thursday 14 May", text)
                self.assertIn("Maison des Projets", text)
                for secret in (f"{HIDDEN} note", f"{HIDDEN} habitante"):
                    self.assertNotIn(secret, text)
                self.assertNotIn(self.animator.name, text)
                if key in PUBLIC:
                    self._assert_public(text)
                    self.assertIn("une assiette", text)

    def test_long_titles_stay_on_a_page(self):
        self.event.name = "Atelier intergénérationnel : œuvre d'Élodie et l'été " * 5
        self.event.bring = "une chaise pliante et un plat à partager " * 4
        for key in papers.PAPERS:
            with self.subTest(key):
                text, pages = self._print(key, self.event)
                self.assertEqual(
                    pages, 2 if key in ("parental_consent", "sign_in") else 1
                )
                self.assertIn("œuvre", text)

    def test_several_make_one_document(self):
        other = self._new_event(days=3, name="Goûter", state="planned")
        text, pages = self._print("poster", self.event | other)
        self.assertEqual(pages, 2)
        self.assertIn("Goûter", text)
        self.assertIn("Repas", text)

    def test_too_many_at_once(self):
        events = self.event
        for hour in range(40):
            events |= self._new_event(days=hour // 10 - 20, hour=hour % 10)
        with self.assertRaisesRegex(UserError, "41 are ticked"):
            self._print("poster", events)

    def test_sign_in_says_who_reads(self):
        self.env.company.residence_retention_months = 7
        text, _pages = self._print("sign_in", self.event)
        self.assertIn("Who reads this sheet?", text)
        self.assertIn("destroyed 7 months after", text)
        self.assertIn("36", text, "two sheets for twenty-seven people")

    def test_wrap_up_before_and_after(self):
        event = self._new_count(self._new_event(state="planned"), adults=4, elders=9)
        text, _pages = self._print("wrap_up", event)
        self.assertIn("filled in by hand", text)
        event.write(
            {"external_count": 2, "actual_cost": 82.4, "summary": "Belle table."}
        )
        event.action_done()
        text, _pages = self._print("wrap_up", event)
        for words in ("13", "82.40", "Belle table.", "The team"):
            self.assertIn(words, text)
        uncounted = self._new_event(days=-6, state="planned")
        uncounted.action_done_uncounted()
        text, _pages = self._print("wrap_up", uncounted)
        self.assertIn("which is not 0", text)
        self.assertNotIn("$ 0.00", text, "nobody said that nothing was spent")

    def test_wrap_up_of_detailed_brackets(self):
        child = self.env["residence.age.bracket"].search(
            [("parent_id", "=", self.elders.id)], limit=1
        )
        event = self._new_event(state="planned")
        event.attendance_ids = [
            (0, 0, {"age_bracket_id": child.id, "quantity": 6}),
        ]
        rows = dict(event._get_wrap_up()["brackets"])
        self.assertEqual(rows[self.elders.name], 6)

    def test_programme(self):
        self._new_event(days=3, name="Sortie", state="planned").action_cancel()
        moved = self._new_event(days=4, name="Atelier", state="planned")
        moved.start += timedelta(hours=1)
        for landscape in (False, True):
            for kind in ("week", "month"):
                with self.subTest(kind=kind, landscape=landscape):
                    text, pages = self._print_programme(kind, landscape=landscape)
                    self.assertEqual(pages, 1)
                    for words in (
                        "Repas d'été",
                        "Grande salle",
                        "CANCELLED",
                        "New date",
                    ):
                        self.assertIn(words, text)
                    self.assertIn("Printed on 12 May 2026", text)
                    self.assertIn("Programme changed on 12 May 2026", text)
                    self._assert_public(text)

    def test_ideas_and_what_became_of_them(self):
        ideas = self.env["residence.idea"].create(
            [
                {"residence_id": self.home.id, "name": name, "state": state}
                for name, state in (
                    ("Loto d'hiver", "done"),
                    ("Repas du monde", "done"),
                    ("Composteur", "accepted"),
                    (f"{HIDDEN} pas lue", "proposed"),
                    (f"{HIDDEN} refusée", "not_now"),
                )
            ]
        )
        ideas[0].who = f"{HIDDEN} Odette"
        text, pages = self._print_programme()
        self.assertEqual(pages, 1)
        self.assertIn("Your ideas: 2 carried out, 1 taken up", text)
        for words in ("Loto d'hiver – Carried out", "Composteur – Taken up"):
            self.assertIn(words, text)
        self._assert_public(text)

    def test_programme_of_nothing(self):
        text, pages = self._print_programme(day="2027-01-01")
        self.assertEqual(pages, 1)
        self.assertIn("Nothing is planned yet", text)
        self.assertNotIn("Programme changed", text)

    def test_programme_of_forty(self):
        for number in range(40):
            self._new_event(
                days=number // 4,
                hour=5 + number % 4 * 3,
                name=f"Rendez-vous numéro {number:02d} des œuvres de l'été",
                state="planned",
            )
        for landscape in (False, True):
            text, pages = self._print_programme(landscape=landscape)
            self.assertGreater(pages, 1)
            self.assertIn(f"Page {pages} of {pages}", text)
            for number in range(40):
                self.assertIn(f"numéro {number:02d}", text)

    def test_logo_and_colour(self):
        picture = io.BytesIO()
        Image.new("RGBA", (900, 300), "#c02020").save(picture, "PNG")
        company = self.home.company_id
        company.write(
            {
                "logo": base64.b64encode(picture.getvalue()),
                "primary_color": "red;} body { display: none",
            }
        )
        brand = self.home._get_paper_brand()
        self.assertTrue(brand["logo"].startswith("data:image/png;base64,"))
        small = Image.open(io.BytesIO(base64.b64decode(brand["logo"].split(",")[1])))
        self.assertLessEqual(small.width, 480)
        self.assertRegex(brand["colour"], r"^#[0-9a-f]{6}$")
        grey = self.home._get_paper_brand(grey=True)["logo"]
        shades = Image.open(io.BytesIO(base64.b64decode(grey.split(",")[1])))
        self.assertEqual(shades.mode, "L")
        self._print("flyer_4", self.event)
        self._print_programme()

    def test_qr_code_leads_to_the_page(self):
        self.assertEqual(self.home._get_paper_qr(), "")
        before, _pages = self._print_programme()
        self.assertNotIn("phone", before)
        self.home.action_share_programme()
        text, _pages = self._print_programme()
        self.assertIn("phone", text)
        code = self.home._get_paper_qr()
        self.assertTrue(code.startswith("data:image/png;base64,"))

    def test_print_menu(self):
        text, pages = self._print("programme", self.home)
        self.assertIn("May 2026", text)
        self.assertEqual(pages, 1)

    def test_programme_of_no_residence(self):
        for data in ({}, {"residence_id": "1"}, {"residence_id": None}):
            with self.subTest(data), self.assertRaises(UserError):
                self.reports._render_qweb_html(
                    f"{MODULE}.paper_programme", None, {"kind": "week", **data}
                )

    def test_the_direction_prints_no_event(self):
        for role in ("management", "nobody", "away_animator"):
            user = self.users[role]
            for key in papers.PAPERS:
                with self.subTest(role=role, key=key), self.assertRaises(AccessError):
                    self.reports.with_user(user)._render_qweb_html(
                        f"{MODULE}.paper_{key}", self.event.ids
                    )
            with self.subTest(role), self.assertRaises(AccessError):
                self._print_programme(user=user)

    def test_wizard(self):
        wizard = self.env["residence.print.wizard"].with_user(self.animator).create({})
        self.assertEqual(wizard.residence_id, self.home)
        self.assertEqual((wizard.kind, str(wizard.day)), ("month", "2026-05-01"))
        self.assertIn("Repas d'été", wizard.text)
        action = wizard.action_print()
        self.assertEqual(action["data"]["kind"], "month")
        self.assertEqual(wizard.action_copy()["params"]["text"], wizard.text)
        wizard.write({"kind": "week", "orientation": "landscape"})
        self.assertEqual(str(wizard.day), "2026-05-11")
        self.assertTrue(wizard.action_print()["data"]["landscape"])

    def test_wizard_gives_no_right(self):
        wizards = self.env["residence.print.wizard"]
        for role in ("management", "nobody"):
            with self.subTest(role), self.assertRaises(AccessError):
                wizards.with_user(self.users[role]).create({})
        away = {"residence_id": self.away.id, "day": "2026-05-12"}
        foreign = wizards.with_user(self.animator).create(away)
        for attempt in (
            foreign.action_print,
            foreign.action_copy,
            lambda: foreign.read(["text", "label"]),
        ):
            with self.assertRaises(AccessError):
                attempt()
        mine = wizards.with_user(self.animator).create({})
        with self.assertRaises(AccessError):
            mine.with_user(self.administrator).read(["text"])
        seen = wizards.with_user(self.administrator).search([])
        self.assertFalse(seen)
