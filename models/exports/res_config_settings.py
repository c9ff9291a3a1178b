from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    residence_export_row_limit = fields.Integer(
        "Workbooks: Rows Sent at Once",
        config_parameter="residence_community.export_row_limit",
        default=100_000,
        help="Longer ones are made in the background.",
    )
    residence_export_keep_days = fields.Integer(
        "Workbooks: Days Kept",
        config_parameter="residence_community.export_keep_days",
        default=7,
        help="For how long the file of a workbook made in the background is kept.",
    )

    @api.constrains("residence_export_row_limit", "residence_export_keep_days")
    def _check_residence_export(self):
        for settings in self:
            if settings.residence_export_row_limit < 1:
                raise ValidationError(
                    self.env._("“Workbooks: Rows Sent at Once”: write 1 or more.")
                )
            if settings.residence_export_keep_days < 1:
                raise ValidationError(
                    self.env._("“Workbooks: Days Kept”: write 1 or more.")
                )
