import re

from odoo import models

from ..core.base import is_ours

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
    return any(is_ours(env, name) for name in set(QUOTED.findall(data or "")))
