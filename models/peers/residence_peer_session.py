from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date, format_datetime

from ...tools import local_time

HELD_STATES = ("planned", "done")
MAX_HOURS = 12


# What those who were invited must hear about, beside a cancellation.
ANNOUNCED_FIELDS = {"start", "stop", "mode", "space_id", "place", "video_url"}


class ResidencePeerSession(models.Model):
    """One meeting of a peer group: when, where, who came. Never what was said.

    What is said has models of its own, which this one does not point to. A session is
    cancelled, never deleted: a deletion that failed would tell that notes hang on it.
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

    def _get_own_name(self):
        day = format_date(self.env, self.date, date_format="EEEE d MMMM y")
        return self.env._("Session of %s", day) if self.date else self.env._("Session")

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
