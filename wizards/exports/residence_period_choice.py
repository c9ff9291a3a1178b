from odoo import api, fields, models

from ...tools import period as periods

PERIODS = {
    "year": periods.civil_year,
    "last_year": periods.last_civil_year,
    "twelve_months": periods.last_twelve_months,
    "last_month": periods.last_month,
}


class ResidencePeriodChoice(models.AbstractModel):
    """Which days and which residences: what a wizard of figures asks for.

    The choices come back next time; a period as such, never its dates of that day.
    """

    _name = "residence.period.choice"
    _description = "Choice of a Period"

    # fields whose last value is proposed again
    _remembered = ("period",)

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

    @api.depends("period")
    def _compute_dates(self):
        today = fields.Date.context_today(self)
        for wizard in self:
            if wizard.period in PERIODS:
                period = PERIODS[wizard.period](today)
                wizard.date_from, wizard.date_to = period.first, period.last

    def _get_period(self):
        """Return the period, None while its dates make none."""
        first, last = self.date_from, self.date_to
        if not (first and last) or first > last or first.year < periods.FIRST_YEAR:
            return None
        return periods.Period(first, last)

    def _get_sheets(self):
        """Return the workbooks as the route sees them: of all the user's companies."""
        companies = self.env.user.company_ids.ids
        return self.env["residence.sheets"].with_context(allowed_company_ids=companies)

    def _remember(self):
        """Keep the choices as the user's own defaults."""
        defaults = self.env["ir.default"]
        for name in self._remembered:
            value = self[name]
            if self._fields[name].relational:
                value = value.ids
            if value != "custom":
                defaults.set(self._name, name, value, user_id=True)
