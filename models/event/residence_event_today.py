from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_datetime

TAP_DAYS = 7  # how long a phone may keep a tap: later, nobody knows whether it counts


class ResidenceEvent(models.Model):
    """What is tapped on « Aujourd'hui », and the card that is tapped.

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
        if self.env["residence.request"]._claim_token(token):
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
        if self.env["residence.request"]._claim_token(token):
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
