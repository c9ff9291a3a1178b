from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    residence_retention_months = fields.Integer(
        related="company_id.residence_retention_months", readonly=False
    )
