from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_datetime

from ...tools import local_time

NEXT_DAYS = 7
TAP_DAYS = 7  # how long a phone may keep a tap: later, nobody knows whether it counts


class ResidenceEvent(models.Model):
    """« Aujourd'hui », the animator's home, and the taps made on it.

    Every tap carries a random token made by the screen: sent twice, it counts once.
    """

    _inherit = "residence.event"

    # open door: one record a day and place, even when two people tap at once
    _one_open_door = models.UniqueIndex(
        "(residence_id, date, COALESCE(space_id, 0)) "
        "WHERE counting_mode = 'passages' AND state = 'done'",
        "The open door of that day and place is noted already.",
    )

    @api.model
    @api.readonly
    def get_today(self):
        """Return what « Aujourd'hui » shows to the user, in their language.

        :return: dict of lists of cards: ``to_complete`` (oldest first), ``today``,
            ``next`` (seven days), and ``open_door``, one per residence of theirs.
        """
        residences = self.env["residence.residence"]._get_mine()
        now = fields.Datetime.now()
        mine = Domain("residence_id", "in", residences.ids)
        open_states = Domain("state", "in", ("draft", "planned"))
        due = self.search(mine & Domain("is_report_due", "=", True), order="start")
        horizon = now + timedelta(days=NEXT_DAYS + 1)
        coming = self.search(
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
        asked = due.filtered_domain(self._get_asked_domain(days))
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

        def get_cards(events):
            return [event._get_card(several) for event in events.with_prefetch(shown)]

        return {
            "to_complete": get_cards(asked),
            "today": get_cards(today),
            "next": get_cards(upcoming),
            "open_door": residences._get_open_doors(days),
        }

    @api.model
    def tap_open_door(self, residence_id, token, delta=1, seconds_ago=0):
        """Count one passage at the open door of a residence, or take it back.

        :param str token: random, made by the screen; the same one counts once.
        :param int delta: 1, or -1 to undo.
        :param int seconds_ago: how long the screen kept the tap; it counts for the day
            it was made, in the residence's time zone. No clock but ours is trusted.
        :return: the passages of today.
        """
        residence = self.env["residence.residence"].browse(residence_id)
        self.check_access("create")
        residence.check_access("read")
        if residence not in self.env["residence.residence"]._get_mine():
            raise AccessError(
                self.env._("Only the team of a residence counts its open door.")
            )
        if delta not in (1, -1):
            raise UserError(self.env._("Open door: one passage at a time."))
        now = fields.Datetime.now()
        moment = now - self._get_tap_age(seconds_ago)
        if self.env["residence.request"]._is_first(token):
            event = residence._get_open_door(moment)
            event = event or residence._create_open_door(moment)
            event._add("passage_count", delta)
        return residence._get_open_door(now).passage_count

    @api.model
    def _get_tap_age(self, seconds_ago):
        """Return how long ago a tap was made, never in the future.

        :raise UserError: where it is too old, or no number.
        """
        if type(seconds_ago) not in (int, float) or seconds_ago > TAP_DAYS * 86400:
            raise UserError(
                self.env._(
                    "Open door: a passage tapped more than %s days ago is not counted. "
                    "Correct the count of that day.",
                    TAP_DAYS,
                )
            )
        return timedelta(seconds=max(0, seconds_ago))

    def tap_expected(self, token, delta=1):
        """Sign one person up, or take one off.

        :param str token: random, made by the screen; the same one counts once.
        :return: the number signed up.
        """
        self.ensure_one()
        if delta not in (1, -1):
            raise UserError(self.env._("Signed up: one person at a time."))
        if self.env["residence.request"]._is_first(token):
            self._add("expected_count", delta)
        return self.expected_count

    def action_expect_one(self):
        """Sign one person up from a card."""
        for event in self:
            event._add("expected_count", 1)

    def _add(self, name, delta):
        """Add to a counter that several people may tap at once, never below 0.

        Two transactions on one row: PostgreSQL refuses the second, Odoo runs it again.
        """
        self.ensure_one()
        self[name] = max(0, self[name] + delta)

    def _get_card(self, with_residence):
        """Return what a card of « Aujourd'hui » shows, formatted for the user."""
        self.ensure_one()
        tz = self._get_tz()
        kind = self.event_type_id
        return {
            "id": self.id,
            "name": self.name,
            "type": kind.name,
            "icon": kind.icon,
            "color": kind.color,
            "day": format_datetime(self.env, self.start, tz, "EEE d MMM"),
            "hour": format_datetime(self.env, self.start, tz, "HH:mm"),
            "place": self.place_name or "",
            "residence": self.residence_id.name if with_residence else "",
            "state": self.state,
            "has_started": self.start <= fields.Datetime.now(),
            "expected": self.expected_count,
            "capacity": self.space_id.capacity,
            "attendance": self.attendance_count if self.is_counted else None,
        }
