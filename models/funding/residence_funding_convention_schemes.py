from odoo import api, fields, models
from odoo.exceptions import ValidationError

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


class ResidenceFundingConvention(models.Model):
    """What the AVP and the CFPPA ask for beside events: counts, typed by hand.

    Counts alone, never of whom: neither sex nor GIR is noted of any person. Where
    nobody measured, « mesuré » is not ticked and the workbook is blank, not 0.
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

    @api.model
    def _get_frozen_fields(self):
        return super()._get_frozen_fields() | TYPED
