from dataclasses import dataclass
from itertools import pairwise

from odoo import fields, models

from ...tools.recurrence import Plan, RuleError
from ...tools.recurrence_changes import merge, moves


@dataclass
class Changes:
    """What it takes for the dates to be those of the rule; see ``_get_changes``."""

    plan: Plan
    add: dict
    update: dict
    remove: models.BaseModel
    conflicts: dict
    moved: dict


class ResidenceRecurrence(models.AbstractModel):
    """What it would take for the dates to be those of the rule; it does nothing."""

    _inherit = "residence.recurrence"

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
        coming = there.filtered(lambda one: one._is_coming(now))
        lived = coming._filter_lived()
        made = {one: self._get_values(before, one.series_date) for one in coming}
        mine = {one: one._get_series_values() for one in coming}
        own = coming.filtered(lambda one: one in lived or mine[one] != made[one])
        future = there.filtered(lambda one: one.start > now)
        apart = template["decisions"]
        moved = moves(
            before["rule"],
            template["rule"],
            {*future.mapped("series_date"), *apart},
        )
        template["decisions"] = {moved.get(day, day): apart[day] for day in apart}
        days = {one: one.series_date for one in there}
        days |= {one: moved.get(days[one], days[one]) for one in future}
        kept = {days[one] for one in there - coming + own}
        result = self._get_wanted(kept, days.values(), moved)
        wanted = set(result.days)
        update = {
            one: {"series_date": days[one]}
            for one in future - coming
            if days[one] != one.series_date
        }
        for one in coming.filtered(lambda one: days[one] in wanted):
            after = self._get_values(template, days[one])
            changed = merge(made[one], mine[one], after, self._template_groups)
            if days[one] != one.series_date:
                changed["series_date"] = days[one]
            if changed:
                update[one] = changed
        taken_days = {*days.values(), self._get_source_day()}
        add = {
            day: values
            for day in result.days
            if day not in taken_days
            and ((values := self._get_values(template, day))["start"] > now or past)
        }
        remove = (coming - own).filtered(lambda one: days[one] not in wanted)
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
        for one, values in changes.update.items():
            if one not in mine:
                continue  # cancelled: it takes no space
            wanted = self._get_slots({**mine[one], **values})
            if wanted != self._get_slots(mine[one]):
                slots[values.get("series_date", one.series_date)] = wanted
        self._check_no_overlap(slots)
        leaving = changes.remove.union(*changes.update)
        every = [slot for wanted in slots.values() for slot in wanted]
        taken = self.env["residence.booking"]._get_blocking(
            every, leaving._get_series_bookings()
        )
        conflicts = {}
        for day, wanted in slots.items():
            blocking = taken.filtered(lambda one, wanted=wanted: one._blocks(wanted))
            if blocking:
                conflicts[day] = blocking
        return conflicts

    def _check_no_overlap(self, slots):
        """Raise RuleError where a date would be in the way of the next one."""
        ordered = sorted(slot for wanted in slots.values() for slot in wanted)
        for (space, _start, stop), (other, start, _stop) in pairwise(ordered):
            if space == other and start < stop:
                raise RuleError("overlap")
