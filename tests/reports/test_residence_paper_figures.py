"""Figures on paper: really printed, read back, and held to the report's own numbers."""

from odoo.tests import tagged

from ...tools.sheet import Total
from ..common.figures import rates
from ..common.papers import SECRET, YEAR, PaperCommon


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
