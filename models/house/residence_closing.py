from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.french_days import yearly_contains


class ResidenceClosing(models.Model):
    """Days when a house is closed: of one residence, or of all of a landlord's.

    Series skip them; nothing reminds anybody of anything then.
    """

    _name = "residence.closing"
    _description = "Closing Days"
    _order = "is_yearly desc, date_from, id"
    _check_company_auto = True

    name = fields.Char(required=True, help="Said where a date is skipped.")
    active = fields.Boolean(default=True)
    residence_id = fields.Many2one(
        "residence.residence",
        check_company=True,
        index="btree_not_null",
        ondelete="cascade",
        help="Left empty: all residences of the landlord.",
    )
    company_id = fields.Many2one(
        "res.company",
        string="Landlord",
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
    )
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True, help="Included.")
    is_yearly = fields.Boolean(
        "Every Year", help="The same days each year, whatever the year of the dates."
    )

    @api.depends("residence_id")
    def _compute_company_id(self):
        for closing in self:
            closing.company_id = (
                closing.residence_id.company_id
                or closing.company_id
                or self.env.company
            )

    @api.constrains("date_from", "date_to", "is_yearly")
    def _check_dates(self):
        for closing in self:
            if closing.date_to < closing.date_from:
                raise ValidationError(self.env._("“To” must not come before “From”."))
            if closing.date_to - closing.date_from >= timedelta(days=365):
                raise ValidationError(
                    self.env._("“To”: a closing lasts less than a year.")
                )

    @api.model
    def _get_closed_days(self, residences, first, last):
        """Return the days when houses are closed, from ``first`` to ``last`` included.

        :return: {residence: {day: name}}, with each of ``residences``; in one query.
        """
        closings = self.search(
            Domain("residence_id", "in", [False, *residences._origin.ids])
            & Domain("company_id", "in", residences.company_id._origin.ids)
            & (
                Domain("is_yearly", "=", True)
                | (Domain("date_from", "<=", last) & Domain("date_to", ">=", first))
            )
        )
        days = {closing: closing._get_days(first, last) for closing in closings}
        return {
            residence: {
                day: closing.name
                for closing in closings
                if closing.company_id == residence.company_id._origin
                and (closing.residence_id or residence._origin) == residence._origin
                for day in days[closing]
            }
            for residence in residences
        }

    def _get_days(self, first, last):
        """Return the closed days from ``first`` to ``last``, both included."""
        self.ensure_one()
        if not self.is_yearly:
            first, last = max(first, self.date_from), min(last, self.date_to)
        days = each_day(first, last)
        if not self.is_yearly:
            return list(days)
        return [
            day for day in days if yearly_contains(self.date_from, self.date_to, day)
        ]


def each_day(first, last):
    """Yield the days from ``first`` to ``last``, both included."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)
