from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    residence_dwelling_stock = fields.Integer(
        related="company_id.residence_dwelling_stock", readonly=False
    )
