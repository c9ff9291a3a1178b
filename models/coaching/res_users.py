from odoo import api, models


class ResUsers(models.Model):
    """Whoever coordinates begins with her network, an animator too."""

    _inherit = "res.users"

    @api.model
    def _get_residence_homes(self):
        return [
            (
                "residence_community.residence_network_action",
                "residence_community.group_coordinator",
            ),
            *super()._get_residence_homes(),
        ]
