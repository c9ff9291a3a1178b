from odoo import api, fields, models

from ...tools import local_time
from ...tools import period as periods


class ResidencePrintWizard(models.TransientModel):
    """The programme of any week or month: for the hall, or to paste in a message."""

    _name = "residence.print.wizard"
    _description = "Print or Copy the Programme"

    residence_id = fields.Many2one(
        "residence.residence",
        required=True,
        default=lambda self: self._default_residence_id(),
    )
    kind = fields.Selection(
        [("month", "The month"), ("week", "The week")], required=True, default="month"
    )
    day = fields.Date(
        string="One of its Days",
        compute="_compute_day",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        help="Any day of that week or month.",
    )
    orientation = fields.Selection(
        [("portrait", "Upright"), ("landscape", "On its side")],
        string="A4 Page",
        required=True,
        default="portrait",
    )
    label = fields.Char(compute="_compute_preview", string="Programme")
    text = fields.Text(compute="_compute_preview", string="As a Message")

    def _default_residence_id(self):
        if self.env.context.get("active_model") == "residence.residence":
            return self.env.context.get("active_id")
        return self.env["residence.residence"]._get_default()

    @api.depends("kind", "residence_id")
    def _compute_day(self):
        """Propose the next one: from Thursday the next week, late the next month."""
        for wizard in self:
            tz = wizard.residence_id.tz or "Europe/Paris"
            today = local_time.to_local(fields.Datetime.now(), tz).date()
            is_week = wizard.kind == "week"
            choose = periods.week_to_print if is_week else periods.month_to_print
            wizard.day = choose(today).first

    @api.depends("kind", "day", "residence_id")
    def _compute_preview(self):
        for wizard in self:
            residence, day = wizard.residence_id._origin, wizard.day
            wizard.label = wizard.text = False
            if residence and day and wizard.kind:
                period = residence._get_period(wizard.kind, day)
                wizard.label = residence._format_period(wizard.kind, period)
                wizard.text = residence.get_programme_text(wizard.kind, day)

    def action_print(self):
        """Print the programme."""
        self.ensure_one()
        is_landscape = self.orientation == "landscape"
        return self.residence_id.action_print_programme(
            self.kind, self.day, is_landscape
        )

    def action_copy(self):
        """Copy the programme as text, by the browser."""
        self.ensure_one()
        return self.residence_id.action_copy_programme(self.kind, self.day)
