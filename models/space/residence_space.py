from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import formatLang

from ...tools import local_time

READERS = ",".join(
    f"residence_community.group_{role}" for role in ("animator", "administrator")
)


class ResidenceSpace(models.Model):
    """How much a space is used: hours booked, over the hours when it is open.

    Setup and clean-up are part of what is booked. Without opening hours there is no
    percentage, only hours: a day is not 24 hours of a common room. Over 100 %, the
    space is used beyond its hours.
    """

    _inherit = "residence.space"

    booking_ids = fields.One2many("residence.booking", "space_id")
    # bookings are not the direction's: neither is what is computed of them
    month_hours = fields.Float(
        string="Hours Booked (30 days)", compute="_compute_occupancy", groups=READERS
    )
    year_hours = fields.Float(
        string="Hours Booked (12 months)", compute="_compute_occupancy", groups=READERS
    )
    month_occupancy = fields.Float(
        string="Occupancy (30 days)", compute="_compute_occupancy", groups=READERS
    )
    year_occupancy = fields.Float(
        string="Occupancy (12 months)", compute="_compute_occupancy", groups=READERS
    )
    occupancy_label = fields.Char(
        string="Occupancy over 12 Months", compute="_compute_occupancy", groups=READERS
    )

    @api.depends("resource_calendar_id")
    def _compute_occupancy(self):
        """Look back from now: what is still to come is not used yet."""
        now = fields.Datetime.now()
        for name, since in (
            ("month", now - timedelta(days=30)),
            ("year", now - relativedelta(years=1)),
        ):
            booked = self._get_booked_hours(since, now)
            opened = self._get_opening_hours(since, now)
            for space in self:
                hours = booked.get(space._origin, 0.0)
                space[f"{name}_hours"] = hours
                base = opened.get(space)
                space[f"{name}_occupancy"] = hours / base if base else False
        for space in self:
            space.occupancy_label = space._describe_occupancy()

    def _describe_occupancy(self):
        """Return the share of the opening hours, the hours where there are none."""
        hours = formatLang(self.env, self.year_hours, digits=0)
        if not self.resource_calendar_id:
            return self.env._("%s h", hours)
        return self.env._(
            "%(share)s %% (%(hours)s h)",
            share=formatLang(self.env, 100 * self.year_occupancy, digits=0),
            hours=hours,
        )

    def _get_booked_hours(self, since, until):
        """Return {space: hours} of what was booked to start within a period."""
        Booking = self.env["residence.booking"]
        if not Booking.has_access("read"):
            return {}
        domain = (
            Domain("space_id", "in", self._origin.ids)
            & Domain("state", "=", "confirmed")
            & Domain("start", ">=", since)
            & Domain("start", "<", until)
        )
        return dict(Booking._read_group(domain, ["space_id"], ["hours:sum"]))

    def _get_opening_hours(self, since, until):
        """Return {space: hours open within a period}, where opening hours are set."""
        opened = {}
        hours = {}
        for space in self.filtered("resource_calendar_id"):
            tz, calendar = space.residence_id.tz, space.resource_calendar_id
            if (calendar, tz) not in opened:
                opened[calendar, tz] = calendar.get_work_hours_count(
                    local_time.to_local(since, tz), local_time.to_local(until, tz)
                )
            hours[space] = opened[calendar, tz]
        return hours

    @api.readonly
    def action_open_occupancy(self):
        """Open the bookings of the space, month by month."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_booking_action_occupancy"
        )
        action["domain"] = list(
            Domain("space_id", "=", self.id) & Domain("state", "=", "confirmed")
        )
        action["context"] = {
            "search_default_past_year": 1,
            "pivot_row_groupby": ["start:month"],
        }
        return action
