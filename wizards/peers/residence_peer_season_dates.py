from datetime import timedelta

from odoo import models

from ...tools import french_days, local_time
from ...tools.recurrence import Clock, Rule, RuleError, add_years, plan

MAX_YEARS = 2
LAST_WEEK = 4  # the fifth Tuesday of a month is its last one
LENGTHS = (0.25, 12)  # hours, as a session has


class ResidencePeerSeason(models.TransientModel):
    """Which dates the rhythm gives, and what is known of each, before anything is made.

    A day off is shown and left out, as the reader may think otherwise.
    """

    _inherit = "residence.peer.season"

    def _get_dates(self):
        """Return the values of the season's lines, in order; none without a rhythm."""
        if not self.start:
            return []
        first, rule = self._get_rule()
        last = add_years(first, MAX_YEARS)
        days_off = self._get_days_off(first, last)
        school = self._get_school_days(first, last)
        reasons = {**school, **days_off} if self.skip_school_holidays else days_off
        try:
            rule.check(first)
            made = plan(rule, first, last, reasons=reasons)
        except RuleError:
            return []
        clock = self._get_clock()
        named = {**school, **days_off}
        dates = [
            {
                "start": clock.on(day)[0],
                "stop": clock.on(day)[1],
                "is_kept": is_kept,
                "remark": named.get(day, ""),
            }
            for days, is_kept in (
                (made.days, True),
                ([day for day, _reason in made.skipped], False),
            )
            for day in days
        ]
        self._add_remarks(dates)
        return sorted(dates, key=lambda date: date["start"])

    def _get_rule(self):
        """Return the first day, and the rule that goes on from it."""
        first = local_time.to_local(self.start, self._get_tz()).date()
        week = (first.day - 1) // 7 + 1
        position = week if week <= LAST_WEEK else -1
        return first, Rule(
            self.frequency,
            interval=self.interval,
            weekdays=(first.weekday(),),
            position=position if self.frequency == "monthly" else 0,
            count=self.count,
        )

    def _get_clock(self):
        shortest, longest = LENGTHS
        length = timedelta(hours=min(max(self.hours, shortest), longest))
        return Clock.of(self.start, self.start + length, self._get_tz())[0]

    def _get_days_off(self, first, last):
        """Return {day: name} of the public holidays, and of the house's closing."""
        house = self.space_id.residence_id if self.mode == "on_site" else None
        postcode = self.group_id.company_id.zip or ""
        names = self.env["residence.residence"]._get_public_holiday_names()
        days = french_days.holidays_between(
            first, last, french_days.territory_of(postcode)
        )
        closed = house._get_closed_days(first, last) if house else {}
        return {
            **{day: self.env._("House closed: %s", closed[day]) for day in closed},
            **{day: names[key] for day, key in days.items()},
        }

    def _get_school_days(self, first, last):
        """Return {day: name} of the school holidays of the zone, both ends included."""
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
            day: self.env._("School holidays: %s", holiday.name)
            for holiday in holidays
            for day in holiday._get_days(first, last)
        }

    def _add_remarks(self, dates):
        """Say of each date who is busy, and whether the space is taken."""
        slots = [(date["start"], date["stop"]) for date in dates]
        busy = self.group_id._origin._get_busy(slots)
        bookings = self.env["residence.booking"]
        taken = bookings
        if self.mode == "on_site" and self.space_id:
            space = self.space_id._origin.id
            taken = bookings._get_blocking([(space, *slot) for slot in slots])
        for date, names in zip(dates, busy, strict=True):
            blocks = taken.filtered(
                lambda booking, date=date: (
                    booking.start < date["stop"] and booking.stop > date["start"]
                )
            )
            parts = [date["remark"], *blocks._describe_blocks()]
            if names:
                parts.append(self.env._("Busy: %s", ", ".join(names)))
            date["remark"] = " · ".join(filter(None, parts))
