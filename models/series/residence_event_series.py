from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ...tools import local_time
from ...tools.recurrence import Clock
from ..event.residence_event import LED_BY
from .residence_recurrence import BY_SERIES, RULE_FIELDS, SKIP_FIELDS


class ResidenceEventSeries(models.Model):
    """An animation that comes back: each date is an event of its own.

    The series is the model of its dates; what it makes, and what it leaves alone, is
    in ``residence_recurrence_reconcile.py``. What was changed on one date is given to
    that date and the following ones, or to all. “Following” divides the series in two
    at that date. Dates already held stay in the first part, as they were.
    """

    _name = "residence.event.series"
    _description = "Event Series"
    _inherit = ["residence.recurrence"]
    _order = "state, residence_id, name, id"

    _occurrence_model = "residence.event"
    _template_fields = (
        *("name", "event_type_id", "space_id", "extra_space_ids", "place"),
        *("animator_id", "setup_minutes", "cleanup_minutes", "led_by"),
        *("partner_ids", "planned_cost", "note"),
    )
    _template_groups = (
        ("start", "stop"),
        ("space_id", "extra_space_ids", "place"),
        ("setup_minutes", "cleanup_minutes"),
        *[(name,) for name in ("name", "event_type_id", "animator_id", "led_by")],
        *[(name,) for name in ("partner_ids", "planned_cost", "note")],
    )

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
        index=True,
        default=lambda self: self.env["residence.residence"]._get_default(),
    )
    company_id = fields.Many2one(
        related="residence_id.company_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    event_type_id = fields.Many2one(
        "residence.event.type", string="Type", required=True, index=True
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
    )
    place = fields.Char(
        compute="_compute_from_type", store=True, readonly=False, precompute=True
    )
    animator_id = fields.Many2one(
        "res.users",
        string="Led by (team)",
        domain="[('share', '=', False)]",
        default=lambda self: self.env["residence.event"]._default_animator_id(),
    )
    start = fields.Datetime(
        compute="_compute_start",
        store=True,
        readonly=False,
        precompute=True,
    )
    stop = fields.Datetime(
        compute="_compute_stop",
        store=True,
        readonly=False,
        precompute=True,
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
    led_by = fields.Selection(
        LED_BY,
        string="Who leads it?",
        required=True,
        default="animator",
    )
    partner_ids = fields.Many2many(
        "res.partner",
        string="Partners",
        domain="[('is_company', '=', True)]",
        help="Organisations only: a school, an association, a grower.",
    )
    planned_cost = fields.Monetary(
        string="Planned Budget, each Date",
        compute="_compute_from_type",
        store=True,
        readonly=False,
        precompute=True,
    )
    note = fields.Text(string="Organisation")
    event_ids = fields.One2many("residence.event", "series_id", string="Dates")
    date_ids = fields.One2many(
        "residence.series.date", "event_series_id", string="Dates Set Apart"
    )
    source_event_id = fields.Many2one(
        "residence.event",
        string="Made From",
        ondelete="set null",
        copy=False,
        help="This event becomes the first date.",
    )
    event_count = fields.Integer("Dates to Come", compute="_compute_coming")
    next_start = fields.Datetime("Next Date", compute="_compute_coming")

    _minutes_range = models.Constraint(
        """CHECK(setup_minutes BETWEEN 0 AND 1440
                 AND cleanup_minutes BETWEEN 0 AND 1440)""",
        "Setup and clean-up: between 0 and 1,440 minutes (one day).",
    )
    _cost_positive = models.Constraint(
        "CHECK(planned_cost >= 0)", "Costs and hours cannot be below 0."
    )

    @api.depends("event_type_id")
    def _compute_from_type(self):
        for series in self:
            series.event_type_id._propose_habits(series)

    @api.depends("event_type_id")
    def _compute_start(self):
        """Propose the type's usual hour: of today, until someone says otherwise."""
        for series in self:
            if series.event_type_id and not series.start:
                tz = series._get_tz()
                today = local_time.to_local(fields.Datetime.now(), tz).date()
                hour = series.event_type_id.default_hour
                series.start = local_time.at_hour(today, hour, tz)

    @api.depends("start", "event_type_id")
    def _compute_stop(self):
        """Keep the length when the first date moves; else the type's usual one."""
        for series in self:
            origin = series._origin
            if not series.start:
                continue
            if origin.start and origin.start != series.start:
                series.stop = series.start + (origin.stop - origin.start)
            elif not series.stop or series.stop <= series.start:
                hours = series.event_type_id.default_duration or 1.0
                series.stop = series.start + timedelta(hours=hours)

    def _compute_coming(self):
        groups = self.env["residence.event"]._read_group(
            [
                ("series_id", "in", self.ids),
                ("state", "in", ("draft", "planned")),
                ("start", ">=", fields.Datetime.now()),
            ],
            ["series_id"],
            ["__count", "start:min"],
        )
        coming = {series: (count, start) for series, count, start in groups}
        for series in self:
            series.event_count, series.next_start = coming.get(series, (0, False))

    @api.onchange(
        *("residence_id", "start", "stop", "space_id", "extra_space_ids"),
        *("setup_minutes", "cleanup_minutes", *RULE_FIELDS, *SKIP_FIELDS),
    )
    def _onchange_conflicts(self):
        self._propose_decisions()

    @api.constrains("residence_id", "space_id", "extra_space_ids", "source_event_id")
    def _check_of_residence(self):
        for series in self:
            spaces = series.space_id | series.extra_space_ids
            if spaces.residence_id - series.residence_id:
                raise ValidationError(
                    self.env._(
                        "“Space”: choose spaces of %s only.", series.residence_id.name
                    )
                )
            source = series.source_event_id
            if source and source.residence_id != series.residence_id:
                raise ValidationError(
                    self.env._("“Made From”: an event of the same residence.")
                )

    @api.constrains("residence_id")
    def _check_residence_stays(self):
        for series in self:
            if series.event_ids.residence_id - series.residence_id:
                raise ValidationError(
                    self.env._(
                        "“Residence”: this series has dates already. Copy the "
                        "programme to the other residence instead."
                    )
                )

    @api.readonly
    def action_open_events(self):
        """Open the dates of the series."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_event_action"
        )
        action["domain"] = [("series_id", "=", self.id)]
        action["context"] = {"create": False}
        return action

    def action_cancel_rest(self):
        """Cancel the dates to come, which frees the spaces, and end the series.

        They stay on the programme as cancelled: people may have noted them.
        """
        now = fields.Datetime.now()
        self.event_ids.filtered(lambda event: event._is_coming(now)).action_cancel()
        self.state = "stopped"

    def _get_values(self, template, day):
        values = super()._get_values(template, day)
        if template["decisions"].get(day) == "no_space":
            values |= {"space_id": False, "extra_space_ids": ()}
        return values

    def _get_slots(self, values):
        """Return the (space id, start, stop) of a date, setup and clean-up included."""
        start = values["start"] - timedelta(minutes=values["setup_minutes"])
        stop = values["stop"] + timedelta(minutes=values["cleanup_minutes"])
        spaces = {values["space_id"], *values["extra_space_ids"]} - {False}
        return [(space, start, stop) for space in sorted(spaces)]

    def _get_new_values(self, *, is_free):
        """Return the state of a new date: planned, or to prepare if a space is taken.

        The cron alone makes dates in conflict. In preparation they book nothing, say
        on their form what is in the way, and are on nobody's programme yet.
        """
        return {
            "residence_id": self.residence_id.id,
            "state": "planned" if is_free else "draft",
        }

    def _makes_in_conflict(self):
        return True

    def _get_source_day(self):
        """Return the day of the event that will become the first date, if any."""
        return self.source_event_id.date

    def _link_first(self):
        """Make the event that the series comes from its first date."""
        for series in self.filtered("source_event_id"):
            series.source_event_id._join_series(series)

    def _apply_from(self, event, scope, decisions):
        """Give other dates what was changed on ``event``.

        :param scope: "following" (from that date on) or "all" (all those to come).
        :param decisions: {day: "skip" or "no_space"} where a space is taken.
        :raise ValidationError: for days without a decision, see ``space_taken``;
            nothing is changed then.
        """
        self.ensure_one()
        names = event._get_changed_fields()
        series = self if scope == "all" else self._split_at(event.series_date)
        values = series._get_values_from(event, names)
        values["date_ids"] = series._get_decision_commands(decisions)
        series.write(values)
        return series

    def _get_values_from(self, event, names):
        """Return the values of the series that make its dates like ``event``."""
        mine = event._get_series_values()
        values = event._to_write(
            {name: mine[name] for name in names if name in self._template_fields}
        )
        if not {"start", "stop"} & set(names):
            return values
        clock, day = Clock.of(event.start, event.stop, self._get_tz())
        first = self._get_first_day()
        if day != event.series_date:
            values |= self._get_rule_from(event.series_date, day)
            first = (
                max(first + (day - event.series_date), day)
                if (first == event.series_date)
                else first + min(day - event.series_date, timedelta())
            )
        values["start"], values["stop"] = clock.on(first)
        return values

    def _get_rule_from(self, before, after):
        """Return the rule's values once its date ``before`` has become ``after``."""
        rule = self._get_rule()
        if rule.frequency == "weekly":
            days = self._get_weekday_values(after)
            if len(rule.weekdays) > 1:
                names = dict(zip(range(7), days, strict=True))
                kept = {names[day] for day in rule.weekdays if day != before.weekday()}
                days = {name: value or name in kept for name, value in days.items()}
            return days
        if rule.position:
            week = (after.day - 1) // 7 + 1
            position = str(week) if week <= 4 and rule.position != -1 else "-1"  # noqa: PLR2004
            return {"week_position": position, "week_day": str(after.weekday())}
        return {"monthly_by": "date", "month_day": after.day}

    def _get_decision_commands(self, decisions):
        known = {line.date: line for line in self.date_ids}
        return [
            Command.update(known[day].id, {"decision": decision})
            if day in known
            else Command.create({"date": day, "decision": decision})
            for day, decision in decisions.items()
        ]

    def _split_at(self, day):
        """Return the series of the dates from ``day`` on; this one ends before it."""
        self.ensure_one()
        first = self._get_first_day()
        if day <= first:
            return self
        self._lock()
        quiet = self.with_context(residence_by_series=BY_SERIES)
        values = self.copy_data()[0]
        values["start"], values["stop"] = self._get_clock().on(day)
        rule = self._get_rule()
        if rule.count:
            there = self._get_occurrences().mapped("series_date")
            result = self._get_plan(kept=set(there))
            apart = self._get_days_apart()
            held = [
                *result.days,
                *(skipped for skipped, _why in result.skipped if skipped in apart),
            ]
            values["count"] = max(1, rule.count - sum(other < day for other in held))
        rest = quiet.create(values)
        later = self.event_ids.filtered(lambda event: event.series_date >= day)
        later._unseal().series_id = rest
        self.date_ids.filtered(lambda line: line.date >= day).event_series_id = rest
        quiet._end_before(day)
        rest.with_context(residence_by_series=BY_SERIES).state = self.state
        return rest.with_env(self.env)

    def _end_before(self, day):
        """End the rule before ``day``; later dates are the caller's business."""
        series = self.with_context(residence_by_series=BY_SERIES)
        if day <= self._get_first_day():
            series.state = "stopped"
            return
        last = day - timedelta(days=1)
        if self.until and self.end_type == "until":
            last = min(last, self.until)
        series.write({"end_type": "until", "until": last})
        if last < self._get_today():
            series.state = "stopped"
