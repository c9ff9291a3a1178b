from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from .residence_funding_column import SHEETS

COUNTS = (
    "resident_count",
    "elderly_count",
    "disabled_count",
    "entry_count",
    "exit_count",
    "month_count",
    "women_count",
    "men_count",
    "unknown_sex_count",
    "gir_1_4_count",
    "gir_5_6_count",
    "no_gir_count",
    "caregiver_count",
    "unmeasured_count",
)
AMOUNTS = ("amount_per_resident", "cofunding_amount")
# Handed in with the review, as they are in the workbook.
TYPED = {
    *COUNTS,
    *AMOUNTS,
    "carrier",
    "cnsa_rate",
    "date_from",
    "date_to",
    "difficulties",
    "has_charter",
    "is_gir_measured",
    "is_sex_measured",
    "project_date",
    "prospects",
}
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
    """What a scheme asks for beside events, and the workbooks and programme made of it.

    The AVP and the CFPPA ask for counts, typed by hand. Counts alone, never of whom:
    neither sex nor GIR is noted of any person. Where nobody measured, « mesuré » is not
    ticked and the workbook is blank, not 0.
    """

    _inherit = "residence.funding.convention"

    # AVP (habitat inclusif)
    carrier = fields.Char(
        string="Carrier (3P)", help="The organisation that carries the project."
    )
    date_from = fields.Date("Agreed from")
    date_to = fields.Date("Agreed until")
    cnsa_rate = fields.Float(
        string="CNSA Share (%)", digits=(5, 2), help="As the convention says."
    )
    resident_count = fields.Integer(string="Residents Agreed On")
    amount_per_resident = fields.Monetary(
        string="Amount per Resident and Year", help="As the convention says."
    )
    elderly_count = fields.Integer(string="Elderly Residents on 31 December")
    disabled_count = fields.Integer(string="Disabled Residents on 31 December")
    entry_count = fields.Integer(string="Moved In")
    exit_count = fields.Integer(string="Moved Out")
    month_count = fields.Integer(string="Months of AVP")
    project_date = fields.Date("Shared Life Project up to Date on")
    has_charter = fields.Boolean("Charter Signed")
    difficulties = fields.Text(help="In a few words. No name.")
    prospects = fields.Text(help="In a few words. No name.")

    # CFPPA
    cofunding_amount = fields.Monetary(string="Co-funding", help="Paid by others.")
    is_sex_measured = fields.Boolean("Women and Men Counted")
    women_count = fields.Integer(string="Women")
    men_count = fields.Integer(string="Men")
    unknown_sex_count = fields.Integer(string="Women or Men, Unknown")
    is_gir_measured = fields.Boolean("GIR Groups Counted")
    gir_1_4_count = fields.Integer(string="GIR 1 to 4")
    gir_5_6_count = fields.Integer(string="GIR 5 and 6")
    no_gir_count = fields.Integer(string="Without a GIR")
    caregiver_count = fields.Integer(string="Caregivers")
    unmeasured_count = fields.Integer(
        string="Sessions Not Measured",
        help="Sessions where nobody noted women and men, nor GIR groups.",
    )

    _agreed_in_order = models.Constraint(
        "CHECK(date_to >= date_from)",
        "“Agreed until” must not come before “Agreed from”.",
    )
    _cnsa_rate_range = models.Constraint(
        "CHECK(cnsa_rate BETWEEN 0 AND 100)", "“CNSA Share (%)”: from 0 to 100."
    )

    @api.constrains(*COUNTS, *AMOUNTS)
    def _check_counts(self):
        for convention in self:
            for name in (*COUNTS, *AMOUNTS):
                if convention[name] < 0:
                    field = self._fields[name]
                    raise ValidationError(
                        self.env._(
                            "“%s” cannot be below 0.",
                            field._description_string(self.env),
                        )
                    )

    def action_download_programme(self):
        """Download the workbook of the programme, for this convention's year."""
        return self._download("tfpb_programme")

    def action_download_review(self):
        """Download the scheme's workbook of the review, for this convention's year."""
        code = self.scheme_code
        return self._download("tfpb_review" if code == "tfpb" else code)

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

    @api.model
    def _get_frozen_fields(self):
        return super()._get_frozen_fields() | TYPED

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
