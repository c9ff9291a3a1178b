from datetime import timedelta

from odoo import models
from odoo.tools import format_date, format_datetime

from ...tools import local_time

SIGN_IN_LINES = 18  # on a page
MAX_SHEETS = 5


class ResidenceEvent(models.Model):
    """What the papers of one event print. No resident's name, no note, on any."""

    _inherit = "residence.event"

    def _in_paper_lang(self):
        self.check_access("read")
        return self.with_context(lang=self.residence_id._get_paper_lang())

    def _get_paper(self, grey=False):
        """Return what every paper of the event shows: words, and no record."""
        self.ensure_one()
        (item,) = self._get_programme_items()
        residence = self.residence_id
        return {
            **residence._get_paper_brand(grey),
            **self._get_item_words(item),
            "qr": residence._get_paper_qr(),
            "printed_on": residence._get_printed_on(),
            "revised": residence._get_revised_text([item] if item.is_moved else []),
        }

    def _get_action_sheet(self):
        """Return what the action sheet adds: for the team and the funder."""
        return {
            "type": self.event_type_id.name,
            "spaces": ", ".join((self.space_id | self.extra_space_ids).mapped("name")),
            "partners": ", ".join(self.partner_ids.mapped("name")),
            "capacity": self.space_id.capacity,
            "from_to": self._get_from_to(),
        }

    def _get_from_to(self):
        """Return « 10h00 – 14h45 »: when the space is taken, setup included."""
        tz = self._get_tz()
        pattern = self.env._("HH:mm")
        slots = self._get_slots() or [(None, self.start, self.stop)]
        start, stop = slots[0][1:]
        return " – ".join(
            format_datetime(self.env, moment, tz, pattern) for moment in (start, stop)
        )

    def _get_countdown(self):
        """Return the steps of the plan: (days before, the day, what is to be done)."""
        from_to = self._get_from_to()
        steps = [
            (
                -28,
                self.env._("Choose the idea with residents, the date and who leads it"),
            ),
            (
                -28,
                self.env._("Book the space; write to the partners; check the budget"),
            ),
            (-21, self.env._("Open the sign-ups; ask residents who can give a hand")),
            (
                -14,
                self.env._(
                    "Hang the poster; put it on the programme; print the flyers"
                ),
            ),
            (-7, self.env._("Print the sign-in sheet and the consents")),
            (
                -7,
                self.env._(
                    "Confirm with the partners; list the shopping and the material"
                ),
            ),
            (-2, self.env._("Remind people by WhatsApp or SMS; do the shopping")),
            (
                0,
                self.env._("Space taken from %s, setup and clean-up included", from_to),
            ),
            (
                0,
                self.env._(
                    "Sign-in sheet at the door; ask before any photo; count people"
                ),
            ),
            (
                1,
                self.env._(
                    "Fill in the wrap-up; return the keys; thank those who helped"
                ),
            ),
            (
                7,
                self.env._(
                    "Tell residents in the hall what came of it; note new ideas"
                ),
            ),
        ]
        day = local_time.to_local(self.start, self._get_tz()).date()
        return [
            {
                "offset": self.env._("D%s", f"{days:+d}".replace("-", "−"))
                if days
                else self.env._("D-day"),
                "day": format_date(
                    self.env, day + timedelta(days=days), date_format="EEE d MMM"
                ),
                "what": what,
            }
            for days, what in steps
        ]

    def _get_sign_in(self):
        """Return how many lines and sheets, who reads them and for how long."""
        sheets = -(-max(self.expected_count, 1) // SIGN_IN_LINES)
        return {
            "sheets": range(min(sheets, MAX_SHEETS)),
            "lines": range(SIGN_IN_LINES),
            # sudo: a number of months, printed for all
            "months": self.company_id.sudo().residence_retention_months,
        }

    def _get_wrap_up(self):
        """Return the wrap-up in words; blanks to be filled in until it is saved."""
        is_done = self.state == "done"
        labels = dict(self._fields["led_by"]._description_selection(self.env))
        lines = {line.age_bracket_id: line.quantity for line in self.attendance_ids}
        brackets = self.env["residence.age.bracket"].search([("parent_id", "=", False)])
        by_generation = self.counting_mode == "generations"
        is_counted = is_done and self.is_counted
        return {
            "is_done": is_done,
            "is_counted": is_counted,
            "brackets": [
                (bracket.name, self._get_bracket_total(bracket, lines))
                for bracket in brackets
                if by_generation
            ],
            "led_by": labels[self.led_by],
            "partners": ", ".join(self.partner_ids.mapped("name")),
        }

    def _get_bracket_total(self, bracket, lines):
        """Return how many of a generation, its detailed brackets included."""
        return sum(
            quantity
            for line, quantity in lines.items()
            if bracket in (line, line.parent_id)
        )
