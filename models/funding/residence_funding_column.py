from odoo import api, fields, models
from odoo.exceptions import ValidationError

SHEETS = [("programme", "Programme"), ("review", "Review")]


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

    @api.constrains("sheet", "key")
    def _check_key(self):
        for column in self:
            known = self.env["residence.sheets"]._get_tfpb_labels(column.sheet)
            if column.key not in known:
                raise ValidationError(
                    self.env._(
                        "“%(key)s” is no column of this sheet. There are: %(keys)s.",
                        key=column.key,
                        keys=", ".join(known),
                    )
                )
