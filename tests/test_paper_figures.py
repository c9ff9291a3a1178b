"""Figures on paper: really printed, read back, and held to the report's own numbers."""

import base64
import io
import re
from datetime import date

from pdfminer.high_level import extract_text

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from ..tools.period import Period
from ..tools.sheet import Total
from .common import MODULE, new_photo
from .figures import FiguresCommon, rates

SECRET = "Zzsecret"
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
ROLES = ("animator", "coordinator", "management", "administrator")


class PaperCommon(FiguresCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._print_in_english()
        cls.home.house_name = "Maison des Projets"

    def choose(self, user=None, **values):
        wizards = self.env["residence.paper.wizard"].with_user(user or self.management)
        return wizards.create({"period": "year", **values})

    def render(self, report, records):
        """Return the text of a document and its number of pages."""
        reports = self.env["ir.actions.report"].with_user(records.env.user)
        pdf, kind = reports.with_context(force_report_rendering=True)._render_qweb_pdf(
            f"{MODULE}.{report}", records.ids
        )
        self.assertEqual(kind, "pdf")
        text = extract_text(io.BytesIO(pdf)).replace("\ufb01", "fi")
        text = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
        for word in ("None", "False", "Traceback"):
            self.assertNotIn(word, text)
        return text, PdfFileReader(io.BytesIO(pdf)).numPages

    def print(self, user=None, **values):
        return self.render("paper_figures", self.choose(user, **values))


@tagged("post_install", "-at_install")
class TestPaperFigures(PaperCommon):
    def test_one_page_says_what_the_report_says(self):
        text, pages = self.print(residence_ids=[self.home.id])
        self.assertEqual(pages, 1)
        events = self.figures_of.filtered(
            lambda one: one.residence_id == self.home and one.date.year == 2026
        )
        average, _median, residents, overall = rates(events)
        for words in (
            "Les Tamaris",
            "Maison des Projets",
            "Year 2026",
            "60 dwellings",
            "6 events held",
            "of 8 planned",
            "38 participations",
            "of which 2 from outside",
            f"{residents:.1f} residents per 100 dwellings",
            f"{overall:.1f} with people from outside",
            "33% of events led with residents",
            "2 of 6",
            "a year before: 1",
            "2 events without a wrap-up: provisional figures",
            "15 (39%)",
            "one person at ten events makes ten",
            "Printed on",
        ):
            self.assertIn(words, text)
        self.assertIn(f"{average:.1f}", text)

    def test_the_workbook_says_the_same(self):
        """Report, workbook and papers: one definition of each figure."""
        sheets = self.env["residence.sheets"].with_user(self.management)
        both = (self.home | self.away).with_user(self.management)
        columns = sheets._get_summary_columns(YEAR)
        rows = list(sheets._get_summary_rows(columns, YEAR, both))
        keys = [column.key for column in columns]
        total = dict(
            zip(keys, next(r for r in rows if isinstance(r, Total)), strict=True)
        )
        lines = [
            dict(zip(keys, row, strict=True)) for row in rows if type(row) is tuple
        ]
        figures = self.env["residence.paper.figures"].with_user(self.management)
        sums = figures._get_sums(both, YEAR)[None]
        for name in (
            "events",
            "events_counted",
            "participations",
            "external_participations",
            "passages",
            "baskets",
            "newcomers",
            "volunteer_hours",
            "actual_cost",
            "base",
        ):
            expected = sum(line[name] or 0 for line in lines)
            self.assertEqual(sums[name] or 0, expected, name)
        self.assertEqual(sums["unique_people"], total["unique_people"])
        residents = sum(line["residents"] or 0 for line in lines)
        self.assertAlmostEqual(sums["residents_rate"], 100 * residents / sums["base"])
        months = figures._get_months(both, YEAR)
        self.assertEqual(sum(filter(None, months.values())), sums["participations"])
        ages = figures._get_generations(both, YEAR)
        self.assertEqual(sum(people for _age, people in ages), sums["participations"])
        by_type = figures._get_types(both, YEAR)
        self.assertEqual(sum(row[1] for row in by_type), sums["events"])

    def test_a_residence_in_the_total(self):
        figures = self.env["residence.paper.figures"].with_user(self.management)
        both = (self.home | self.away).with_user(self.management)
        sums = figures._get_sums(both, YEAR)
        added = figures._add_up([sums[self.home], sums[self.away]])
        for name, value in added.items():
            if name not in ("unique_people", "helpers", "partners"):
                self.assertEqual(value, sums[None][name], name)
        self.assertIsNone(added["unique_people"], "may be the same people")

    def test_all_on_one_page(self):
        text, pages = self.print(document="all")
        self.assertEqual(pages, 1)
        for words in ("All residences", "3 residences", "Les Quatre-Vents", "Total"):
            self.assertIn(words, text)
        self.assertIn("42 participations", text)

    def test_forty_with_long_names_on_one_page(self):
        places = self.env["residence.residence"].create(
            [
                {
                    "name": f"Résidence {number:02d} des œuvres de l'été " * 4,
                    "house_name": "Maison des Projets et des voisins " * 5,
                    "dwelling_count": 20 + number,
                    "tz": "Europe/Paris",
                }
                for number in range(40)
            ]
        )
        self.home.company_id.name = "Office public de l'habitat " * 6
        for number in range(8):
            bracket = self.env["residence.age.bracket"].create(
                {"name": f"Génération {number} au nom fort long", "sequence": number}
            )
            self.last_meal.attendance_ids = [
                (0, 0, {"age_bracket_id": bracket.id, "quantity": 3})
            ]
        text, pages = self.print(document="all")
        self.assertEqual(pages, 1, text)
        self.assertIn("35 other residences", text)
        self.assertIn("Total", text)
        self._new_event(places[0], days=-6, state="done")
        self.home.house_name = "Maison des Projets et des voisins " * 5
        text, pages = self.print(residence_ids=(self.home | places[0]).ids)
        self.assertEqual(pages, 2, text)

    def test_a_landlord_has_its_own_page(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.management.company_ids += other
        self.away.company_id = other
        text, pages = self.print(document="all")
        self.assertEqual(pages, 2)
        self.assertIn("Elsewhere", text)

    def test_an_empty_residence_says_what_to_do(self):
        empty = self._new_residence("Vide", 12).with_user(self.management)
        for text, pages in (
            self.render("paper_one_page", empty),
            self.print(residence_ids=empty.ids),
            self.print(document="review", residence_ids=empty.ids),
        ):
            self.assertEqual(pages, 1)
            self.assertIn("plan a first meal", text)
            self.assertNotIn("a year before", text)

    def test_few_people_are_not_numbered(self):
        text, _pages = self.print(residence_ids=[self.home.id])
        self.assertIn("fewer than 5", text)
        self.assertNotRegex(text, r"Different people named 3\b")

    def test_without_euros(self):
        for document in ("one_page", "all", "review"):
            values = {"document": document, "residence_ids": [self.home.id]}
            text, _pages = self.print(year="2026", **values)
            self.assertIn("$", text)
            self.assertIn("Spent", text)
            text, _pages = self.print(year="2026", without_euros=True, **values)
            for word in ("$", "€", "Spent", "budget", "Brought by partners", "euros"):
                self.assertNotIn(word, text, document)
            self.assertIn("participations", text)

    def test_no_name_of_a_person(self):
        self.last_meal.note = f"{SECRET} note"
        person = self.env["res.partner"].create({"name": f"{SECRET} person"})
        self.last_meal.partner_ids = self.partner | person
        idea = self.env["residence.idea"].create(
            {"name": f"{SECRET} idea", "residence_id": self.home.id, "state": "done"}
        )
        idea.who = f"{SECRET} who"
        for document in ("one_page", "all", "review"):
            text, _pages = self.print(
                document=document, residence_ids=[self.home.id], year="2026"
            )
            for secret in (SECRET, "Odette", "Secret", self.animator.name):
                self.assertNotIn(secret, text)
        there = self.everything.filtered(
            lambda one: (
                one.residence_id == self.home
                and one.state == "done"
                and one.date.year == 2026
                and self.partner in one.partner_ids
            )
        )
        self.assertTrue(there)
        self.assertIn(f"École ({len(there)})", text)
        self.assertIn("Carried out: 1", text)
        self.assertIn("On refait", text)

    def test_long_periods_are_drawn_by_year(self):
        text, pages = self.print(
            residence_ids=[self.home.id],
            period="custom",
            date_from="2020-01-01",
            date_to="2026-05-12",
        )
        self.assertEqual(pages, 1)
        self.assertIn("2025", text)

    def test_print_menu_remembers(self):
        mine = self.home.with_user(self.management)
        text, pages = self.render("paper_one_page", mine)
        self.assertEqual(pages, 1)
        self.assertIn("13 May 2025 – 12 May 2026", text)
        self.choose(period="last_year", residence_ids=mine.ids).action_print()
        text, _pages = self.render("paper_one_page", mine)
        self.assertIn("Year 2025", text)
        self.assertRegex(mine._get_figures_file_name(), r"2025-01-01 - 2025-12-31")


@tagged("post_install", "-at_install", "security")
class TestPaperRights(PaperCommon):
    """Papers give nobody a right: strangers get nothing, and no paper says more."""

    def test_each_role_prints_what_it_reads(self):
        for role in ROLES:
            with self.subTest(role):
                user = self.users[role]
                text, _pages = self.print(user, residence_ids=[self.home.id])
                self.assertIn("38 participations", text)
                text, _pages = self.print(
                    user, document="review", year="2026", residence_ids=[self.home.id]
                )
                self.assertIn("38 participations", text)

    def test_all_are_those_that_one_may_read(self):
        text, _pages = self.print(self.animator, document="all")
        self.assertIn("Les Tamaris", text)
        self.assertNotIn("Quatre-Vents", text)
        self.assertNotIn("42 participations", text)

    def test_foreign_residences(self):
        reports = self.env["ir.actions.report"]
        for role in ("animator", "coordinator", "nobody"):
            user = self.users[role]
            with self.subTest(role), self.assertRaises(AccessError):
                reports.with_user(user)._render_qweb_html(
                    f"{MODULE}.paper_one_page", self.away.ids
                )
            if role == "nobody":
                continue
            for document in ("one_page", "all", "review"):
                values = {"document": document, "year": "2026"}
                with self.subTest(role=role, document=document):
                    with self.assertRaises(AccessError):
                        self.choose(user, residence_ids=self.away.ids, **values)
                    choice = self.choose(user, **values)
                    # slipped in all the same: it is not there for them
                    choice.sudo().residence_ids = self.away
                    self.env.invalidate_all()
                    self.assertEqual(choice._get_residences(), self.home)

    def test_choices_are_one_s_own(self):
        mine = self.choose(self.animator, residence_ids=self.home.ids)
        reports = self.env["ir.actions.report"].with_user(self.management)
        with self.assertRaises(AccessError):
            reports._render_qweb_html(f"{MODULE}.paper_figures", mine.ids)
        with self.assertRaises(AccessError):
            self.choose(self.users["nobody"])

    def test_beyond_the_figures_asks_first(self):
        """What is read round the rights is asked of whoever reads the figures."""
        figures = self.env["residence.paper.figures"]
        for name, arguments in (
            ("_get_partners", (YEAR,)),
            ("_get_idea_counts", (YEAR,)),
            ("_get_occupancy", (YEAR,)),
            ("_get_photos", (YEAR, 4)),
        ):
            for role in ("animator", "coordinator", "nobody"):
                mine = figures.with_user(self.users[role])
                with self.subTest(name=name, role=role), self.assertRaises(AccessError):
                    getattr(mine, name)(
                        self.away.with_user(self.users[role]), *arguments
                    )

    def test_only_photos_that_may_be_shown(self):
        photos = self.env["residence.event.photo"]
        held = self.everything.filtered(
            lambda one: one.residence_id == self.home and one.state == "done"
        )
        planned = self.everything.filtered(lambda one: one.state == "planned")[:1]
        picture = base64.b64encode(new_photo(60, 40))
        for event, consent in zip(
            held[:3], ("nobody", "signed", "private"), strict=True
        ):
            event.name = f"Photo {consent}"
            photos.create({"event_id": event.id, "image": picture, "consent": consent})
        photos.create({"event_id": planned.id, "image": picture, "consent": "nobody"})
        figures = self.env["residence.paper.figures"].with_user(self.management)
        home = self.home.with_user(self.management)
        period = Period(date(2025, 1, 1), date(2026, 12, 31))
        shown = figures._get_photos(home, period, 4)
        self.assertEqual(
            sorted(title for _source, title, _day in shown),
            ["Photo nobody", "Photo signed"],
        )
        for source, _title, _day in shown:
            self.assertTrue(source.startswith("data:image/jpg;base64,"))
        self.assertEqual(len(figures._get_photos(home, period, 1)), 1)
        # still not theirs by any other way
        with self.assertRaises(AccessError):
            photos.with_user(self.management).search([])

    def test_reviews(self):
        reviews = self.env["residence.review"]
        mine, theirs = reviews.create(
            [
                {"residence_id": self.home.id, "year": 2025, "opening": "Belle année"},
                {"residence_id": self.away.id, "year": 2025, "opening": SECRET},
            ]
        )
        for role in ROLES:
            text, _pages = self.render("paper_review", mine.with_user(self.users[role]))
            self.assertIn("Belle année", text)
        reports = self.env["ir.actions.report"]
        for role in ("animator", "coordinator", "nobody"):
            for name in ("paper_review", "paper_review_no_euros"):
                with self.subTest(role=role, name=name), self.assertRaises(AccessError):
                    reports.with_user(self.users[role])._render_qweb_html(
                        f"{MODULE}.{name}", theirs.ids
                    )

    def test_too_many_at_once(self):
        places = self.env["residence.residence"].create(
            [
                {"name": f"R{number}", "dwelling_count": 9, "tz": "Europe/Paris"}
                for number in range(41)
            ]
        )
        for document, limit in (("one_page", 40), ("review", 10)):
            choice = self.choose(document=document, residence_ids=places.ids)
            self.assertIn(f"{limit} at a time", choice.notice)
            with self.assertRaisesRegex(UserError, "Choose fewer"):
                choice.action_print()
        wrong = self.choose(
            period="custom", date_from="2026-05-02", date_to="2026-05-01"
        )
        with self.assertRaisesRegex(UserError, re.escape("“From” must come before")):
            wrong.action_print()
