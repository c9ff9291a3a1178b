from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.exceptions import UserError


class ResidenceExportWizard(models.TransientModel):
    """What to download, said before it: how many rows, what is missing.

    Above the row limit a workbook is made in the background: it is asked for here.
    """

    _name = "residence.export.wizard"
    _inherit = "residence.period.choice"
    _description = "Download a Workbook"

    _remembered = ("key", "period", "residence_ids")

    key = fields.Selection(
        [
            ("activity", "Activity: summary and events"),
            ("residences", "Residences: one row each, regularity and means"),
            ("tfpb_programme", "TFPB: programme of the year"),
            ("tfpb_review", "TFPB: review of the year"),
            ("avp", "AVP: places and spending domains"),
            ("senacs", "SENACS: the CAF's yearly survey"),
            ("cfppa", "CFPPA: actions and who came"),
            ("peer_sessions", "Peer sessions: held, hours, how many came"),
        ],
        string="Workbook",
        required=True,
        default="activity",
    )
    is_external = fields.Boolean(
        "Meant for outside",
        help="Counts of people from 1 to 4 are hidden, and what would tell them.",
    )
    row_count = fields.Integer("Rows", compute="_compute_counts")
    missing_count = fields.Integer("Wrap-ups missing", compute="_compute_counts")
    notice = fields.Char(compute="_compute_counts")
    is_ready = fields.Boolean(compute="_compute_counts")
    is_long = fields.Boolean(compute="_compute_counts")

    @api.depends("key", "date_from", "date_to", "residence_ids")
    def _compute_counts(self):
        sheets = self._get_sheets()
        limit = sheets._get_row_limit()
        for wizard in self:
            period = wizard._get_period()
            rows, missing = (
                sheets._count_rows(wizard.key, period, wizard._get_residences())
                if period
                else (0, 0)
            )
            wizard.row_count, wizard.missing_count = rows, missing
            wizard.is_long = rows > limit
            wizard.is_ready = bool(period) and not wizard.is_long
            if not period:
                wizard.notice = self.env._("“From” must come before “To”.")
            elif wizard.is_long:
                wizard.notice = sheets._get_too_long(rows, limit)
            else:
                wizard.notice = False

    @api.model
    def default_get(self, fields_list):
        """Leave out of the remembered residences those that are the user's no more."""
        values = super().default_get(fields_list)
        commands = values.get("residence_ids")
        if commands:
            remembered = self.new({"residence_ids": commands}).residence_ids.ids
            residences = self.env["residence.residence"].with_context(active_test=False)
            known = residences.search([("id", "in", remembered)])
            values["residence_ids"] = [fields.Command.set(known.ids)]
        return values

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Offer the workbooks that the user may download, and no other."""
        result = super().fields_get(allfields, attributes)
        if "selection" in result.get("key", {}):
            sheets = self.env["residence.sheets"]
            result["key"]["selection"] = [
                choice
                for choice in result["key"]["selection"]
                if sheets._is_available(choice[0])
            ]
        return result

    def action_download(self):
        """Remember the choices and send the browser to the workbook.

        :raise UserError: where the dates are wrong or the workbook too long.
        """
        self.ensure_one()
        if not self.is_ready:
            raise UserError(self.notice)
        self._remember()
        parameters = {"date_from": self.date_from, "date_to": self.date_to}
        if residences := self._get_residences():
            parameters["residence_ids"] = ",".join(map(str, residences.ids))
        if self.is_external:
            parameters["external"] = "1"
        return {
            "type": "ir.actions.act_url",
            "url": f"/residence_community/export/{self.key}?"
            + urlencode(parameters, safe=","),
            "target": "download",
        }

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

    def _get_residences(self):
        """Return the residences asked for: sessions between peers have none."""
        is_of_peers = self.key == "peer_sessions"
        return (
            self.residence_ids._origin.browse()
            if is_of_peers
            else self.residence_ids._origin
        )

    def _prepare_export(self):
        return {
            "key": self.key,
            "date_from": self.date_from,
            "date_to": self.date_to,
            "residence_ids": self._get_residences(),
            "rows_total": self.row_count,
            "is_external": self.is_external,
        }
