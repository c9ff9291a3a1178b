import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools import local_time
from ...tools.recurrence import Clock, Rule, RuleError, parse

_logger = logging.getLogger(__name__)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MAX_LENGTH = timedelta(days=7)
# In the context while a series itself writes. An object, so that no client sends it.
BY_SERIES = object()
RULE_FIELDS = (
    *("frequency", "interval", *WEEKDAYS, "monthly_by", "month_day"),
    *("week_position", "week_day", "end_type", "until", "count"),
)
SKIP_FIELDS = ("skip_public_holidays", "skip_closings", "skip_school_holidays")


class ResidenceRecurrence(models.AbstractModel):
    """What comes back: when, until when, and what it skips.

    Shared by series of events and of loans. The rule is kept in fields that a screen
    can show and, the same, as RFC 5545 text in ``rrule``. Days are those of the
    residence's clocks; ``tools/recurrence.py`` expands them.

    From draft to running to ended, the dates follow at once whatever changes
    (``residence_recurrence_reconcile.py``); a cron prolongs running series day by day.
    The sentence and the preview are in ``residence_recurrence_wording.py``.
    """

    _name = "residence.recurrence"
    _description = "Recurrence"
    _inherit = ["residence.named"]
    _check_company_auto = True

    # set by each series model
    _occurrence_model = ""
    _template_fields = ()
    _template_groups = ()

    residence_id = fields.Many2one("residence.residence")
    tz = fields.Selection(related="residence_id.tz")
    start = fields.Datetime(
        "First Date", required=True, help="The first date, from when to when."
    )
    stop = fields.Datetime("End", required=True)
    state = fields.Selection(
        [("draft", "To prepare"), ("active", "Running"), ("stopped", "Ended")],
        string="Status",
        required=True,
        default=lambda self: self._default_state(),
        index=True,
        copy=False,
    )
    frequency = fields.Selection(
        [("weekly", "Every week"), ("monthly", "Every month")],
        string="Repeats",
        required=True,
        default="weekly",
    )
    interval = fields.Integer(
        "Rhythm", required=True, default=1, help="1 in 2: every other week, or month."
    )
    mon = fields.Boolean("Monday")
    tue = fields.Boolean("Tuesday")
    wed = fields.Boolean("Wednesday")
    thu = fields.Boolean("Thursday")
    fri = fields.Boolean("Friday")
    sat = fields.Boolean("Saturday")
    sun = fields.Boolean("Sunday")
    monthly_by = fields.Selection(
        [
            ("date", "On the same date"),
            ("last", "On the last day of the month"),
            ("day", "On the same weekday"),
        ],
        string="Each Month",
        required=True,
        default="date",
    )
    month_day = fields.Integer("Day of the Month", default=1)
    week_position = fields.Selection(
        [
            ("1", "First"),
            ("2", "Second"),
            ("3", "Third"),
            ("4", "Fourth"),
            ("-1", "Last"),
        ],
        default="1",
    )
    week_day = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        string="Weekday",
        default="0",
    )
    end_type = fields.Selection(
        [
            ("never", "Until further notice"),
            ("until", "Until a date"),
            ("count", "A number of dates"),
        ],
        string="Ends",
        required=True,
        default="never",
    )
    until = fields.Date("Last Day", help="Included.")
    count = fields.Integer(
        "Number of Dates", help="Dates skipped for a holiday are not counted."
    )
    skip_public_holidays = fields.Boolean("Public holidays", default=True)
    skip_closings = fields.Boolean("Closing days", default=True)
    skip_school_holidays = fields.Boolean("School holidays")
    rrule = fields.Char(
        "Rule",
        compute="_compute_rrule",
        readonly=False,  # sent, it is read into the parts that it is made of
        store=True,
        precompute=True,
        help="As RFC 5545 writes it. Writing it sets the fields of the rule.",
    )
    sentence = fields.Char("In Words", compute="_compute_sentence")
    preview = fields.Html("Next Dates", compute="_compute_preview", sanitize=False)
    ask_count = fields.Integer("Dates to Settle", compute="_compute_ask_count")
    settle_all = fields.Selection(
        [("skip", "Skip them"), ("no_space", "Keep them without the space")],
        string="All of Them",
        store=False,
        help="The same choice for every date whose space is taken.",
    )
    reconciled_on = fields.Datetime(readonly=True, copy=False)

    @api.model
    def _default_state(self):
        """Return draft on a screen, which previews first; else the dates are made."""
        return "draft" if self.env.context.get("residence_series_draft") else "active"

    @api.depends(*RULE_FIELDS)
    def _compute_rrule(self):
        for series in self:
            series.rrule = str(series._get_rule())

    @api.depends("start", "stop", "residence_id.tz", *RULE_FIELDS, *SKIP_FIELDS)
    @api.depends_context("lang")
    def _compute_sentence(self):
        for series in self:
            series.sentence = series._get_sentence() if series.start else ""

    @api.depends(lambda self: sorted(self._get_reconciling_fields() - {"rrule"}))
    @api.depends_context("lang", "uid")
    def _compute_preview(self):
        for series in self:
            is_ready = series.start and series.stop and series.residence_id
            series.preview = series._get_preview() if is_ready else ""

    @api.depends("date_ids.decision")
    def _compute_ask_count(self):
        for series in self:
            asked = series.date_ids.filtered(lambda line: line.decision == "ask")
            series.ask_count = len(asked)

    @api.onchange("start", "frequency")
    def _onchange_start(self):
        """Follow the first date: a series begun on a Tuesday is one of Tuesdays."""
        if not self.start or self.state != "draft":
            return
        day = self._get_first_day()
        if sum(self[name] for name in WEEKDAYS) <= 1:
            for number, name in enumerate(WEEKDAYS):
                self[name] = number == day.weekday()
        self.month_day = day.day
        self.week_day = str(day.weekday())
        week = (day.day - 1) // 7 + 1
        self.week_position = str(week) if week <= 4 else "-1"  # noqa: PLR2004

    @api.onchange("start")
    def _onchange_stop(self):
        """Keep the length when the first date moves."""
        origin = self._origin
        if self.start and origin.start and origin.start != self.start:
            self.stop = self.start + (origin.stop - origin.start)
        elif self.start and (not self.stop or self.stop <= self.start):
            self.stop = self.start + timedelta(hours=self._get_usual_hours())

    @api.onchange("settle_all")
    def _onchange_settle_all(self):
        if self.settle_all:
            asked = self.date_ids.filtered(lambda line: line.decision == "ask")
            asked.decision = self.settle_all
            self.settle_all = False

    @api.constrains("start", "stop", "residence_id", *RULE_FIELDS, *SKIP_FIELDS)
    def _check_rule(self):
        for series in self:
            if series.stop <= series.start:
                raise ValidationError(self.env._("“End” must come after “Start”."))
            if series.stop - series.start > MAX_LENGTH:
                raise ValidationError(
                    self.env._(
                        "“End”: each date of a series lasts at most %s days.",
                        MAX_LENGTH.days,
                    )
                )
            if series.end_type == "until" and not series.until:
                raise ValidationError(
                    self.env._("“Last Day”: say until when, or choose another end.")
                )
            try:
                series._get_rule().check(series._get_first_day())
                series._get_plan()
            except RuleError as error:
                raise ValidationError(series._format_error(error.code)) from error

    @api.model_create_multi
    def create(self, vals_list):
        every = super().create([self._with_rule_fields(vals) for vals in vals_list])
        for series in every:
            series._link_first()
            if series.state == "active":
                series._reconcile(past=True)
        return every

    def write(self, vals):
        by_series = self.env.context.get("residence_by_series") is BY_SERIES
        if by_series or not vals.keys() & self._get_reconciling_fields():
            return super().write(vals)
        vals = self._with_rule_fields(vals)
        before = {series: (series.state, series._get_template()) for series in self}
        result = super().write(vals)
        for series, (state, template) in before.items():
            series._follow_state(state, template)
        return result

    def unlink(self):
        """Take along the dates to come that nobody touched; the others stay."""
        for series in self.filtered(lambda series: series.state == "active"):
            series.state = "stopped"
        return super().unlink()

    def copy_data(self, default=None):
        """Copy as a draft: nothing is made before somebody looked."""
        return [{"state": "draft", **vals} for vals in super().copy_data(default)]

    def action_start(self):
        """Make the dates: the draft runs from now on."""
        self.state = "active"

    def action_stop(self):
        """End the series: dates to come go, except those somebody worked on."""
        self.state = "stopped"

    def action_resume(self):
        """Make the dates to come again."""
        self.state = "active"

    @api.model
    def _cron_extend(self):
        """Prolong the running series of this model, one transaction each."""
        ids = self.search([("state", "=", "active")], order="reconciled_on, id").ids
        self.env["ir.cron"]._commit_progress(remaining=len(ids))
        for series_id in ids:
            series = self.browse(series_id).exists()
            try:
                with self.env.cr.savepoint():
                    if series.state == "active":
                        series._extend()
            except (UserError, OperationalError) as error:
                # somebody is changing it, or it cannot be prolonged: tomorrow again
                _logger.info("Series %s left as it is: %s", series_id, error)
            self.env["ir.cron"]._commit_progress(1)

    def _follow_state(self, state, template):
        """Bring the dates in line after a change.

        :param state, template: as they were before it.
        """
        self.ensure_one()
        if self.state == "draft" and state != "draft":
            raise UserError(
                self.env._("A series that began does not go back: stop it instead.")
            )
        if self.state == "active":
            self._reconcile(template, past=state == "draft")
        elif self.state == "stopped" and state == "active":
            self._reconcile(template)

    def _extend(self):
        """Prolong one series, or end it when its last day is over."""
        if self._get_rule().is_bounded() and self._get_last_date() < self._get_today():
            self.state = "stopped"
        else:
            self._reconcile(by_cron=True)

    def _get_last_date(self):
        """Return the last day of a bounded series."""
        days = self._get_occurrences().mapped("series_date")
        return max([*self._get_plan(kept=set(days)).days, *days, self._get_first_day()])

    def _with_rule_fields(self, vals):
        """Return ``vals`` with the fields of the rule instead of its text.

        :raise ValidationError: in words, where the text is no rule of ours.
        """
        if not vals.get("rrule"):
            return {key: value for key, value in vals.items() if key != "rrule"}
        vals = dict(vals)
        try:
            rule = parse(vals.pop("rrule"), self._get_first_day_of(vals))
            if rule.count is not None and rule.count < 1:
                raise RuleError("count")
        except RuleError as error:
            raise ValidationError(self._format_error(error.code)) from error
        return {**self._get_rule_values(rule), **vals}

    def _get_first_day_of(self, vals):
        """Return the day of the first date in ``vals``, else the record's, else now."""
        start = fields.Datetime.to_datetime(vals.get("start")) or self[:1].start
        residence = self.env["residence.residence"].browse(vals.get("residence_id"))
        tz = residence.tz or self[:1].residence_id.tz or "Europe/Paris"
        return local_time.to_local(start or fields.Datetime.now(), tz).date()

    @api.model
    def _get_rule_values(self, rule):
        """Return the values of the fields that say ``rule``."""
        values = {
            "frequency": rule.frequency,
            "interval": rule.interval,
            "end_type": "never",
            "until": rule.until,
            "count": rule.count,
        }
        if rule.until:
            values["end_type"] = "until"
        if rule.count:
            values["end_type"] = "count"
        if rule.frequency == "weekly":
            for number, name in enumerate(WEEKDAYS):
                values[name] = number in rule.weekdays
        elif rule.position:
            values["monthly_by"] = "day"
            values["week_position"] = str(rule.position)
            values["week_day"] = str(rule.weekdays[0])
        else:
            values["monthly_by"] = "last" if rule.month_day == -1 else "date"
            values["month_day"] = rule.month_day
        return values

    def _get_rule(self):
        """Return the rule that the fields say."""
        self.ensure_one()
        common = {
            "interval": self.interval,
            "until": self.until or None if self.end_type == "until" else None,
            "count": self.count if self.end_type == "count" else None,
        }
        if self.frequency == "weekly":
            days = [number for number, name in enumerate(WEEKDAYS) if self[name]]
            return Rule("weekly", weekdays=tuple(days), **common)
        if self.monthly_by == "day":
            return Rule(
                "monthly",
                weekdays=(int(self.week_day),) if self.week_day else (),
                position=int(self.week_position or 1),
                **common,
            )
        month_day = -1 if self.monthly_by == "last" else self.month_day
        return Rule("monthly", month_day=month_day, **common)

    @api.model
    def _get_weekday_values(self, day):
        """Return the values of a rule that is weekly on the weekday of ``day``."""
        return {name: number == day.weekday() for number, name in enumerate(WEEKDAYS)}

    def _get_clock(self):
        """Return from when to when, on the residence's clocks."""
        return Clock.of(self.start, self.stop, self._get_tz())[0]

    def _get_first_day(self):
        """Return the day of the first date, on the residence's calendar."""
        return local_time.to_local(self.start, self._get_tz()).date()

    def _get_today(self):
        return local_time.to_local(fields.Datetime.now(), self._get_tz()).date()

    def _get_tz(self):
        return self.residence_id.tz or "Europe/Paris"

    @api.model
    def _get_usual_hours(self):
        return 1.5
