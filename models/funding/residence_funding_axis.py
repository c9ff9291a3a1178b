from odoo import api, fields, models


class ResidenceFundingAxis(models.Model):
    """« Axe »: what a scheme pays for, from one date to another."""

    _name = "residence.funding.axis"
    _description = "Funding Axis"
    _order = "scheme_id, sequence, id"
    _rec_names_search = ["name", "code"]

    scheme_id = fields.Many2one(
        "residence.funding.scheme", required=True, ondelete="cascade", index=True
    )
    code = fields.Char(required=True, help="As funders call it: 1 to 8 for the TFPB.")
    name = fields.Char(required=True, translate=True)
    date_from = fields.Date("In Force from", help="Left empty: always has been.")
    date_to = fields.Date("In Force until", help="Left empty: without an end.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_to_check = fields.Boolean(
        string="To Check against Your Convention",
        help="Our wording, or one that differs from place to place.",
    )
    description = fields.Text(string="Typical Actions", translate=True)

    _code_unique = models.Constraint(
        "UNIQUE(scheme_id, code, date_from)",
        "“Code”: another axis of this scheme has it from the same day on.",
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_to >= date_from)",
        "“In Force until” must not come before “In Force from”.",
    )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for axis in self:
            axis.display_name = f"{axis.code}. {axis.name}"

    def _is_in_force(self, day):
        """Return whether the axis counts for what happens on a day."""
        self.ensure_one()
        return bool(
            (not self.date_from or self.date_from <= day)
            and (not self.date_to or day <= self.date_to)
        )
