from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools import french_days, local_time

SCHOOL_ZONES = [
    ("a", "Zone A"),
    ("b", "Zone B"),
    ("c", "Zone C"),
    ("corse", "Corsica"),
    ("guadeloupe", "Guadeloupe"),
    ("guyane", "French Guiana"),
    ("martinique", "Martinique"),
    ("mayotte", "Mayotte"),
    ("reunion", "Réunion"),
]
TERRITORIES = [
    ("mainland", "Mainland France and Corsica"),
    ("alsace_moselle", "Alsace and Moselle"),
    *SCHOOL_ZONES[4:],
]


class Residence(models.Model):
    """On which days nothing happens at a residence, or not the usual."""

    _inherit = "residence.residence"

    school_zone = fields.Selection(
        SCHOOL_ZONES,
        compute="_compute_from_postcode",
        store=True,
        readonly=False,
        precompute=True,
        help="Whose school holidays are shown where dates are chosen.",
    )
    holiday_territory = fields.Selection(
        TERRITORIES,
        string="Public Holidays",
        compute="_compute_from_postcode",
        store=True,
        readonly=False,
        precompute=True,
        help="Where the residence stands: Alsace and Moselle have two days more, "
        "each overseas department has one.",
    )

    @api.depends("partner_id.zip")
    def _compute_from_postcode(self):
        """Take zone and territory from the address, and keep what was chosen."""
        for residence in self:
            postcode = residence.partner_id.zip or ""
            if postcode:
                residence.school_zone = french_days.school_zone_of(postcode)
                residence.holiday_territory = french_days.territory_of(postcode)
            residence.school_zone = residence.school_zone or False
            residence.holiday_territory = residence.holiday_territory or "mainland"

    def _get_public_holidays(self, first, last):
        """Return {day: name} of the public holidays, both ends included."""
        self.ensure_one()
        names = self._get_public_holiday_names()
        days = french_days.holidays_between(
            first, last, self.holiday_territory or french_days.MAINLAND
        )
        return {day: names[key] for day, key in days.items()}

    def _get_closed_days(self, first, last):
        """Return {day: name} of the days when the house is closed, both included."""
        self.ensure_one()
        closings = self.env["residence.closing"].search(
            Domain("residence_id", "in", [False, self._origin.id])
            & Domain("company_id", "in", [False, self.company_id.id])
            & (
                Domain("is_yearly", "=", True)
                | (Domain("date_from", "<=", last) & Domain("date_to", ">=", first))
            )
        )
        return {
            day: closing.name
            for closing in closings
            for day in closing._get_days(first, last)
        }

    def _get_school_holidays(self, first, last):
        """Return {day: name} of the school holidays of its zone, both included."""
        self.ensure_one()
        if not self.school_zone:
            return {}
        holidays = self.env["residence.school.holiday"].search(
            [
                ("zone", "=", self.school_zone),
                ("date_from", "<=", last),
                ("date_to", ">=", first),
            ]
        )
        return {
            day: holiday.name
            for holiday in holidays
            for day in holiday._get_days(first, last)
        }

    def _get_day_of(self, moment):
        """Return the day that the residence's calendar shows at a moment, naive UTC."""
        self.ensure_one()
        return local_time.to_local(moment, self.tz).date()

    def _is_closed(self, day):
        """Return whether the house is closed on ``day``: no reminder, no alert then."""
        return bool(self._get_closed_days(day, day))

    def _filter_open(self, days):
        """Return the residences whose house is open on their day of ``days``."""
        closings = self.env["residence.closing"].search(
            Domain("residence_id", "in", [False, *self.ids])
            & Domain("company_id", "in", self.company_id.ids)
        )
        return self.filtered(
            lambda residence: (
                not any(
                    closing._get_days(days[residence], days[residence])
                    for closing in closings
                    if closing.company_id == residence.company_id
                    and closing.residence_id in (residence, self.browse())
                )
            )
        )

    def _describe_day(self, day):
        """Return what is special about a day, in a sentence; empty on usual days."""
        self.ensure_one()
        parts = [
            *self._get_public_holidays(day, day).values(),
            *(
                self.env._("House closed: %s", name)
                for name in self._get_closed_days(day, day).values()
            ),
            *(
                self.env._("School holidays: %s", name)
                for name in self._get_school_holidays(day, day).values()
            ),
        ]
        if not parts:
            return ""
        return self.env._(
            "%(day)s: %(what)s.",
            day=format_date(self.env, day, date_format="EEEE d MMMM"),
            what=" · ".join(parts),
        )

    @api.model
    def _get_public_holiday_names(self):
        return {
            "new_year": self.env._("New Year's Day"),
            "good_friday": self.env._("Good Friday"),
            "easter_monday": self.env._("Easter Monday"),
            "labour": self.env._("Labour Day"),
            "victory": self.env._("Victory Day 1945"),
            "ascension": self.env._("Ascension Day"),
            "whit_monday": self.env._("Whit Monday"),
            "national": self.env._("Bastille Day"),
            "assumption": self.env._("Assumption"),
            "all_saints": self.env._("All Saints' Day"),
            "armistice": self.env._("Armistice 1918"),
            "christmas": self.env._("Christmas"),
            "saint_stephen": self.env._("Saint Stephen's Day"),
            "abolition": self.env._("Abolition of Slavery"),
        }
