from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import local_time

NEXT_DAYS = 7


class ResidenceToday(models.AbstractModel):
    """What waits for a wrap-up, what is on, what comes."""

    _inherit = "residence.today"

    @api.model
    def _get_cards(self):
        """Add the events of the user's residences: ``to_complete`` (oldest first),
        ``today``, ``next`` (seven days), and ``open_door``, one per residence."""
        events = self.env["residence.event"]
        residences = self.env["residence.residence"]._get_mine()
        now = fields.Datetime.now()
        mine = Domain("residence_id", "in", residences.ids)
        open_states = Domain("state", "in", ("draft", "planned"))
        due = events.search(mine & Domain("is_report_due", "=", True), order="start")
        horizon = now + timedelta(days=NEXT_DAYS + 1)
        coming = events.search(
            mine
            & Domain("stop", ">=", now - timedelta(days=1))
            & Domain("start", "<", horizon)
            & (open_states | Domain("state", "=", "done"))
            & Domain("counting_mode", "!=", "passages"),
            order="start",
        )
        days = {
            residence: local_time.to_local(now, residence.tz).date()
            for residence in residences
        }
        asked = due.filtered_domain(events._domain_asked(days))
        today = coming.filtered(
            lambda event: event.date == days[event.residence_id] and event not in due
        )
        upcoming = coming.filtered(
            lambda event: (
                days[event.residence_id]
                < event.date
                <= days[event.residence_id] + timedelta(days=NEXT_DAYS)
            )
        )
        several = len(residences) > 1
        # types and spaces of all cards read at once, whatever falls into which list
        shown = (asked | today | upcoming).ids

        def get_cards(found):
            return [event._get_card(several) for event in found.with_prefetch(shown)]

        return {
            **super()._get_cards(),
            "to_complete": get_cards(asked),
            "today": get_cards(today),
            "next": get_cards(upcoming),
            "open_door": residences._get_open_doors(days),
        }
