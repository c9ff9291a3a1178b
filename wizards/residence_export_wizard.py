from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import period as periods

PERIODS = {
    "year": periods.civil_year,
    "last_year": periods.last_civil_year,
    "twelve_months": periods.last_twelve_months,
    "last_month": periods.last_month,
}
REMEMBERED = ("key", "period", "residence_ids")


class ResidenceExportWizard(models.TransientModel):
    """What to download, said before the download: how many rows, what is missing.

    The choices come back next time; a period as such, never its dates of that day.
    """

    _name = "residence.export.wizard"
    _description = "Download a Workbook"

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
    period = fields.Selection(
        [
            ("year", "This civil year"),
            ("last_year", "Last civil year"),
            ("twelve_months", "Last twelve months"),
            ("last_month", "Last month"),
            ("custom", "Other dates"),
        ],
        required=True,
        default="year",
    )
    date_from = fields.Date(
        "From",
        compute="_compute_dates",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    date_to = fields.Date(
        "To",
        compute="_compute_dates",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    residence_ids = fields.Many2many(
        "residence.residence",
        string="Residences",
        context={"active_test": False},
        help="Left empty: all those that you may read.",
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

    @api.depends("period")
    def _compute_dates(self):
        today = fields.Date.context_today(self)
        for wizard in self:
            if wizard.period in PERIODS:
                period = PERIODS[wizard.period](today)
                wizard.date_from, wizard.date_to = period.first, period.last

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

    def _get_sheets(self):
        """Return the workbooks as the route sees them: of all the user's companies."""
        companies = self.env.user.company_ids.ids
        return self.env["residence.sheets"].with_context(allowed_company_ids=companies)

    def _get_period(self):
        """Return the period, None while its dates make none."""
        first, last = self.date_from, self.date_to
        if not (first and last) or first > last or first.year < periods.FIRST_YEAR:
            return None
        return periods.Period(first, last)

    def _remember(self):
        """Keep the choices as the user's own defaults."""
        defaults = self.env["ir.default"]
        for name in REMEMBERED:
            value = self[name]
            if name == "residence_ids":
                value = value.ids
            if value != "custom":
                defaults.set(self._name, name, value, user_id=True)
