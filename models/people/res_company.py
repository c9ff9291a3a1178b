from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    # No value means « never »: what has no end is not a retention period. Who must stop
    # the purge for a while deactivates its scheduled action.
    residence_retention_months = fields.Integer(
        string="Months Before Residents Are Erased", required=True, default=24
    )

    _residence_retention_range = models.Constraint(
        "CHECK(residence_retention_months BETWEEN 1 AND 120)",
        "“Months Before Residents Are Erased”: from 1 to 120, after the last presence.",
    )
