from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...tools import local_time
from .residence_attendance import MAX_PEOPLE

MAX_DAYS = 7  # of one event

STATES = [
    ("draft", "To prepare"),
    ("planned", "Planned"),
    ("done", "Held"),
    ("cancelled", "Cancelled"),
]
# From each state, where an event may go.
MOVES = {
    "draft": {"planned", "done", "cancelled"},
    "planned": {"draft", "done", "cancelled"},
    "done": {"planned"},
    "cancelled": {"draft", "planned"},
}
LED_BY = [
    ("animator", "The team"),
    ("shared", "The team and residents"),
    ("residents", "Residents"),
]


class ResidenceEvent(models.Model):
    """One animation, on one day: a meal, a workshop, a basket delivery.

    Here are what it is, when, and its status (À préparer, Programmée, Réalisée,
    Annulée), each change of which is checked. Moments are in UTC, days and hours those
    of the residence's clocks. The rest of the model, in this folder: its counts and its
    wrap-up in ``residence_event_count.py``, its means in ``residence_event_means.py``,
    how a form is saved in ``residence_event_saving.py``, what « Aujourd'hui » shows and
    asks in ``residence_event_today.py``. The spaces it uses are booked for it
    (``models/space/residence_event.py``).
    """

    _name = "residence.event"
    _description = "Residence Event"
    _inherit = ["residence.scoped", "residence.thread", "mail.activity.mixin"]
    _order = "start desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Title",
        compute="_compute_from_type",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        help="Shown on the programme and in the workbooks. No one's name.",
    )
    residence_id = fields.Many2one(
        "residence.residence",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env["residence.residence"]._get_default(),
    )
    company_id = fields.Many2one(
        related="residence_id.company_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    tz = fields.Selection(related="residence_id.tz")
    event_type_id = fields.Many2one(
        "residence.event.type", string="Type", required=True, index=True
    )
    color = fields.Integer(related="event_type_id.color")
    icon = fields.Char(related="event_type_id.icon", string="Type Icon")
    counting_mode = fields.Selection(
        related="event_type_id.counting_mode",
        store=True,
        precompute=True,
        string="What is counted",
    )
    space_id = fields.Many2one(
        "residence.space",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('residence_id', '=', residence_id)]",
    )
    extra_space_ids = fields.Many2many(
        "residence.space",
        string="Other Spaces",
        domain="[('residence_id', '=', residence_id), ('id', '!=', space_id)]",
        help="The kitchen beside the hall: booked for the same time.",
    )
    place = fields.Char(
        compute="_compute_from_type",
        store=True,
        readonly=False,
        precompute=True,
        help="Outside the shared spaces: a street, a park, the museum.",
    )
    place_name = fields.Char(compute="_compute_place_name", string="Where")
    animator_id = fields.Many2one(
        "res.users",
        string="Led by (team)",
        domain="[('share', '=', False)]",
        index=True,
        default=lambda self: self._default_animator_id(),
    )
    start = fields.Datetime(
        compute="_compute_start",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        index=True,
        tracking=True,
    )
    stop = fields.Datetime(
        string="End",
        compute="_compute_stop",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    date = fields.Date(
        compute="_compute_date",
        store=True,
        precompute=True,
        help="The day it starts, in the residence's time zone.",
    )
    has_started = fields.Boolean(compute="_compute_is_report_due")
    is_report_due = fields.Boolean(
        string="Wrap-up to complete",
        compute="_compute_is_report_due",
        search="_search_is_report_due",
        help="Over, and nobody has said yet how it went.",
    )
    setup_minutes = fields.Integer(
        string="Setup (min)",
        compute="_compute_from_type",
        store=True,
        readonly=False,
        precompute=True,
    )
    cleanup_minutes = fields.Integer(
        string="Clean-up (min)",
        compute="_compute_from_type",
        store=True,
        readonly=False,
        precompute=True,
    )
    state = fields.Selection(
        STATES,
        string="Status",
        required=True,
        default="draft",
        index=True,
        tracking=True,
        copy=False,
    )
    led_by = fields.Selection(
        LED_BY,
        string="Who led it?",
        required=True,
        default="animator",
    )
    partner_ids = fields.Many2many(
        "res.partner",
        string="Partners",
        domain="[('is_company', '=', True)]",
        help="Organisations only: a school, an association, a grower.",
    )
    expected_count = fields.Integer(string="Signed Up", copy=False)
    planned_cost = fields.Monetary(
        string="Planned Budget",
        compute="_compute_from_type",
        store=True,
        readonly=False,
        precompute=True,
    )
    volunteer_hours = fields.Float(string="Time Given by Residents (h)", copy=False)
    summary = fields.Text(string="What We Keep", copy=False)
    note = fields.Text(string="Organisation")
    photo_ids = fields.One2many(
        "residence.event.photo", "event_id", string="Photos", copy=False
    )

    _stop_after_start = models.Constraint(
        "CHECK(stop > start)", "“End” must come after “Start”."
    )
    _minutes_range = models.Constraint(
        """CHECK(setup_minutes BETWEEN 0 AND 1440
                 AND cleanup_minutes BETWEEN 0 AND 1440)""",
        "Setup and clean-up: between 0 and 1,440 minutes (one day).",
    )
    _amounts_positive = models.Constraint(
        """CHECK(planned_cost >= 0 AND actual_cost >= 0
                 AND volunteer_hours >= 0 AND staff_hours >= 0)""",
        "Costs and hours cannot be below 0.",
    )
    # an animator's list, calendar and home; her figures; the direction's months
    _by_residence = models.Index("(residence_id, start)")
    _by_residence_and_date = models.Index("(residence_id, date)")
    _by_date = models.Index("(date, residence_id)")

    def _default_animator_id(self):
        is_animator = self.env.user.has_group("residence_community.group_animator")
        return self.env.user if is_animator else False

    @api.depends("event_type_id")
    def _compute_from_type(self):
        for event in self:
            event.event_type_id._propose_habits(event)

    @api.depends("space_id", "place")
    def _compute_place_name(self):
        for event in self:
            event.place_name = event.space_id.name or event.place

    @api.depends("event_type_id")
    def _compute_start(self):
        """Propose the type's usual hour of today, until someone says otherwise.

        Where a past event is noted (``residence_past_event`` in the context) before
        that hour, the day before's.
        """
        now = fields.Datetime.now()
        for event in self:
            if not event.event_type_id or event.start:
                continue
            hour, tz = event.event_type_id.default_hour, event._get_tz()
            start = local_time.at_hour(local_time.to_local(now, tz).date(), hour, tz)
            if start > now and self.env.context.get("residence_past_event"):
                start = local_time.shift_days(start, -1, tz)
            event.start = start

    @api.depends("start", "event_type_id")
    def _compute_stop(self):
        """Keep the length when the start moves; else the type's usual one."""
        for event in self:
            origin = event._origin
            if not event.start:
                continue
            if origin.start and origin.start != event.start:
                event.stop = event.start + (origin.stop - origin.start)
            elif not event.stop or event.stop <= event.start:
                hours = event.event_type_id.default_duration or 1.0
                event.stop = event.start + timedelta(hours=hours)

    @api.depends("start", "residence_id.tz")
    def _compute_date(self):
        for event in self:
            event.date = (
                event.start and local_time.to_local(event.start, event._get_tz()).date()
            )

    @api.depends("state", "start", "stop")
    def _compute_is_report_due(self):
        now = fields.Datetime.now()
        for event in self:
            is_open = event.state in ("draft", "planned")
            event.has_started = bool(event.start and event.start <= now)
            event.is_report_due = bool(is_open and event.stop and event.stop < now)

    def _search_is_report_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "in", ("draft", "planned")) & Domain(
            "stop", "<", fields.Datetime.now()
        )

    @api.constrains("residence_id", "space_id", "extra_space_ids")
    def _check_spaces_of_residence(self):
        for event in self:
            spaces = event.space_id | event.extra_space_ids
            if spaces.residence_id - event.residence_id:
                raise ValidationError(
                    self.env._(
                        "“Space”: choose spaces of %s only.", event.residence_id.name
                    )
                )

    @api.constrains("expected_count")
    def _check_expected_count(self):
        for event in self:
            if not 0 <= event.expected_count <= MAX_PEOPLE:
                raise ValidationError(
                    self.env._("“Signed Up”: type a number from 0 to %s.", MAX_PEOPLE)
                )

    @api.constrains("start", "stop")
    def _check_duration(self):
        for event in self:
            if event.stop - event.start > timedelta(days=MAX_DAYS):
                raise ValidationError(
                    self.env._(
                        "“End”: an event lasts at most %s days. "
                        "For something that comes back, make one event per date.",
                        MAX_DAYS,
                    )
                )

    @api.constrains("state", "start")
    def _check_done_after_start(self):
        now = fields.Datetime.now()
        for event in self:
            if event.state == "done" and event.start > now:
                raise ValidationError(
                    self.env._(
                        "“%s” has not started yet: its wrap-up waits until then.",
                        event.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._counts_to_lines(vals) for vals in vals_list])

    def write(self, vals):
        """Write the events, and what follows from it.

        A status that changes is checked; counts become lines; where the start moves
        alone, so does the end. Moved or settled, an event is asked about anew; once its
        wrap-up is due no more, nobody is reminded of it.
        """
        due = self.browse()
        if {"state", "start", "stop"} & vals.keys():
            due = self.filtered("is_report_due")
            vals = {"ask_again_on": False, **vals}
        for events, values in self._prepare_writes(vals):
            super(ResidenceEvent, events).write(values)
        if due:
            settled = due.filtered(lambda event: not event.is_report_due)
            settled._get_reminders().unlink()
        return True

    def unlink(self):
        """Delete photos and receipts with their files, which a cascade would leave."""
        self.check_access("unlink")
        self.photo_ids.unlink()
        self.cost_ids.unlink()
        return super().unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(event.state == "done" for event in self):
            raise UserError(
                self.env._(
                    "An event that was held is part of the figures. "
                    "Reopen its wrap-up first, then delete it."
                )
            )

    def copy_data(self, default=None):
        """Copy to the week after, to be prepared: what people duplicate for."""
        default = dict(default or {})
        shifted = []
        for event, vals in zip(self, super().copy_data(default), strict=True):
            if "start" not in default:
                for key in ("start", "stop"):
                    vals[key] = local_time.shift_days(event[key], 7, event._get_tz())
            shifted.append(vals)
        return shifted

    def action_plan(self):
        """Put on the programme, which books the spaces."""
        self.state = "planned"

    def action_cancel(self):
        """Cancel, which frees the spaces; nothing is lost."""
        self.state = "cancelled"

    def action_reopen(self):
        """Reopen the wrap-up: out of the figures until it is saved again."""
        self.state = "planned"

    def action_repeat_next_week(self):
        """Make the same event a week later, at the same local time, and open it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "residence.event",
            "res_id": self.copy().id,
            "views": [(False, "form")],
        }

    def _prepare_writes(self, vals):
        """Yield (events, values): what to write one after the other, for ``vals``.

        All at once, unless counts or times are those of each event.

        :raise UserError: where an event may not go to the status in ``vals``.
        """
        has_counts = {"attendance_grid", "attendance_count"} & vals.keys()
        for events in self if has_counts else [self]:
            values = events._counts_to_lines(vals)
            if "state" in values:
                for event in events:
                    event._check_move(values["state"])
            if not values.get("start") or "stop" in values:
                yield events, values
                continue
            start = fields.Datetime.to_datetime(values["start"])
            for event in events:
                yield event, {**values, "stop": start + (event.stop - event.start)}

    def _check_move(self, state):
        """Raise unless the event may go to ``state``."""
        if state != self.state and state not in MOVES[self.state]:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "“%(event)s” cannot go from “%(before)s” to “%(after)s”.",
                    event=self.name,
                    before=labels[self.state],
                    after=labels.get(state, state),
                )
            )

    def _get_tz(self):
        """Return the name of the time zone that the event's clock shows."""
        return self.residence_id.tz or "Europe/Paris"
