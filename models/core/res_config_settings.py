from odoo import fields, models

from .ir_config_parameter import KEY


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    residence_opens_confidences = fields.Boolean(
        "Let Settings Open Confidences",
        config_parameter=KEY,
        help="“Become Superuser” and custom fields on what peers and coaching say.",
    )
