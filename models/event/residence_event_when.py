from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools import local_time

MAX_DAYS = 7


class ResidenceEvent(models.Model):
    """When an event is: proposed, moved, over, and the same again a week later.

    Moments are in UTC, days and hours those of the residence's clocks.
    """

    _inherit = "residence.event"

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

    _stop_after_start = models.Constraint(
        "CHECK(stop > start)", "“End” must come after “Start”."
    )

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

    def write(self, vals):
        """Move the end along with a start that moves alone: the length stays."""
        if not vals.get("start") or "stop" in vals:
            return super().write(vals)
        start = fields.Datetime.to_datetime(vals["start"])
        for event in self:
            stop = start + (event.stop - event.start)
            super(ResidenceEvent, event).write({**vals, "stop": stop})
        return True

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

    def action_repeat_next_week(self):
        """Make the same event a week later, at the same local time, and open it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "residence.event",
            "res_id": self.copy().id,
            "views": [(False, "form")],
        }
