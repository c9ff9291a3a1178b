from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

YEARS_BACK = 10  # before the app, nobody counted
ORDERINGS = ("<", "<=", ">", ">=")
MONTHS = [
    ("01", "January"),
    ("02", "February"),
    ("03", "March"),
    ("04", "April"),
    ("05", "May"),
    ("06", "June"),
    ("07", "July"),
    ("08", "August"),
    ("09", "September"),
    ("10", "October"),
    ("11", "November"),
    ("12", "December"),
]


class ResidenceActivityReport(models.Model):
    """One year beside another: the same days of each, or the comparison is none."""

    _inherit = "residence.activity.report"

    month = fields.Selection(
        MONTHS, readonly=True, help="Of whatever year: to set years side by side."
    )
    date_year_after = fields.Date(
        "Date a year later",
        compute="_compute_date_year_after",
        search="_search_date_year_after",
        exportable=False,
        help="For the same period a year before, whatever the period is.",
    )
    is_to_date = fields.Boolean(
        "Up to today's date of its year",
        compute="_compute_is_to_date",
        search="_search_is_to_date",
        exportable=False,
    )

    @api.depends("date")
    def _compute_date_year_after(self):
        for row in self:
            row.date_year_after = row.date and row.date + relativedelta(years=1)

    def _search_date_year_after(self, operator, value):
        if operator in ("in", "not in"):
            value = [_year_before(day) for day in value]
        elif operator in ORDERINGS:
            value = _year_before(value)
        else:
            return NotImplemented
        return Domain("date", operator, value)

    @api.depends("date")
    @api.depends_context("tz")
    def _compute_is_to_date(self):
        today = fields.Date.context_today(self)
        for row in self:
            row.is_to_date = row.date and row.date <= today + relativedelta(
                year=row.date.year
            )

    def _search_is_to_date(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        today = fields.Date.context_today(self)
        return Domain.OR(
            Domain("date", ">=", last + relativedelta(month=1, day=1))
            & Domain("date", "<=", last)
            for last in (
                today - relativedelta(years=back) for back in range(YEARS_BACK + 1)
            )
        )


def _year_before(value):
    """Return the same day a year before; of the last of a month, the last."""
    day = fields.Date.to_date(value)
    if not day:
        return value
    is_last = (day + relativedelta(days=1)).day == 1
    return day - relativedelta(years=1) + relativedelta(day=31 if is_last else day.day)
