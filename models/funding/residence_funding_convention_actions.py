from urllib.parse import urlencode

from odoo import models
from odoo.fields import Command

from .residence_funding_column import SHEETS

# What next year's convention has of this year's, beside its lines.
TAKEN_UP = (
    "title",
    "city",
    "priority_district_code",
    "dwelling_count",
    "carrier",
    "cnsa_rate",
    "resident_count",
    "amount_per_resident",
)


class ResidenceFundingConvention(models.Model):
    """What the buttons of a convention do."""

    _inherit = "residence.funding.convention"

    def action_download_programme(self):
        """Download the workbook of the programme, for this convention's year."""
        return self._download("tfpb_programme")

    def action_download_review(self):
        """Download the scheme's workbook of the review, for this convention's year."""
        code = self.scheme_code
        return self._download("tfpb_review" if code == "tfpb" else code)

    def _download(self, key):
        self.ensure_one()
        period = self._get_period()
        parameters = {
            "date_from": period.first,
            "date_to": period.last,
            "residence_ids": ",".join(map(str, self.residence_ids.ids)),
        }
        return {
            "type": "ir.actions.act_url",
            "url": f"/residence_community/export/{key}?"
            + urlencode(parameters, safe=","),
            "target": "download",
        }

    def action_open_missing(self):
        """Open the lines whose evidence is missing."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_funding_line_action_missing"
        )
        action["domain"] = [("convention_id", "=", self.id)]
        return action

    def action_set_columns(self):
        """Make a row for each column of both sheets, to be renamed and moved."""
        self.check_access("write")
        self.ensure_one()
        columns = self.env["residence.funding.column"]
        known = {(column.sheet, column.key) for column in self.column_ids}
        self.column_ids = [
            Command.create(
                {"sheet": sheet, "key": key, "label": label, "sequence": 10 * place}
            )
            for sheet, _label in SHEETS
            for place, (key, label) in enumerate(columns._get_labels(sheet).items())
            if (sheet, key) not in known
        ]

    def action_renew(self):
        """Ask for the year and how many percent more, then take the programme up."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Take It up Next Year"),
            "res_model": "residence.funding.renewal",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_convention_id": self.id,
                "default_year": self.year + 1,
                "default_allowance_amount": self.allowance_amount,
            },
        }

    def _renew(self, year, factor, **values):
        """Return the convention of a later year with the same programme.

        :param float factor: what the planned amounts are multiplied by.
        """
        self.ensure_one()
        self.check_access("read")
        return self.create(
            {
                **{name: self[name] for name in TAKEN_UP},
                "scheme_id": self.scheme_id.id,
                "company_id": self.company_id.id,
                "residence_ids": [Command.set(self.residence_ids.ids)],
                "year": year,
                "line_ids": [
                    Command.create(line._get_renewed(factor)) for line in self.line_ids
                ],
                "column_ids": [
                    Command.create(column._get_renewed()) for column in self.column_ids
                ],
                **values,
            }
        )
