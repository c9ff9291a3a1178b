import re

from odoo import models

MODULE = "residence_community"
QUOTED = re.compile(r'"([a-z]+(?:\.[a-z]+)+)"')


class SpreadsheetDashboard(models.Model):
    _inherit = "spreadsheet.dashboard"

    def _shows_residences(self):
        """Return whether it reads one of our models, shipped by us or made since."""
        # sudo: which models it reads, and nothing of what they say
        return any(
            _names_ours(self.env, dashboard.spreadsheet_data)
            for dashboard in self.sudo()
        )


def _names_ours(env, data):
    """Return whether a spreadsheet's JSON names one of our models."""
    names = set(QUOTED.findall(data or "")) & env.registry.models.keys()
    return any(env.registry[name]._original_module == MODULE for name in names)
