from odoo import api, models
from odoo.exceptions import UserError


class ReportPaperProgramme(models.AbstractModel):
    """The programme of a week or a month, as its template prints it."""

    _name = "report.residence_community.paper_programme"
    _description = "Programme for the Hall"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return the papers of the residences, with the rights of who prints them.

        :param data: ``residence_id``, ``kind``, ``day`` and ``landscape``; from the
            print menu, which gives nothing but ``docids``, the coming month.
        :raise UserError: where that names no residence.
        """
        data = data or {}
        ids = docids or [data.get("residence_id")]
        if not all(isinstance(number, int) for number in ids):
            raise UserError(self.env._("Programme: choose a residence."))
        residences = self.env["residence.residence"].browse(ids)
        residences.check_access("read")
        landscape = data.get("landscape") in (True, "true", "True")
        papers = [
            residence._get_programme_paper(
                *self._get_choice(residence, data), landscape
            )
            for residence in residences
        ]
        return {
            "doc_ids": residences.ids,
            "doc_model": residences._name,
            "docs": residences,
            "papers": papers,
            "landscape": landscape,
            "title": papers[0]["title"],
        }

    def _get_choice(self, residence, data):
        """Return the kind of period and a day of it."""
        if "kind" in data:
            return data["kind"], data.get("day")
        return residence._get_coming_month()
