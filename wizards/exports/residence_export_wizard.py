from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.exceptions import UserError


class ResidenceExportWizard(models.TransientModel):
    """What to download, said before it: how many rows, what is missing."""

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
            wizard.is_ready = bool(period) and rows <= limit
            if not period:
                wizard.notice = self.env._("“From” must come before “To”.")
            elif rows > limit:
                wizard.notice = sheets._get_too_long(rows, limit)
            else:
                wizard.notice = False

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

    def _get_residences(self):
        """Return the residences asked for: sessions between peers have none."""
        is_of_peers = self.key == "peer_sessions"
        return (
            self.residence_ids._origin.browse()
            if is_of_peers
            else self.residence_ids._origin
        )
