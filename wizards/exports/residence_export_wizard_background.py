from odoo import api, fields, models
from odoo.exceptions import UserError


class ResidenceExportWizard(models.TransientModel):
    """Above the row limit a workbook is made in the background: asked for here."""

    _inherit = "residence.export.wizard"

    is_long = fields.Boolean(compute="_compute_is_long")

    @api.depends("row_count")
    def _compute_is_long(self):
        limit = self._get_sheets()._get_row_limit()
        for wizard in self:
            wizard.is_long = wizard.row_count > limit

    def action_ask(self):
        """Remember the choices, ask for the workbook and show how far it is.

        :raise UserError: where the dates are wrong, or the workbook is not the user's.
        """
        self.ensure_one()
        if not self._get_period():
            raise UserError(self.notice)
        if not self._get_sheets()._is_available(self.key):
            raise UserError(self.env._("There is no such workbook."))
        self._remember()
        job = self.env["residence.export"]._ask(self._prepare_export())
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_export_action"
        )
        return {**action, "res_id": job.id, "views": [(False, "form")]}

    def _prepare_export(self):
        return {
            "key": self.key,
            "date_from": self.date_from,
            "date_to": self.date_to,
            "residence_ids": self._get_residences(),
            "rows_total": self.row_count,
            "is_external": self.is_external,
        }
