from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .residence_closing import each_day
from .residence_residence import SCHOOL_ZONES


class ResidenceSchoolHoliday(models.Model):
    """School holidays of a zone, as published: data that administrators keep up.

    Shown where dates are chosen. The days are those without school, both included;
    the weekend before and the one after are part of them.
    """

    _name = "residence.school.holiday"
    _description = "School Holidays"
    _order = "date_from, zone, id"

    name = fields.Char(required=True)
    zone = fields.Selection(SCHOOL_ZONES, required=True)
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True, help="Included.")
    source = fields.Char(help="The text that fixes the dates.")

    # a zone's holidays of the months on a screen
    _by_zone = models.Index("(zone, date_from)")

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for holiday in self:
            if holiday.date_to < holiday.date_from:
                raise ValidationError(self.env._("“To” must not come before “From”."))

    @api.depends("name", "zone")
    def _compute_display_name(self):
        zones = dict(self._fields["zone"]._description_selection(self.env))
        for holiday in self:
            zone = zones.get(holiday.zone, "")
            holiday.display_name = f"{holiday.name} ({zone})"

    @api.model
    def _get_holidays(self, zone, first, last):
        """Return {day: name} of a zone's holidays from ``first`` to ``last`` included.

        Empty where there is no ``zone``.
        """
        if not zone:
            return {}
        holidays = self.search(
            [("zone", "=", zone), ("date_from", "<=", last), ("date_to", ">=", first)]
        )
        return {
            day: holiday.name
            for holiday in holidays
            for day in each_day(
                max(first, holiday.date_from), min(last, holiday.date_to)
            )
        }
