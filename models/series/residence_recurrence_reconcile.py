from dataclasses import dataclass
from itertools import pairwise

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL
from odoo.tools.misc import clean_context

from ...tools.recurrence import MAX_YEARS, Plan, RuleError, add_years, plan
from ...tools.recurrence_changes import merge, moves
from .residence_recurrence import BY_SERIES, RULE_FIELDS, SKIP_FIELDS

HORIZON = "residence_community.series_horizon_months"
DEFAULT_HORIZON = 6


@dataclass
class Changes:
    """What it takes for the dates to be those of the rule; see ``_get_changes``."""

    plan: Plan
    add: dict
    update: dict
    remove: models.BaseModel
    conflicts: dict
    moved: dict


def space_taken(message, reasons):
    """Return the error to raise where a space is taken; ``get_reasons`` reads it.

    No class of our own: a browser knows Odoo's by name, and for others says “Oops”.

    :param reasons: {day: sentence}.
    """
    error = ValidationError(message)
    error.reasons = reasons
    return error


def get_reasons(error):
    """Return {day: sentence} of a ``space_taken``, nothing for any other error."""
    return getattr(error, "reasons", {})


def get_plain_values(record, names):
    """Return {name: value}, records as ids, so that two sets of values compare."""
    values = {}
    for name in names:
        kind, value = record._fields[name].type, record[name]
        if kind == "many2one":
            value = value._origin.id
        elif kind == "many2many":
            value = tuple(sorted(value._origin.ids))
        elif kind in ("char", "text"):
            value = value or False
        values[name] = value
    return values


class ResidenceRecurrence(models.AbstractModel):
    """Wanted dates minus those there: the dates are made, moved or taken away.

    Held dates are never touched; what somebody changed by hand stays, field by field;
    a date that was cancelled, moved or deleted does not come back. Dates are set apart
    by whoever deletes one, or asked where a space is taken. All or nothing.
    """

    _inherit = "residence.recurrence"

    @api.model
    def _get_reconciling_fields(self):
        """Return the fields whose change moves dates."""
        return {
            *RULE_FIELDS,
            *SKIP_FIELDS,
            *self._template_fields,
            *("rrule", "start", "stop", "state", "residence_id", "date_ids"),
        }

    def _get_template(self):
        """Return what each date takes from the series, as plain values."""
        self.ensure_one()
        return {
            **get_plain_values(self, self._template_fields),
            "clock": self._get_clock() if self.start and self.stop else None,
            "decisions": {line.date: line.decision for line in self.date_ids},
            "rule": self._get_rule(),
        }

    def _get_former_template(self):
        """Return the template as it is stored, while a form changes it."""
        return self._origin._get_template() if self._origin else None

    def _get_values(self, template, day):
        """Return the plain values of one date."""
        start, stop = template["clock"].on(day)
        values = {name: template[name] for name in self._template_fields}
        return {**values, "start": start, "stop": stop}

    def _get_plan(self, kept=(), last=None, moved=()):
        """Return the days held and those skipped, and why.

        :param kept: days that are there and stay, whatever holiday falls on them.
        :param moved: {day: the day it becomes} of the dates set apart.
        """
        self.ensure_one()
        rule, first = self._get_rule(), self._get_first_day()
        last = max(last or first, self._get_last_day())
        return plan(
            rule,
            first,
            last,
            reasons=self._get_reasons(first, last),
            apart={
                dict(moved).get(day, day): reason
                for day, reason in self._get_days_apart().items()
            },
            kept=kept,
        )

    def _get_reasons(self, first, last):
        """Return {day: why a date that falls on it is skipped}."""
        residence, reasons = self.residence_id, {}
        if self.skip_school_holidays:
            reasons |= residence._get_school_holidays(first, last)
        if self.skip_closings:
            closed = residence._get_closed_days(first, last)
            reasons |= {
                day: self.env._("House closed: %s", name)
                for day, name in closed.items()
            }
        if self.skip_public_holidays:
            reasons |= residence._get_public_holidays(first, last)
        return reasons

    def _get_last_day(self):
        """Return up to when dates are made: the end, or the rolling horizon."""
        rule, first = self._get_rule(), self._get_first_day()
        if rule.is_bounded():
            return rule.until or add_years(first, MAX_YEARS)
        parameters = self.env["ir.config_parameter"].sudo()  # a number, no secret
        months = int(parameters.get_param(HORIZON) or DEFAULT_HORIZON)
        return max(first, self._get_today()) + relativedelta(months=months)

    def _get_occurrences(self):
        """Return the dates that the series made, in any state."""
        return self.env[self._occurrence_model].search(
            [("series_id", "in", self.ids)], order="series_date"
        )

    def _get_changes(self, before=None, *, past=False):
        """Return what it takes for the dates to be those of the rule.

        :param before: the template that the dates were made from; now's if None.
        :param past: make dates that are over too; otherwise only those to come.
        :raise RuleError: for a rule that makes no sense.
        """
        self.ensure_one()
        now = fields.Datetime.now()
        template = self._get_template()
        before = before or template
        there = self._origin._get_occurrences()
        coming = there.filtered(lambda occurrence: occurrence._is_coming(now))
        lived = coming._filter_lived()
        made = {
            occurrence: self._get_values(before, occurrence.series_date)
            for occurrence in coming
        }
        mine = {occurrence: occurrence._get_series_values() for occurrence in coming}
        own = coming.filtered(
            lambda occurrence: (
                occurrence in lived or mine[occurrence] != made[occurrence]
            )
        )
        future = there.filtered(lambda occurrence: occurrence.start > now)
        apart = template["decisions"]
        moved = moves(
            before["rule"],
            template["rule"],
            {*future.mapped("series_date"), *apart},
        )
        template["decisions"] = {moved.get(day, day): apart[day] for day in apart}
        days = {occurrence: occurrence.series_date for occurrence in there}
        days |= {
            occurrence: moved.get(days[occurrence], days[occurrence])
            for occurrence in future
        }
        kept = {days[occurrence] for occurrence in there - coming + own}
        result = self._get_wanted(kept, days.values(), moved)
        wanted = set(result.days)
        update = {
            occurrence: {"series_date": days[occurrence]}
            for occurrence in future - coming
            if days[occurrence] != occurrence.series_date
        }
        for occurrence in coming.filtered(
            lambda occurrence: days[occurrence] in wanted
        ):
            after = self._get_values(template, days[occurrence])
            changed = merge(
                made[occurrence], mine[occurrence], after, self._template_groups
            )
            if days[occurrence] != occurrence.series_date:
                changed["series_date"] = days[occurrence]
            if changed:
                update[occurrence] = changed
        taken_days = {*days.values(), self._get_source_day()}
        add = {
            day: values
            for day in result.days
            if day not in taken_days
            and ((values := self._get_values(template, day))["start"] > now or past)
        }
        remove = (coming - own).filtered(
            lambda occurrence: days[occurrence] not in wanted
        )
        changes = Changes(result, add, update, remove, {}, moved)
        changes.conflicts = self._get_conflicts(changes, mine)
        return changes

    def _get_wanted(self, kept, days, moved):
        if self.state == "stopped":
            return Plan([], [])
        return self._get_plan(kept, max(days, default=None), moved)

    def _get_conflicts(self, changes, mine):
        """Return {day: bookings in the way} of the dates made or moved."""
        slots = {day: self._get_slots(values) for day, values in changes.add.items()}
        for occurrence, values in changes.update.items():
            if occurrence not in mine:
                continue  # cancelled: it takes no space
            wanted = self._get_slots({**mine[occurrence], **values})
            if wanted != self._get_slots(mine[occurrence]):
                slots[values.get("series_date", occurrence.series_date)] = wanted
        self._check_no_overlap(slots)
        leaving = changes.remove.union(*changes.update)
        every = [slot for wanted in slots.values() for slot in wanted]
        taken = self.env["residence.booking"]._get_blocking(
            every, leaving._get_series_bookings()
        )
        conflicts = {}
        for day, wanted in slots.items():
            blocking = taken.filtered(
                lambda booking, wanted=wanted: booking._blocks(wanted)
            )
            if blocking:
                conflicts[day] = blocking
        return conflicts

    def _check_no_overlap(self, slots):
        """Raise RuleError where a date would be in the way of the next one."""
        ordered = sorted(slot for wanted in slots.values() for slot in wanted)
        for (space, _start, stop), (other, start, _stop) in pairwise(ordered):
            if space == other and start < stop:
                raise RuleError("overlap")

    def _reconcile(self, before=None, *, past=False, by_cron=False):
        """Make, move and take away dates: all of it, or nothing and a sentence.

        :param by_cron: nobody is there to choose: see ``_create_occurrences``.
        :raise ValidationError: where a space is taken, date by date.
        """
        self.ensure_one()
        self._lock()
        try:
            changes = self._get_changes(before, past=past)
        except RuleError as error:
            raise ValidationError(self._format_error(error.code)) from error
        if changes.conflicts and not by_cron:
            reasons = {
                day: " ".join(taken._describe_blocks())
                for day, taken in changes.conflicts.items()
            }
            raise space_taken(self._format_conflicts(reasons), reasons)
        # a form's defaults are not those of the dates, nor of their bookings
        context = {**clean_context(self.env.context), "residence_by_series": BY_SERIES}
        env = self.env(context=context)
        occurrences = env[self._occurrence_model]._unseal()
        occurrences.browse(changes.remove.ids).unlink()
        free = {
            occurrence: values
            for occurrence, values in changes.update.items()
            if values.get("series_date", occurrence.series_date)
            not in changes.conflicts
        }
        occurrences._write_each(
            {
                occurrence: occurrences._to_write(values)
                for occurrence, values in free.items()
            }
        )
        self._create_occurrences(occurrences, changes)
        self._move_dates_apart(changes.moved)

    def _create_occurrences(self, occurrences, changes):
        """Create the new dates in one go; those in conflict as the model decides."""
        vals_list = [
            {
                **occurrences._to_write(values),
                **self._get_new_values(is_free=day not in changes.conflicts),
                "series_id": self.id,
                "series_date": day,
            }
            for day, values in changes.add.items()
            if day not in changes.conflicts or self._makes_in_conflict()
        ]
        occurrences.with_context(tracking_disable=True).create(vals_list)

    def _lock(self):
        """Let nobody else reconcile this series before we are done.

        An update, not a mere lock: whoever waited is refused by PostgreSQL instead
        of reading dates as they were before ours, and Odoo runs them again.
        """
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET reconciled_on = %s WHERE id = %s",
                SQL.identifier(self._table),
                fields.Datetime.now(),
                self.id,
            )
        )
        self.invalidate_recordset(["reconciled_on"], flush=False)

    def _get_days_apart(self):
        """Return {day: why} of the dates skipped by hand."""
        lines = self.date_ids.filtered(
            lambda line: line.decision == "skip" and line.date
        )
        return {line.date: line.reason for line in lines}

    @api.model
    def _set_apart(self, dates):
        """Keep dates from coming back.

        :param dates: [(series, day, why)]; a day set apart already stays as it is.
        """
        known = {(series, line.date) for series in self for line in series.date_ids}
        inverse = self._fields["date_ids"].inverse_name
        self.env["residence.series.date"]._unseal().create(
            [
                {inverse: series.id, "date": day, "reason": reason}
                for series, day, reason in dates
                if (series, day) not in known
            ]
        )

    def _move_dates_apart(self, moved):
        """Keep dates apart that became another day; forget what is asked no more.

        :param moved: {day: the day it becomes}
        """
        self.date_ids.filtered(lambda line: line.decision == "ask").unlink()
        lines = {line.date: line for line in self.date_ids}
        for day in moved.keys() & lines.keys():
            if moved[day] not in lines:
                lines[day].date = moved[day]

    def _propose_decisions(self):
        """Ask, under the rule of an open form, about each date whose space is taken."""
        self.ensure_one()
        lines = self.date_ids
        if not (self.start and self.stop and self.residence_id):
            return
        try:
            changes = self._get_changes(
                self._get_former_template(), past=self.state == "draft"
            )
        except RuleError:
            return  # the sentence says what is wrong
        asked = {line.date: line for line in lines if line.decision == "ask"}
        kept = lines.filtered(
            lambda line: line.decision != "ask" or line.date in changes.conflicts
        )
        for day, taken in changes.conflicts.items():
            if day not in asked:
                reason = " ".join(taken._describe_blocks())
                values = {"date": day, "decision": "ask", "reason": reason}
                kept |= self.env["residence.series.date"].new(values)
        if kept != lines:
            self.date_ids = kept
