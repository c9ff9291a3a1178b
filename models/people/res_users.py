from odoo import models
from odoo.tools import SQL


class ResUsers(models.Model):
    """The residences whose names a user reads as their coordination."""

    _inherit = "res.users"

    def _get_residence_queries(self):
        fields = self.env["residence.residence"]._fields
        return {
            **super()._get_residence_queries(),
            "names": SQL(
                "SELECT id FROM residence_residence"
                " WHERE coordinator_id = %s AND coordinator_reads_names",
                self.id,
                to_flush=(fields["coordinator_id"], fields["coordinator_reads_names"]),
            ),
        }
