"""Papers of figures, really printed and read back as text."""

import io
from datetime import date

from pdfminer.high_level import extract_text

from odoo.tools.pdf import PdfFileReader

from ...tools.period import Period
from .base import MODULE
from .figures import FiguresCommon

SECRET = "Zzsecret"
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


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
