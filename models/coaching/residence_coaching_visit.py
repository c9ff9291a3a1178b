from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools import local_time

# What the animator writes on a meeting about her: the text that both see.
SHARED_FIELDS = {"body"}
# Whom a meeting is between never changes: the text would change readers.
PEOPLE_FIELDS = {"animator_id", "coordinator_id", "shared_with_id"}
LAST_DAY = timedelta(hours=23, minutes=59)
DAY_HOURS = 24


class ResidenceCoachingVisit(models.Model):
    """A meeting of an animator and her coordinator, and what both keep of it.

    Between the two of them: no chatter, no appraisal, no figure about a person. Its
    day passed, a meeting was held unless somebody cancelled it: nobody has to say so.
    Put on or off the programme, it answers the talks that were asked for, or no longer.
    Another coordination reads it where the animator alone decides so.
    """

    _name = "residence.coaching.visit"
    _description = "Support Meeting"
    _named_by = ("date", "kind")
    _inherit = "residence.confidential"
    _order = "date desc, hour desc, id desc"
    _rec_names_search = ["residence_id"]

    animator_id = fields.Many2one(
        "res.users",
        string="With",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('id', 'in', candidate_ids)]",
        help="Of the residence's team.",
    )
    candidate_ids = fields.Many2many("res.users", compute="_compute_candidate_ids")
    coordinator_id = fields.Many2one(
        "res.users",
        string="Coordination",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    residence_id = fields.Many2one(
        "residence.residence",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_residence_id(),
    )
    company_id = fields.Many2one(
        related="residence_id.company_id", store=True, precompute=True
    )
    kind = fields.Selection(
        [
            ("visit", "Visit"),
            ("video", "Video call"),
            ("phone", "Phone call"),
            ("monthly", "Monthly review"),
        ],
        string="How",
        required=True,
        default="visit",
    )
    date = fields.Date(
        string="Day", required=True, index=True, default=fields.Date.context_today
    )
    hour = fields.Float(help="On the residence's clock. 0:00: not agreed yet.")
    start = fields.Datetime(compute="_compute_start", store=True, precompute=True)
    video_url = fields.Char(string="Video Link")
    is_cancelled = fields.Boolean(readonly=True, copy=False)
    state = fields.Selection(
        [("planned", "Scheduled"), ("done", "Met"), ("cancelled", "Called off")],
        string="Status",
        compute="_compute_state",
        search="_search_state",
    )
    body = fields.Text(string="What Both of Us Keep", copy=False)
    action_ids = fields.One2many(
        "residence.coaching.action", "visit_id", string="Next Steps"
    )
    earlier_action_ids = fields.Many2many(
        "residence.coaching.action",
        compute="_compute_earlier_action_ids",
        string="Since Last Time",
    )
    is_mine_to_plan = fields.Boolean(compute="_compute_is_mine_to_plan")

    # set by the animator alone, when her coordination changed (action_share)
    shared_with_id = fields.Many2one(
        "res.users",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )
    can_share = fields.Boolean(compute="_compute_can_share")

    @api.model
    def _default_residence_id(self):
        """The one residence that the user coordinates, where there is one."""
        residences = self.env["residence.residence"].search(
            [("coordinator_id", "=", self.env.uid)], limit=2
        )
        return residences if len(residences) == 1 else residences.browse()

    @api.depends("residence_id")
    def _compute_candidate_ids(self):
        for visit in self:
            visit.candidate_ids = visit.residence_id.animator_ids - visit.coordinator_id

    @api.depends("date", "hour", "residence_id.tz")
    def _compute_start(self):
        """The moment from which it is on: its day's beginning where no hour is set."""
        for visit in self:
            visit.start = visit.date and local_time.at_hour(
                visit.date, visit.hour, visit._get_tz()
            )

    @api.depends("is_cancelled", "start", "hour")
    def _compute_state(self):
        now = fields.Datetime.now()
        for visit in self:
            if visit.is_cancelled:
                visit.state = "cancelled"
            else:
                is_past = visit.start and visit._get_end() <= now
                visit.state = "done" if is_past else "planned"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        is_held = Domain("hour", "!=", 0) & Domain("start", "<=", now) | Domain(
            "start", "<=", now - LAST_DAY
        )
        domains = {
            "cancelled": Domain("is_cancelled", "=", True),
            "done": Domain("is_cancelled", "=", False) & is_held,
            "planned": Domain("is_cancelled", "=", False) & ~is_held,
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.depends("animator_id", "coordinator_id", "start")
    def _compute_earlier_action_ids(self):
        """What the two had agreed: still open, or closed since their last meeting.

        As the user: steps of somebody else's meetings stay out.
        """
        actions = self.env["residence.coaching.action"]
        earlier = actions.search(
            Domain("animator_id", "in", self.animator_id.ids)
            & Domain("coordinator_id", "in", self.coordinator_id.ids)
        )
        for visit in self:
            theirs = earlier.filtered(
                lambda action, visit=visit: (
                    action.animator_id == visit.animator_id
                    and action.coordinator_id == visit.coordinator_id
                    and action.visit_id != visit._origin
                    and visit.date
                    and action.visit_id.date <= visit.date
                )
            )
            last = max(theirs.mapped("visit_id.date"), default=visit.date)
            visit.earlier_action_ids = theirs.filtered(
                lambda action, last=last: (
                    action.is_open or (action.done_date and action.done_date >= last)
                )
            )

    @api.depends("coordinator_id")
    @api.depends_context("uid")
    def _compute_is_mine_to_plan(self):
        for visit in self:
            visit.is_mine_to_plan = (
                not visit.id or visit.coordinator_id == self.env.user
            )

    @api.depends("animator_id", "coordinator_id", "residence_id", "shared_with_id")
    @api.depends_context("uid")
    def _compute_can_share(self):
        for visit in self:
            # sudo: who coordinates her residence now; she reads it on its form
            new = visit.sudo().residence_id.coordinator_id
            visit.can_share = (
                visit.animator_id == self.env.user
                and bool(new)
                and new not in (visit.coordinator_id, visit.shared_with_id)
            )

    @api.constrains("animator_id", "coordinator_id")
    def _check_people(self):
        if any(visit.animator_id == visit.coordinator_id for visit in self):
            raise ValidationError(
                self.env._("“With”: choose somebody else than the coordination.")
            )

    @api.constrains("hour", "video_url")
    def _check_values(self):
        for visit in self:
            if not 0 <= visit.hour < DAY_HOURS:
                raise ValidationError(
                    self.env._("“Hour”: between 0:00 and 23:59, 0:00 for none.")
                )
            url = visit.video_url or ""
            if url and not url.startswith(("https://", "http://")):
                raise ValidationError(
                    self.env._("“Video Link”: it begins with https://.")
                )

    @api.onchange("residence_id")
    def _onchange_residence_id(self):
        if self.animator_id not in self.candidate_ids:
            self.animator_id = (
                self.candidate_ids if len(self.candidate_ids) == 1 else False
            )

    @api.model_create_multi
    def create(self, vals_list):
        # before anything is inserted: PostgreSQL's refusals are logged with the text
        self.browse().check_access("create")
        if not self.env.su:
            for vals in vals_list:
                self._check_new(vals)
        visits = super().create(vals_list)
        visits._answer_talks()
        return visits

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            self._check_changes(vals)
        result = super().write(vals)
        if not self.env.su and "residence_id" in vals:
            self.check_access("write")  # as the row has become
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_if_empty(self):
        if any(visit.body or visit.action_ids for visit in self):
            raise UserError(
                self.env._(
                    "Something was kept of this meeting: it is cancelled, not "
                    "deleted, and both of you go on reading it."
                )
            )

    def action_cancel(self):
        """Take it off the programme; whoever had asked for it still asks."""
        self._check_planner()
        # sudo: only this, and of the user's own meeting, as checked above
        self.sudo().is_cancelled = True
        self._reopen_talks()

    def action_plan(self):
        """Put it on the programme again."""
        self._check_planner()
        # sudo: as for cancelling
        self.sudo().is_cancelled = False
        self._answer_talks()

    def action_share(self):
        """Let the residence's new coordinator read it: the animator's to decide."""
        for visit in self:
            visit.check_access("write")
            if not visit.can_share:
                raise visit._make_confidential_error()
            # sudo: the animator writes the text alone, and this, as checked above
            visit.sudo().shared_with_id = visit.sudo().residence_id.coordinator_id

    def action_unshare(self):
        """Take it back."""
        self.check_access("write")
        if any(visit.animator_id != self.env.user for visit in self):
            raise self._make_confidential_error()
        # sudo: as for sharing
        self.sudo().shared_with_id = False

    def _get_tz(self):
        return self.residence_id.tz or self.env.user.tz or "Europe/Paris"

    def _get_end(self):
        """Return from when on it was held: the hour that was agreed, or the evening."""
        return self.start if self.hour else self.start + LAST_DAY

    def _get_own_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        parts = [kinds.get(self.kind)]
        if self.date:
            parts.append(format_date(self.env, self.date))
        return ", ".join(filter(None, parts))

    @api.model
    def _check_new(self, vals):
        """Raise unless the user plans a meeting of hers with a team that is hers."""
        if vals.get("shared_with_id") or vals.get("is_cancelled"):
            raise self._make_confidential_error()
        if vals.get("coordinator_id", self.env.uid) != self.env.uid:
            raise self._make_confidential_error()
        residence = self.env["residence.residence"].browse(vals.get("residence_id"))
        residence = residence or self._default_residence_id()
        residence = residence.exists()._filtered_access("read")
        if not residence or residence.coordinator_id != self.env.user:
            raise AccessError(
                self.env._("“Residence”: choose one of those that you coordinate.")
            )
        if vals.get("animator_id") not in residence.animator_ids.ids:
            raise UserError(
                self.env._("“With”: choose somebody of the residence's team.")
            )

    def _check_changes(self, vals):
        """Raise where somebody changes what is not hers to change."""
        if PEOPLE_FIELDS & vals.keys() or "is_cancelled" in vals:
            raise UserError(
                self.env._(
                    "A meeting stays between the two people it was planned for: "
                    "cancel it and plan another one."
                )
            )
        theirs = self.filtered(lambda visit: visit.coordinator_id != self.env.user)
        if theirs and not vals.keys() <= SHARED_FIELDS:
            raise AccessError(
                self.env._(
                    "The coordination plans the meeting. “What Both of Us Keep” is for "
                    "both of you to write."
                )
            )

    def _check_planner(self):
        self.check_access("write")
        if any(visit.coordinator_id != self.env.user for visit in self):
            raise self._make_confidential_error()

    def _answer_talks(self):
        """A meeting answers the talk that was asked for."""
        # sudo: the coordinator reads who asked, and writes nothing there
        talks = self.env["residence.coaching.talk"].sudo()
        open_talks = talks.search(
            Domain("animator_id", "in", self.animator_id.ids)
            & Domain("visit_id", "=", False)
        )
        for visit in self.filtered(lambda visit: not visit.is_cancelled):
            open_talks.filtered(
                lambda talk, visit=visit: (
                    talk.animator_id == visit.animator_id
                    and talk.residence_id.coordinator_id == visit.coordinator_id
                )
            ).visit_id = visit

    def _reopen_talks(self):
        # sudo: as when it was answered
        talks = self.env["residence.coaching.talk"].sudo()
        for talk in talks.search([("visit_id", "in", self.ids)]):
            if talks.search_count(
                [
                    ("animator_id", "=", talk.animator_id.id),
                    ("residence_id", "=", talk.residence_id.id),
                    ("visit_id", "=", False),
                ]
            ):
                # as the superuser: the coordinator takes back nobody's wish
                talk.with_user(SUPERUSER_ID).unlink()  # she asked again meanwhile
            else:
                talk.visit_id = False
