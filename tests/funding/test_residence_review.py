"""The coordination's words in the review of a year."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from ..common.papers import PaperCommon

LONG = "Une phrase de la coordination, qui raconte l'année avec ses mots. "


@tagged("post_install", "-at_install")
class TestResidenceReview(PaperCommon):
    def test_the_coordinator_writes_and_it_is_printed(self):
        form = Form(self.env["residence.review"].with_user(self.coordinator))
        self.assertEqual(form.residence_id, self.home)
        self.assertEqual(form.year, 2025)
        form.opening = "La maison a trouvé son rythme."
        form.outlook = "Un composteur.\nUn ciné-plein air."
        review = form.save()
        self.assertEqual(review.display_name, "Les Tamaris, 2025")
        action = review.action_print()
        self.assertEqual(action["report_name"], "residence_community.paper_review")
        text, _pages = self.render("paper_review", review)
        for words in (
            "Review of the year 2025",
            "La maison a trouvé son rythme.",
            "Un composteur. Un ciné-plein air.",
            "Three years side by side",
            "2023 2024 2025",
        ):
            self.assertIn(words, text)
        self.assertNotIn("With whom", text, "what is not written is not printed")
        self.assertIn("$", text)
        text, _pages = self.render("paper_review_no_euros", review)
        self.assertIn("La maison a trouvé son rythme.", text)
        self.assertNotIn("$", text)

    def test_long_words_go_on(self):
        review = self.env["residence.review"].create(
            {
                "residence_id": self.home.id,
                "year": 2026,
                "opening": LONG * 60 + "FIN1",
                "outlook": LONG * 60 + "FIN2",
            }
        )
        text, pages = self.render("paper_review", review.with_user(self.management))
        self.assertGreater(pages, 2)
        for words in ("FIN1", "FIN2", "Printed on"):
            self.assertIn(words, text)

    def test_the_current_year_compares_the_same_days(self):
        figures = self.env["residence.paper.figures"].with_user(self.management)
        years = figures._get_years(2026)
        self.assertEqual(
            [(str(one.first), str(one.last)) for one in years],
            [
                ("2024-01-01", "2024-05-12"),
                ("2025-01-01", "2025-05-12"),
                ("2026-01-01", "2026-05-12"),
            ],
        )
        self.assertEqual(str(figures._get_years(2025)[0].last), "2023-12-31")
        text, _pages = self.print(
            document="review", year="2026", residence_ids=[self.home.id]
        )
        self.assertIn("each year is counted up to the same day", text)

    def test_one_per_year(self):
        values = {"residence_id": self.home.id, "year": 2025}
        self.env["residence.review"].create(values)
        with self.assertRaises(ValidationError):
            self.env["residence.review"].create(values)
            self.env.flush_all()

    def test_a_year_is_a_year(self):
        for year in (0, 26, 20260):
            with self.subTest(year), self.assertRaises(ValidationError):
                self.env["residence.review"].create(
                    {"residence_id": self.home.id, "year": year}
                )

    def test_it_is_not_moved_to_somebody_else_s(self):
        review = (
            self.env["residence.review"]
            .with_user(self.coordinator)
            .create({"residence_id": self.home.id, "year": 2025})
        )
        with self.assertRaises(AccessError):
            review.residence_id = self.away

    def test_nobody_knows_who_wrote(self):
        fields = self.env["residence.review"]._fields
        self.assertFalse({"create_uid", "write_uid", "write_date"} & fields.keys())

    def test_the_wizard_opens_the_words(self):
        choice = self.choose(
            self.coordinator,
            document="review",
            year="2025",
            residence_ids=self.home.ids,
        )
        self.assertTrue(choice.may_write_words)
        action = choice.action_write_words()
        self.assertFalse(action["res_id"])
        review = (
            self.env["residence.review"]
            .with_user(self.coordinator)
            .with_context(**action["context"])
            .create({})
        )
        self.assertEqual((review.residence_id, review.year), (self.home, 2025))
        self.assertEqual(choice.action_write_words()["res_id"], review.id)
        direction = self.choose(
            document="review", year="2024", residence_ids=self.home.ids
        )
        self.assertFalse(direction.may_write_words, "nothing to read, and no right")
