from werkzeug.exceptions import Forbidden

from odoo import api, models
from odoo.exceptions import UserError

from .spreadsheet_dashboard import _names_ours


class SpreadsheetDashboardShare(models.Model):
    """« Partager » makes a public address, without an end, that nobody lists.

    What it shows of residences is exact: it is made for none of our dashboards, nor of
    those that a landlord builds on our figures.
    """

    _inherit = "spreadsheet.dashboard.share"

    @api.model_create_multi
    def create(self, vals_list):
        shares = super().create(vals_list)
        shares._refuse_residences()
        return shares

    def write(self, vals):
        result = super().write(vals)
        self._refuse_residences()
        return result

    def _refuse_residences(self):
        if self._shows_residences():
            raise UserError(
                self.env._(
                    "This dashboard shows exact figures of residences: it gets no "
                    "public address. Choose a workbook meant for outside instead."
                )
            )

    def _shows_residences(self):
        """Return whether one is of a dashboard of ours, or a copy of its figures."""
        # sudo: which models are read, and nothing of what they say
        shares = self.sudo()
        return shares.dashboard_id._shows_residences() or any(
            _names_ours(self.env, share.spreadsheet_data) for share in shares
        )

    def _check_dashboard_access(self, access_token):
        """Open none that was made before its dashboard showed residences."""
        if self._shows_residences():
            raise Forbidden
        return super()._check_dashboard_access(access_token)
