from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_datetime

from ...tools import local_time

TAP_DAYS = 7  # how long a phone may keep a tap: later, nobody knows whether it counts
REMIND_AFTER = 2  # days without a wrap-up
REMIND_WITHIN = 30  # days: what is older is nobody's reminder any more


class ResidenceEvent(models.Model):
    """An event on « Aujourd'hui »: its card, what is tapped there, what is asked later.

    Every tap carries a random token made by the screen: sent twice, it counts once.

    After an evening without the team, somebody says the morning after whether it was
    held: « S'est tenue », with a count or without; « N'a pas eu lieu »; « Je ne sais
    pas »: then nothing is written, neither held nor cancelled, for a guess is no
    figure. The wrap-up stays to be completed, « provisional » in the workbooks, and the
    question comes back later: the next day, then after twice as long each time.

    A wrap-up that waits for two days is called to mind, once, to one person alone: an
    activity of the animator of the event, which no one else can read, as it is attached
    to no document. Not while the house is closed. Done, cancelled or said not counted,
    it goes. It is never late: Odoo would show it in red.
    """

    _inherit = "residence.event"

    is_without_team = fields.Boolean(
        string="Without the Team",
        compute="_compute_is_without_team",
        store=True,
        readonly=False,
        precompute=True,
        help="Nobody of the team is there: the morning after, « Today » asks whether "
        "it was held.",
    )
    ask_again_on = fields.Date(
        copy=False,
        help="Nobody knew yet whether it was held: « Today » asks again that day.",
    )
    is_report_reminded = fields.Boolean(copy=False, groups=fields.NO_ACCESS)

    # open door: one record a day and place, even when two people tap at once
    _one_open_door = models.UniqueIndex(
        "(residence_id, date, COALESCE(space_id, 0)) "
        "WHERE counting_mode = 'passages' AND state = 'done'",
        "The open door of that day and place is noted already.",
    )

    @api.depends("animator_id", "led_by")
    def _compute_is_without_team(self):
        """Propose it where nobody of the team leads, and residents do."""
        for event in self:
            event.is_without_team = (
                event.led_by in ("shared", "residents") and not event.animator_id
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

    def action_ask_later(self):
        """Leave it open: asked again tomorrow, then twice as long after each time.

        :return: the day when it is asked again, for the first event.
        """
        now = fields.Datetime.now()
        for event in self:
            today = local_time.to_local(now, event._get_tz()).date()
            event.ask_again_on = today + max(timedelta(days=1), today - event.date)
        return fields.Date.to_string(self[:1].ask_again_on)

    @api.model
    def _cron_remind_reports(self):
        """Remind of wrap-ups, and take away what has no reason any more; every day."""
        now = fields.Datetime.now()
        self.env["mail.activity"]._refresh_report_reminders()
        waiting = self.search(
            [
                ("is_report_due", "=", True),
                ("is_report_reminded", "=", False),
                ("stop", "<", now - timedelta(days=REMIND_AFTER)),
                ("stop", ">=", now - timedelta(days=REMIND_WITHIN)),
            ]
        )
        days = {home: home._get_day_of(now) for home in waiting.residence_id}
        asked = waiting.filtered_domain(self._domain_asked(days))
        is_open = asked.residence_id._filter_open(days)
        reminded = asked.filtered(
            lambda event: event.residence_id in is_open and event._get_reminded_user()
        )
        for user, events in reminded.grouped(
            lambda event: event._get_reminded_user()
        ).items():
            # who has no role any more is not told about it either
            reminded -= events - events._filter_readable_by(user)
        reminded._create_reminders()
        reminded.is_report_reminded = True

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
            "to_settle": self.is_report_due and self.is_without_team,
        }

    @api.model
    def _domain_asked(self, days):
        """Return the domain of events that « Today » asks about.

        :param dict days: the local day of each residence.
        """
        return Domain("ask_again_on", "=", False) | Domain.OR(
            Domain("residence_id", "=", residence.id)
            & Domain("ask_again_on", "<=", day)
            for residence, day in days.items()
        )

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

    def _add(self, name, delta):
        """Add to a counter that several people may tap at once, never below 0.

        Two transactions on one row: PostgreSQL refuses the second, Odoo runs it again.
        """
        self.ensure_one()
        self[name] = max(0, self[name] + delta)

    def _get_reminded_user(self):
        """Return who is reminded: who led it, else the team if it is one person.

        Somebody who left the team is not, and no one else is in their place.
        """
        self.ensure_one()
        team = self.residence_id.animator_ids.filtered("active")
        alone = team if len(team) == 1 else team.browse()
        return self.animator_id & team if self.animator_id else alone

    def _create_reminders(self):
        """Make one activity per event, without a mail, in its reader's language."""
        todo = self.env.ref("mail.mail_activity_data_todo")
        values = []
        for event in self:
            user = event._get_reminded_user()
            speaking = event.with_context(lang=user.lang)
            when = format_datetime(
                speaking.env, event.start, event._get_tz(), "EEE d MMM HH:mm"
            )
            values.append(
                {
                    "activity_type_id": todo.id,
                    "summary": speaking.env._(
                        "Wrap-up to complete: %(event)s", event=event.name
                    ),
                    "note": Markup(
                        '<p>{} · <a href="/odoo/bilan/{}">{}</a></p>'
                    ).format(when, event.id, speaking.env._("Do the Wrap-up")),
                    "date_deadline": fields.Date.today(),
                    "user_id": user.id,
                    "residence_event_id": event.id,
                    "automated": True,
                }
            )
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            values
        )

    def _get_reminders(self):
        """Return the reminders of these events, whoever reads them."""
        # sudo: a colleague does the wrap-up, and the other one's reminder goes
        activities = self.env["mail.activity"].sudo()
        return activities.search([("residence_event_id", "in", self.ids)])
