from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL
from odoo.tools.misc import clean_context

from ...tools import local_time
from ...tools.recurrence import (
    MAX_YEARS,
    RuleError,
    add_years,
    plan,
)
from .residence_recurrence import BY_SERIES, RULE_FIELDS, SKIP_FIELDS

HORIZON = "residence_community.series_horizon_months"
DEFAULT_HORIZON = 6


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


class ResidenceRecurrence(models.AbstractModel):
    """Wanted dates minus those there: the dates are made, moved or taken away.

    Held dates are never touched; what somebody changed by hand stays, field by field;
    a date that was cancelled, moved or deleted does not come back. All or nothing.
    """

    _inherit = "residence.recurrence"

    # set by each series model
    _occurrence_model = ""
    _template_fields = ()
    _template_groups = ()

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
            "decisions": {one.date: one.decision for one in self.date_ids},
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

    def _get_days_apart(self):
        """Return {day: why} of the dates skipped by hand."""
        lines = self.date_ids.filtered(lambda one: one.decision == "skip" and one.date)
        return {line.date: line.reason for line in lines}

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

    def _get_today(self):
        return local_time.to_local(fields.Datetime.now(), self._get_tz()).date()

    def _get_occurrences(self):
        """Return the dates that the series made, in any state."""
        return self.env[self._occurrence_model].search(
            [("series_id", "in", self.ids)], order="series_date"
        )

    def _reconcile(self, before=None, *, past=False, by_cron=False):
        """Make, move and take away dates: all of it, or nothing and a sentence.

        :param by_cron: nobody is there to choose: see ``_make``.
        :raise ValidationError: where a space is taken, date by date.
        """
        self.ensure_one()
        self._lock()
        try:
            changes = self._get_changes(before, past=past)
        except RuleError as error:
            raise ValidationError(self._word_error(error.code)) from error
        if changes.conflicts and not by_cron:
            reasons = {
                day: " ".join(taken._describe_blocks())
                for day, taken in changes.conflicts.items()
            }
            raise space_taken(self._word_conflicts(reasons), reasons)
        # a form's defaults are not those of the dates, nor of their bookings
        context = {**clean_context(self.env.context), "residence_by_series": BY_SERIES}
        env = self.env(context=context)
        occurrences = env[self._occurrence_model]
        occurrences.browse(changes.remove.ids).unlink()
        free = {
            one: values
            for one, values in changes.update.items()
            if values.get("series_date", one.series_date) not in changes.conflicts
        }
        occurrences._write_each(
            {one: occurrences._to_write(values) for one, values in free.items()}
        )
        self._make(occurrences, changes)
        self._move_dates_apart(changes.moved)

    def _make(self, occurrences, changes):
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
