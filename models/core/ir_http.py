from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Tell the browser whether to offer « Devenir superutilisateur »."""
        parameters = self.env["ir.config_parameter"]
        return {
            **super().session_info(),
            "residence_opens_confidences": not parameters._protects_residence_confidences(),
        }
