from odoo import api, fields, models
from odoo.exceptions import ValidationError

SHEETS = [("programme", "Programme"), ("review", "Review")]
# The columns that départements commonly ask for, in our order.
PROGRAMME = (
    "axis",
    "action",
    "schedule",
    "planned_amount",
    "own_funding",
    "other_funding",
    "planned_valued",
    "planned_rate",
)
REVIEW = (
    *PROGRAMME,
    "actual_amount",
    "gap_amount",
    "actual_valued",
    "actual_rate",
    "dwellings",
    "session_count",
    "participation_count",
    "assessment",
    "renewal",
    "evidence",
)
SHEET_COLUMNS = {"programme": PROGRAMME, "review": REVIEW}


class ResidenceFundingColumn(models.Model):
    """A column of a convention's workbook: départements impose their own tables.

    Without rows the sheets have all their columns, in our order.
    """

    _name = "residence.funding.column"
    _description = "Funding Column"
    _order = "convention_id, sheet, sequence, id"
    _rec_name = "label"

    convention_id = fields.Many2one(
        "residence.funding.convention", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="convention_id.company_id", store=True, precompute=True
    )
    sheet = fields.Selection(SHEETS, required=True, default="programme")
    key = fields.Char(required=True, help="Which figure it is; never changes.")
    label = fields.Char(required=True, help="As this funder's own table calls it.")
    sequence = fields.Integer(default=10)
    is_hidden = fields.Boolean(string="Hidden")

    _once = models.Constraint(
        "UNIQUE(convention_id, sheet, key)", "Each column is there once per sheet."
    )

    def _get_renewed(self):
        """Return the values of the same column in a later convention."""
        self.ensure_one()
        names = ("sheet", "key", "label", "sequence", "is_hidden")
        return {name: self[name] for name in names}

    @api.model
    def _get_labels(self, sheet):
        """Return {key: our own label} of a sheet's columns, in our order."""
        labels = {
            "axis": self.env._("Axis"),
            "action": self.env._("Action"),
            "schedule": self.env._("Timetable"),
            "planned_amount": self.env._("Planned expense"),
            "own_funding": self.env._("Landlord's funding"),
            "other_funding": self.env._("Other funding"),
            "planned_valued": self.env._("Planned, claimed for the TFPB"),
            "planned_rate": self.env._("Rate claimed for the TFPB"),
            "actual_amount": self.env._("Actual expense"),
            "gap_amount": self.env._("Gap"),
            "actual_valued": self.env._("Actual, claimed for the TFPB"),
            "actual_rate": self.env._("Actual rate"),
            "dwellings": self.env._("Number of dwellings"),
            "session_count": self.env._("Sessions held"),
            "participation_count": self.env._("Participations"),
            "assessment": self.env._("Assessment"),
            "renewal": self.env._("Renewal"),
            "evidence": self.env._("Evidence"),
        }
        return {key: labels[key] for key in SHEET_COLUMNS[sheet]}

    @api.constrains("sheet", "key")
    def _check_key(self):
        for column in self:
            known = self._get_labels(column.sheet)
            if column.key not in known:
                raise ValidationError(
                    self.env._(
                        "“%(key)s” is no column of this sheet. There are: %(keys)s.",
                        key=column.key,
                        keys=", ".join(known),
                    )
                )
