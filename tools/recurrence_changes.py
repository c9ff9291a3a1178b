"""What a change of a series does to the dates that it made. No Odoo in here."""

from dataclasses import replace
from datetime import timedelta


def merge(before, mine, after, groups):
    """Return what to write so that ``mine`` follows a change and keeps its own edits.

    :param before: values as the series had them; ``after``: as it has them now.
    :param mine: values as they are; a group that differs from ``before`` is an edit.
    :param groups: tuples of keys that change together.
    """
    changes = {}
    for group in groups:
        if all(mine[key] == before[key] for key in group):
            changes |= {key: after[key] for key in group if after[key] != mine[key]}
    return changes


def moves(before, after, days):
    """Return {day: the day it becomes} where one day a week, or a month, changes.

    Tuesdays that become Thursdays stay the same dates, with what was changed on them.

    :param days: days to move; those that the rule ``before`` did not give stay, and
        nothing moves onto them.
    """
    if (before.frequency, before.interval) != (after.frequency, after.interval):
        return {}
    if before.frequency == "weekly":
        if len(before.weekdays) != 1 or len(after.weekdays) != 1:
            return {}
        shift = timedelta(days=after.weekdays[0] - before.weekdays[0])
        own = {day for day in days if day.weekday() in before.weekdays}
        found = {day: day + shift for day in own}
    else:
        own = {day for day in days if _in_month(before, day) == day}
        found = {day: _in_month(after, day) for day in own}
    stay = set(days) - own
    return {
        day: new for day, new in found.items() if new and new != day and new not in stay
    }


def _in_month(rule, day):
    """Return the day that a monthly rule gives in the month of ``day``, if any."""
    first = day.replace(day=1)
    found = next(replace(rule, until=None).days(first), None)
    same = found and (found.year, found.month) == (day.year, day.month)
    return found if same else None
