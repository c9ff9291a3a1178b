"""The TFPB's workbooks: opened again, column by column; who gets them."""

import io
from datetime import date

from openpyxl import load_workbook

from odoo.tests import HttpCase, tagged

from ...tools.period import Period, civil_year
from ..common.funding import ConventionCommon
from ..common.workbooks import WorkbookOpener

YEAR = civil_year(date(2025, 1, 1))
ROUTE = "/residence_community/export"


class TfpbCommon(WorkbookOpener, ConventionCommon):
    workbook, period = "tfpb_review", YEAR

    def setUp(self):
        super().setUp()
        self._new_meal()
        self.convention = self._new_convention(city="Le Havre")
        self._new_events_line(self.convention, evidence_state="provided")
        self._new_funding_line(
            self.convention,
            axis_id=self._get_axis(2).id,
            name="Analyse",
            actual_valued=150,
        )

    def table(self, tab, first="Axis"):
        """Return the rows from the headings on, as tuples."""
        rows = list(tab.iter_rows(values_only=True))
        top = next(place for place, row in enumerate(rows) if first in row)
        return rows[top], rows[top + 1 :]


class TestTfpbSheets(TfpbCommon):
    def test_programme(self):
        book = self.open("tfpb_programme")
        self.assertEqual(book.sheetnames, ["2025 Le Havre QN07699M", "Notes"])
        tab = book.worksheets[0]
        head, rows = self.table(tab)
        self.assertEqual(
            head,
            (
                "Axis",
                "Action",
                "Timetable",
                "Planned expense",
                "Landlord's funding",
                "Other funding",
                "Planned, claimed for the TFPB",
                "Rate claimed for the TFPB",
            ),
        )
        self.assertEqual(rows[0][1:], ("Analyse", None, 200, 200, 0, 100, 0.5))
        self.assertEqual(rows[1][1:], ("Repas", None, 80, 80, 0, 64, 0.8))
        self.assertEqual(rows[2][0], "Total")
        self.assertEqual(rows[2][3:7], (280, 280, 0, 164))
        self.assertAlmostEqual(rows[2][7], 164 / 280)
        text = str(list(tab.iter_rows(values_only=True)))
        for part in (
            "programme of 2025",
            self.env.company.name,
            "Le Havre – Priority district: QN07699M",
            "Dwellings: 60 – Year: 2025",
            "1,000.00",
            "164.00",
            "836.00",
            "To check against your convention: 2. ",
        ):
            with self.subTest(part):
                self.assertIn(part, text.replace("\N{NO-BREAK SPACE}", " "))
        self.assertEqual(tab.page_setup.orientation, "landscape")

    def test_review(self):
        book = self.open()
        self.assertEqual(book.sheetnames[1:], ["Missing evidence", "Notes"])
        head, rows = self.table(book.worksheets[0])
        by_name = [dict(zip(head, row, strict=True)) for row in rows[:3]]
        self.assertEqual(by_name[1]["Actual expense"], 100)
        self.assertEqual(by_name[1]["Gap"], 20)
        self.assertEqual(by_name[1]["Actual, claimed for the TFPB"], 80)
        self.assertEqual(by_name[1]["Number of dwellings"], 60)
        self.assertEqual(by_name[1]["Sessions held"], 1)
        self.assertIsNone(by_name[1]["Participations"], "nobody counted: not 0")
        self.assertIsNone(by_name[0]["Sessions held"], "by hand, not measured")
        self.assertEqual(by_name[0]["Evidence"], "Missing")
        self.assertEqual(by_name[2]["Actual, claimed for the TFPB"], 230)
        self.assertIsNone(by_name[2]["Number of dwellings"], "not a sum")
        _head, missing = self.table(book.worksheets[1])
        self.assertEqual(missing[0][2:], ("Analyse", 150))
        self.assertEqual(missing[1][3], 150)

    def test_nothing_is_cut(self):
        """Who reads it on paper reads whole sentences: rows are tall enough."""
        told = (
            "Les habitants ont décidé eux-mêmes des horaires de la salle. " * 3 + "Fin."
        )
        line = self.convention.line_ids.filtered(lambda one: one.name == "Analyse")
        line.assessment = told
        review, missing = self.open().worksheets[:2]
        texts = {told, line.name, line.axis_id.display_name}
        for tab, expected in ((review, texts), (missing, texts - {told})):
            cells = [cell for row in tab.iter_rows() for cell in row]
            found = {cell.value: cell for cell in cells if cell.value in texts}
            self.assertEqual(set(found), expected)
            for text, cell in found.items():
                self.assertTrue(cell.alignment.wrap_text, text)
        told_row = next(cell.row for cell in review["P"] if cell.value == told)
        self.assertGreaterEqual(review.row_dimensions[told_row].height, 75)

    def test_hidden_texts_take_no_room(self):
        self.convention.with_user(self.management).action_set_columns()
        hidden = self.convention.column_ids.filtered(
            lambda one: one.key == "assessment"
        )
        hidden.is_hidden = True
        self.convention.line_ids.assessment = "Les habitants ont décidé. " * 9
        review = self.open().worksheets[0]
        row = next(cell.row for cell in review["B"] if cell.value == "Repas")
        self.assertLess(review.row_dimensions[row].height, 75, "seven lines of it")

    def test_totals_are_formulas(self):
        book = self.open(formulas=True)
        _head, rows = self.table(book.worksheets[0])
        formulas = [cell for cell in rows[2] if isinstance(cell, str)]
        self.assertEqual(sum("SUBTOTAL" in cell for cell in formulas), 8)
        self.assertEqual(sum("IF(N(" in cell for cell in formulas), 2)

    def test_columns_of_a_departement(self):
        """Renamed, moved, hidden; a hidden one keeps its place for the formulas."""
        self.convention.with_user(self.management).action_set_columns()
        columns = self.convention.column_ids.filtered(
            lambda one: one.sheet == "programme"
        )
        by_key = columns.grouped("key")
        by_key["action"].write({"label": "Intitulé", "sequence": -1})
        by_key["planned_amount"].is_hidden = True
        tab = self.open("tfpb_programme").worksheets[0]
        head, rows = self.table(tab)
        self.assertEqual(head[:2], ("Intitulé", "Axis"))
        self.assertEqual(rows[2][0], "Total")
        self.assertAlmostEqual(rows[2][7], 164 / 280)
        self.assertTrue(tab.column_dimensions["D"].hidden)
        self._assert_refused(
            lambda: by_key["axis"].write({"key": "animator_id"}), "no column"
        )

    def test_closed_review_says_what_changed(self):
        self.convention.action_close()
        self.env["residence.event"].search([]).start = "2026-01-06 10:00:00"
        text = str(list(self.open().worksheets[0].iter_rows(values_only=True)))
        self.assertIn("handed in", text)
        self.assertIn("80", text)

    def test_which_conventions(self):
        """Those of the years that the period meets, and of the residences asked for."""
        self._new_convention(self.away, city="Ailleurs", year=2026)
        both = Period(date(2025, 12, 31), date(2026, 1, 1))
        for period, places, expected in (
            (YEAR, None, 1),
            (both, None, 2),
            (both, self.away, 1),
            (YEAR, self.away, 0),
        ):
            book = self.open("tfpb_programme", period=period, residences=places)
            with self.subTest(period=period, residences=places):
                tabs = [name for name in book.sheetnames if name.startswith("202")]
                self.assertEqual(len(tabs), expected)
        text = str(list(book.worksheets[0].iter_rows(values_only=True)))
        self.assertIn("No convention over this period", text)

    def test_same_names_are_two_tabs(self):
        company = self.env["res.company"].create({"name": "Autre bailleur"})
        self.env.user.company_ids |= company
        self.management.company_ids |= company
        place = self._new_residence("Ailleurs", 9, company_id=company.id)
        self._new_convention(
            place,
            company_id=company.id,
            city="LE HAVRE",
            priority_district_code="QN07699M",
        )
        sheets = self.env["residence.sheets"].with_user(self.management)
        sheets = sheets.with_context(
            allowed_company_ids=self.management.company_ids.ids
        )
        target = io.BytesIO()
        sheets._write_workbook(
            target, "tfpb_programme", YEAR, self.env["residence.residence"]
        )
        names = load_workbook(target).sheetnames[:-1]  # without the notes
        self.assertEqual(len({name.lower() for name in names}), 2)

    def test_animator_sees_own_events_and_no_convention(self):
        book = self.open(user=self.animator)
        _head, rows = self.table(book.worksheets[0])
        self.assertEqual(rows[0][0], "Les Tamaris")
        self.assertEqual(rows[0][2:8], (1, None, 80, 64, 100, 80))
        text = str(list(book.worksheets[0].iter_rows(values_only=True)))
        self.assertNotIn("1,000", text)
        self.assertNotIn("Analyse", text)


@tagged("post_install", "-at_install")
class TestTfpbRoute(TfpbCommon, HttpCase):
    def get(
        self, role, key="tfpb_review", query="?date_from=2025-01-01&date_to=2025-12-31"
    ):
        user = self.users[role]
        self.authenticate(user.login, user.login)
        return self.url_open(f"{ROUTE}/{key}{query}")

    def test_by_role(self):
        for role, status in {
            "management": 200,
            "administrator": 200,
            "coordinator": 200,
            "animator": 200,
            "away_coordinator": 404,
            "away_animator": 404,
            "nobody": 403,
        }.items():
            for key in ("tfpb_programme", "tfpb_review"):
                response = self.get(role, key)
                with self.subTest(role=role, key=key):
                    self.assertEqual(response.status_code, status)
                if status == 200:
                    text = str(load_workbook(io.BytesIO(response.content)).sheetnames)
                    shows = role != "animator"
                    self.assertEqual("QN07699M" in text, shows)

    def test_residences_asked_for(self):
        query = "?date_from=2025-01-01&date_to=2025-12-31&residence_ids=%s"
        self.assertEqual(
            self.get("coordinator", query=query % self.away.id).status_code, 404
        )
        response = self.get("management", query=query % self.away.id)
        self.assertNotIn(b"Analyse", response.content)

    def test_not_in_use(self):
        """Without a convention and without a share: like a key that does not exist."""
        self.convention.unlink()
        self.env["residence.funding.allocation"].search([]).unlink()
        wizard = self.env["residence.export.wizard"]
        for role in ("management", "animator"):
            self.assertEqual(self.get(role).status_code, 404)
            keys = wizard.with_user(self.users[role]).fields_get(["key"])
            self.assertNotIn("tfpb_review", dict(keys["key"]["selection"]))
