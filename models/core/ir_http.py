from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Tell the browser whether to offer « Devenir superutilisateur »."""
        parameters = self.env["ir.config_parameter"]
        is_protected = parameters._protects_residence_confidences()
        return {
            **super().session_info(),
            "residence_opens_confidences": not is_protected,
        }
