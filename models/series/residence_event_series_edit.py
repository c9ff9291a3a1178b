from datetime import timedelta

from odoo import models
from odoo.fields import Command

from ...tools.recurrence import Clock
from .residence_recurrence import BY_SERIES


class ResidenceEventSeries(models.Model):
    """Change this date and the following ones, or all: what was changed on one date.

    “Following” divides the series in two at that date. Dates already held stay in the
    first part, as they were.
    """

    _inherit = "residence.event.series"

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
                *(one for one, _why in result.skipped if one in apart),
            ]
            values["count"] = max(1, rule.count - sum(one < day for one in held))
        rest = quiet.create(values)
        later = self.event_ids.filtered(lambda event: event.series_date >= day)
        later.series_id = rest
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
