from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date, format_datetime

from ...tools import local_time

# On the programme: its space is booked, its hours are in the calendar.
HELD_STATES = ("planned", "done")
MAX_HOURS = 12

# What those who were invited must hear about, beside a cancellation.
ANNOUNCED_FIELDS = {"start", "stop", "mode", "space_id", "place", "video_url"}
JOIN_BEFORE = timedelta(minutes=15)
# Nothing of what surrounds a calendar event: no mail, no follower, no contact details.
QUIET = {
    "no_mail_to_attendees": True,
    "skip_contact_description": True,
    "skip_attendee_notification": True,
    "dont_notify": True,
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "mail_create_nolog": True,
}
# What a relay member notes; all else of a session is the coordinator's.
ENTRY_FIELDS = {
    "presence_grid",
    "mood_grid",
    "attendance_ids",
    "situation_count",
    "theme_ids",
    "shared_theme_ids",
    "state",
}
# Where the coordinator may lead a session; a relay member only notes it, or corrects.
NEXT_STATES = {
    "draft": {"planned", "cancelled"},
    "planned": {"done", "cancelled"},
    "done": {"planned"},
    "cancelled": {"planned"},
}


class ResidencePeerSession(models.Model):
    """One meeting of a peer group: when, where, who was expected. Never what was said.

    What is said has models of its own, which this one does not point to. A session is
    cancelled, never deleted: a deletion that failed would tell that notes hang on it.

    Here: who may change what, and what a change takes along: the list of who is
    expected, the space's booking, the calendar's event. What is noted of a session
    stands in residence_peer_session_entry.py, its mails in the file beside it.

    Others see that somebody is busy and a space is taken: « Réunion ». The calendar's
    event follows the session and never the other way round: moved or deleted in the
    calendar, it changes nothing here. Every colleague may read a private event's row,
    its attendees and their addresses: it has none, no link, no description, no alarm,
    and a name that says nothing.
    """

    _name = "residence.peer.session"
    _description = "Peer Session"
    _rec_names_search = ["group_id"]
    _inherit = ["residence.peer.named"]
    _order = "start desc, id desc"
    _check_company_auto = True

    group_id = fields.Many2one(
        "residence.peer.group",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        default=lambda self: self._default_group_id(),
    )
    company_id = fields.Many2one(
        related="group_id.company_id", store=True, index=True, precompute=True
    )
    tz = fields.Selection(related="group_id.tz")
    start = fields.Datetime(required=True, index=True)
    stop = fields.Datetime(string="End", required=True)
    date = fields.Date(
        compute="_compute_date",
        store=True,
        precompute=True,
        help="The day it starts, in the group's time zone.",
    )
    hours = fields.Float(compute="_compute_hours", store=True, precompute=True)
    state = fields.Selection(
        [
            ("draft", "To prepare"),
            ("planned", "Planned"),
            ("done", "Took place"),
            ("cancelled", "Cancelled"),
        ],
        string="Status",
        required=True,
        default="draft",
        index=True,
        copy=False,
    )
    mode = fields.Selection(
        [("video", "Video"), ("on_site", "On site")], required=True, default="video"
    )
    video_url = fields.Char(
        string="Video Link",
        help="Sent in the invitations, and shown here to the group. Nowhere else.",
    )
    space_id = fields.Many2one(
        "residence.space",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="Booked for the time of the session, under the name “Meeting”.",
    )
    place = fields.Char(help="Outside the shared spaces: a town hall, an office.")
    where = fields.Char(compute="_compute_where")
    clock = fields.Char(string="Hours of the Day", compute="_compute_clock")
    attendance_ids = fields.One2many("residence.peer.attendance", "session_id")
    situation_count = fields.Integer(
        "Situations", help="How many situations the group worked on.", copy=False
    )
    theme_ids = fields.Many2many(
        "residence.peer.theme",
        "residence_peer_session_theme_rel",
        string="Themes",
        copy=False,
    )
    shared_theme_ids = fields.Many2many(
        "residence.peer.theme",
        "residence_peer_session_shared_theme_rel",
        string="To Pass On",
        help="Themes that the group wants the direction to know of. They reach it once "
        "three sessions of the same year passed the same one on.",
        copy=False,
    )

    can_note = fields.Boolean(compute="_compute_mine")
    is_member = fields.Boolean(compute="_compute_mine")
    is_coordinator = fields.Boolean(compute="_compute_mine")
    has_started = fields.Boolean(compute="_compute_has_started")

    calendar_event_id = fields.Many2one(
        "calendar.event", ondelete="set null", copy=False, index="btree_not_null"
    )
    booking_id = fields.Many2one(
        "residence.booking", ondelete="set null", copy=False, index="btree_not_null"
    )
    has_lost_space = fields.Boolean(compute="_compute_has_lost_space")

    _stop_after_start = models.Constraint(
        "CHECK(stop > start)", "“End” must come after “Start”."
    )
    _situations_range = models.Constraint(
        "CHECK(situation_count BETWEEN 0 AND 99)", "“Situations”: from 0 to 99."
    )
    # the report's months
    _by_date = models.Index("(date, company_id)")

    def _default_group_id(self):
        groups = self.env["residence.peer.group"].search(
            [("coordinator_id", "=", self.env.uid)], limit=2
        )
        return groups if len(groups) == 1 else False

    @api.depends("start", "group_id.tz")
    def _compute_date(self):
        for session in self:
            session.date = (
                session.start
                and local_time.to_local(session.start, session._get_tz()).date()
            )

    @api.depends("start", "stop")
    def _compute_hours(self):
        for session in self:
            length = session.start and session.stop and session.stop - session.start
            session.hours = length.total_seconds() / 3600 if length else 0.0

    @api.depends("mode", "space_id", "place")
    def _compute_where(self):
        for session in self:
            if session.mode == "video":
                session.where = self.env._("By video")
            else:
                parts = [
                    session.space_id.name,
                    # sudo: the house of a space of the group's company, by its name
                    session.space_id.sudo().residence_id.name,
                    session.place,
                ]
                session.where = ", ".join(filter(None, parts))

    @api.depends("start", "stop", "group_id.tz")
    @api.depends_context("lang")
    def _compute_clock(self):
        """From when to when, on the group's clock: two people read the same hours."""
        for session in self:
            session.clock = " – ".join(
                format_datetime(self.env, moment, session._get_tz(), "HH:mm")
                for moment in (session.start, session.stop)
                if moment
            )

    @api.depends_context("uid")
    @api.depends("group_id", "state")
    def _compute_mine(self):
        user = self.env.user
        for session in self:
            group = session.group_id._origin
            session.is_member = user.partner_id in group.member_ids
            session.is_coordinator = group.coordinator_id == user
            session.can_note = user in (group.coordinator_id | group.relay_id)

    @api.depends("start")
    def _compute_has_started(self):
        now = fields.Datetime.now()
        for session in self:
            session.has_started = bool(session.start and session.start <= now)

    @api.depends("booking_id.state", "booking_id.start", "booking_id.stop", "state")
    def _compute_has_lost_space(self):
        for session in self:
            # sudo: a member need not work in the house where the group meets
            booking = session.sudo().booking_id
            session.has_lost_space = (
                session.state == "planned"
                and session.mode == "on_site"
                and bool(session.space_id)
                and (
                    booking.state != "confirmed"
                    or booking.start > session.start
                    or booking.stop < session.stop
                )
            )

    @api.constrains("start", "stop")
    def _check_hours(self):
        for session in self:
            if session.hours > MAX_HOURS:
                raise ValidationError(
                    self.env._("“End”: a session lasts at most %s hours.", MAX_HOURS)
                )

    @api.constrains("video_url")
    def _check_video_url(self):
        for session in self:
            url = session.video_url or "https://"
            if not url.startswith(("https://", "http://")) or " " in url.strip():
                raise ValidationError(
                    self.env._(
                        "“Video Link”: paste the whole address, which begins with "
                        "https://."
                    )
                )

    @api.constrains("theme_ids", "shared_theme_ids")
    def _check_shared_themes(self):
        for session in self:
            if session.shared_theme_ids - session.theme_ids:
                raise ValidationError(
                    self.env._("“To Pass On”: choose among the themes of the session.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        split = [self._take_grids(vals) for vals in vals_list]
        sessions = super().create([vals for vals, _grids in split])
        sessions._sync_attendances()
        sessions._sync_booking()
        sessions._sync_calendar()
        for session, (_vals, grids) in zip(sessions, split, strict=True):
            session._write_grids(grids)
        return sessions

    def write(self, vals):
        self._check_write(vals)
        self._check_state(vals.get("state"))
        vals, grids = self._take_grids(vals)
        result = super().write(vals) if vals else True
        for session in self:
            session._write_grids(grids)
        if ANNOUNCED_FIELDS & vals.keys():
            self._count_change()
        if (ANNOUNCED_FIELDS | {"state"}) & vals.keys():
            self._sync_attendances()
            self._sync_booking()
            self._sync_calendar()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "A session is cancelled, never deleted: use “Cancel the Session”."
            )
        )

    def _get_own_name(self):
        day = format_date(self.env, self.date, date_format="EEEE d MMMM y")
        return self.env._("Session of %s", day) if self.date else self.env._("Session")

    def _get_tz(self):
        """Return the name of the time zone that the session's clock shows."""
        # sudo: the name of a time zone, nothing else of the group
        return self.sudo().group_id.tz or "Europe/Paris"

    def _sync_attendances(self):
        """Expect the members of today at the sessions to come, and nobody else."""
        # sudo: who may change a group or plan a session moves its lists
        sessions = self.sudo().filtered(lambda session: session.state == "planned")
        values = []
        for session in sessions:
            members = session.group_id.member_ids
            rows = session.attendance_ids
            gone = rows.filtered(
                lambda row, members=members: (
                    not row.status and row.partner_id not in members
                )
            )
            missing = members - rows.partner_id
            gone.with_user(SUPERUSER_ID).unlink()  # "sudo" deletes for nobody else
            values += [
                {"session_id": session.id, "partner_id": partner.id}
                for partner in missing
            ]
        if values:
            self.env["residence.peer.attendance"].sudo().create(values)

    @api.model
    def _get_next_card(self, user=None):
        """Return the next session of a user, as a screen that others see may show it.

        :param user: one of its members; the current user where left out.
        :return: None, or {"id", "name" (« Réunion »), "day", "hour", "join_url"}: the
            link from 15 minutes before the start to the end, else False.
        """
        user = user or self.env.user
        now = fields.Datetime.now()
        session = self.with_user(user).search(
            Domain("group_id.member_ids", "in", user.partner_id.ids)
            & Domain("state", "=", "planned")
            & Domain("stop", ">", now),
            order="start, id",
            limit=1,
        )
        if not session:
            return None
        tz = session._get_tz()
        is_open = session.start - JOIN_BEFORE <= now
        return {
            "id": session.id,
            "name": self.env._("Meeting"),
            "day": format_datetime(self.env, session.start, tz, "EEE d MMM"),
            "hour": format_datetime(self.env, session.start, tz, "HH:mm"),
            "join_url": (is_open and session.video_url) or False,
        }

    def _sync_calendar(self):
        """Give each session on the programme its neutral event; take back others'."""
        # sudo: who may plan a session moves the one event that stands for it, which
        # belongs to the coordinator. Without the caller's context, whose defaults
        # would end up in the event.
        events = self.env(su=True, context=QUIET)["calendar.event"]
        for session in self.sudo():
            event = session.calendar_event_id.with_env(events.env)
            if session.state not in HELD_STATES:
                event.unlink()
                continue
            values = session._prepare_calendar_event()
            if event:
                changed = {
                    name: value
                    for name, value in values.items()
                    if event._fields[name].convert_to_write(event[name], event) != value
                }
                if changed:
                    event.write(changed)
            else:
                session.calendar_event_id = events.create(
                    {**values, "partner_ids": [], "attendee_ids": [], "alarm_ids": []}
                )

    def _prepare_calendar_event(self):
        """Return what the calendar may know: who organises is busy, and when."""
        coordinator = self.group_id.coordinator_id
        localised = self.with_context(lang=coordinator.lang or self.env.lang)
        return {
            "name": localised.env._("Meeting"),
            "start": self.start,
            "stop": self.stop,
            "allday": False,
            "privacy": "private",
            "show_as": "busy",
            "user_id": coordinator.id,
            "description": False,
            "location": False,
            "videocall_location": False,
        }

    def _sync_booking(self):
        """Book the space of sessions on the programme, as the user; free the others.

        :raise ValidationError: where something is in the way, named if the user may
            read it.
        """
        now = fields.Datetime.now()
        for session in self:
            if session.state in HELD_STATES and session.stop < now:
                continue  # who came is noted afterwards: the past is not booked again
            wants = (
                session.state in HELD_STATES
                and session.mode == "on_site"
                and session.space_id
            )
            # sudo to read what is booked already; written with the user's own rights
            booking = session.sudo().booking_id.sudo(self.env.su)
            values = {
                "space_id": session.space_id.id,
                "start": session.start,
                "stop": session.stop,
                "state": "confirmed",
            }
            if not wants:
                if booking and booking.sudo().state == "confirmed":
                    booking.action_cancel()
            elif not booking:
                values["purpose"] = self.env._("Meeting")
                booking = booking.create(values)
                # sudo: a relay member who notes who came books nothing, but may be
                # the one who finds the booking gone
                session.sudo().booking_id = booking
            elif session._is_booked_otherwise(booking.sudo(), values):
                booking.write(values)

    @staticmethod
    def _is_booked_otherwise(booking, values):
        current = {
            "space_id": booking.space_id.id,
            "start": booking.start,
            "stop": booking.stop,
            "state": booking.state,
        }
        return current != values

    def _check_write(self, vals):
        """Raise where a relay member changes more than what she notes."""
        if self.env.su:
            return
        if vals.keys() - ENTRY_FIELDS and any(
            session.group_id.coordinator_id != self.env.user for session in self
        ):
            self.check_access("write")
            raise AccessError(
                self.env._("Dates, place and link are for the group's coordinator.")
            )
        if "group_id" in vals:
            raise UserError(self.env._("A session stays in its group."))

    def _check_state(self, state):
        """Raise where a session does not go to ``state`` from where it is."""
        if not state:
            return
        for session in self:
            before = session.state
            if before == state:
                continue
            if state not in NEXT_STATES[before]:
                raise UserError(
                    self.env._(
                        "Once planned, a session is held or cancelled; held, it can "
                        "only be corrected."
                    )
                )
            is_noted = {before, state} <= set(HELD_STATES)
            is_hers = session.group_id.coordinator_id == self.env.user
            if not (is_noted or is_hers or self.env.su):
                raise AccessError(
                    self.env._("Only the group's coordinator plans or cancels.")
                )
