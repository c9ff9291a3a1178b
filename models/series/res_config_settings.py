from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    series_horizon_months = fields.Integer(
        "Series: Months Ahead",
        config_parameter="residence_community.series_horizon_months",
        default=6,
        help="How far ahead the dates of a series without an end are made.",
    )
