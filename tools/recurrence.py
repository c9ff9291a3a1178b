"""Dates that come back, in the wall-clock time of a place. No Odoo in here.

A rule is a small part of RFC 5545: weekly on chosen days, or monthly by date or by
weekday. It is expanded by dateutil on days, without hours: the hour is put on each
day afterwards, so that Tuesday 12:00 stays 12:00 whatever clocks do.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil import rrule

from . import local_time

MAX_DATES = 400  # a day each for more than a year
MAX_YEARS = 3
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
KNOWN_KEYS = {
    "FREQ",
    "INTERVAL",
    "BYDAY",
    "BYMONTHDAY",
    "BYSETPOS",
    "UNTIL",
    "COUNT",
    "WKST",
}
POSITIONS = (1, 2, 3, 4, -1)
MAX_INTERVAL = 52
LAST_DAY = 31
MAX_TEXT = 200


class RuleError(ValueError):
    """A rule that makes no sense; ``code`` says why, for whoever puts it in words."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Rule:
    """When something comes back; ``until`` is included, ``count`` counts what is held.

    Weekly: ``weekdays``, 0 for Monday. Monthly: ``month_day`` (1 to 31, -1 for the
    last day), or ``position`` (1 to 4, -1 for the last) of ``weekdays``' only day.
    """

    frequency: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    month_day: int = 0
    position: int = 0
    until: date | None = None
    count: int | None = None

    def check(self, first):
        """Raise RuleError unless the rule gives at least a date from ``first`` on."""
        if not 1 <= self.interval <= MAX_INTERVAL:
            raise RuleError("interval")
        if self.count is not None and not 1 <= self.count <= MAX_DATES:
            raise RuleError("count" if self.count < 1 else "too_many")
        if self.until and self.until < first:
            raise RuleError("until_before_start")
        if self.until and self.until > add_years(first, MAX_YEARS):
            raise RuleError("until_too_far")
        if self.frequency == "weekly" or self.position:
            if not self.weekdays:
                raise RuleError("no_weekday")
        elif not (1 <= self.month_day <= LAST_DAY or self.month_day == -1):
            raise RuleError("month_day")
        if next(iter(self.days(first)), None) is None:
            raise RuleError("no_date")

    def days(self, first):
        """Yield the days of the rule from ``first`` on, whatever ``count`` says."""
        options = {
            "dtstart": datetime.combine(first, datetime.min.time()),
            "interval": self.interval,
            "wkst": rrule.MO,
            "until": datetime.combine(
                self.until or add_years(first, 3 * MAX_YEARS), datetime.min.time()
            ),
        }
        if self.frequency == "weekly":
            found = rrule.rrule(rrule.WEEKLY, byweekday=self.weekdays, **options)
        elif self.position:
            weekday = rrule.weekday(self.weekdays[0])(self.position)
            found = rrule.rrule(rrule.MONTHLY, byweekday=weekday, **options)
        else:
            found = rrule.rrule(rrule.MONTHLY, bymonthday=self.month_day, **options)
        for moment in found:
            yield moment.date()

    def is_bounded(self):
        """Return whether the rule ends some day."""
        return bool(self.until or self.count)

    def __str__(self):
        parts = [f"FREQ={self.frequency.upper()}"]
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.frequency == "weekly":
            parts.append("BYDAY=" + ",".join(DAYS[day] for day in self.weekdays))
        elif self.position:
            day = DAYS[self.weekdays[0]] if self.weekdays else ""
            parts.append(f"BYDAY={self.position}{day}")
        else:
            parts.append(f"BYMONTHDAY={self.month_day}")
        if self.until:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        if self.count:
            parts.append(f"COUNT={self.count}")
        return ";".join(parts)


def parse(text, first):
    """Return the rule that ``text`` writes as RFC 5545 does.

    :param first: day of the first date: weekly without a day is weekly on its day.
    :raise RuleError: "junk" where it is none, "unsupported" where it is another kind.
    """
    parts = _read_parts(text)
    if parts.keys() - KNOWN_KEYS or parts.get("WKST", "MO") != "MO":
        raise RuleError("unsupported")
    try:
        options = {
            "interval": int(parts.get("INTERVAL", 1)),
            "until": _read_until(parts.get("UNTIL")),
            "count": int(parts["COUNT"]) if "COUNT" in parts else None,
        }
        if parts["FREQ"] == "DAILY" and parts.keys() <= {"FREQ", "UNTIL", "COUNT"}:
            return Rule("weekly", weekdays=tuple(range(7)), **options)
        if parts["FREQ"] == "WEEKLY":
            return _read_weekly(parts, first, options)
        if parts["FREQ"] == "MONTHLY":
            return _read_monthly(parts, first, options)
    except (KeyError, ValueError, OverflowError) as error:
        if isinstance(error, RuleError):
            raise
        raise RuleError("junk") from error
    raise RuleError("unsupported")


def _read_parts(text):
    if not isinstance(text, str) or len(text) > MAX_TEXT:
        raise RuleError("junk")
    text = text.strip().upper().removeprefix("RRULE:")
    pairs = [part.partition("=") for part in text.split(";") if part]
    parts = {key: value for key, equals, value in pairs if equals}
    if len(parts) != len(pairs) or "FREQ" not in parts:
        raise RuleError("junk")
    return parts


def _read_until(text):
    return datetime.strptime(text[:8], "%Y%m%d").date() if text else None  # noqa: DTZ007 a day


def _read_weekly(parts, first, options):
    if parts.keys() & {"BYMONTHDAY", "BYSETPOS"}:
        raise RuleError("unsupported")
    names = parts.get("BYDAY", DAYS[first.weekday()]).split(",")
    weekdays = sorted({DAYS.index(name) for name in names})
    return Rule("weekly", weekdays=tuple(weekdays), **options)


def _read_monthly(parts, first, options):
    if "BYDAY" not in parts:
        if "BYSETPOS" in parts:
            raise RuleError("unsupported")
        month_day = int(parts.get("BYMONTHDAY", first.day))
        return Rule("monthly", month_day=month_day, **options)
    if "BYMONTHDAY" in parts:
        raise RuleError("unsupported")
    name, position = parts["BYDAY"][-2:], parts["BYDAY"][:-2] or parts.get("BYSETPOS")
    if position is None or int(position) not in POSITIONS:
        raise RuleError("unsupported")
    weekday = DAYS.index(name)
    return Rule("monthly", weekdays=(weekday,), position=int(position), **options)


@dataclass(frozen=True)
class Plan:
    """The days that a series is held on, and those it skips: [(day, reason)]."""

    days: list
    skipped: list


def plan(rule, first, last, *, reasons, apart=(), kept=()):  # noqa: PLR0913 named
    """Return what a rule gives from ``first`` to ``last``, both included.

    :param reasons: {day: why nothing happens then}; such a day is not one of ``count``.
    :param apart: {day: reason} left out by hand; such a day is one of ``count``.
    :param kept: days held already, which nothing skips any more.
    :raise RuleError: "too_many" beyond ``MAX_DATES``, "until_too_far" where ``last``
        comes before ``count`` is reached.
    """
    days, skipped, held = [], [], 0
    for day in rule.days(first):
        if rule.count and held >= rule.count:
            break
        if day > last:
            if rule.count:
                raise RuleError("until_too_far")
            break
        if day in reasons and day not in kept:
            skipped.append((day, reasons[day]))
            continue
        held += 1
        if day in apart:
            skipped.append((day, apart[day]))
        else:
            days.append(day)
        if held > MAX_DATES:
            raise RuleError("too_many")
    return Plan(days, skipped)


@dataclass(frozen=True)
class Clock:
    """From when to when, on the clocks of a place.

    :param hour, length: timedeltas, since midnight and until the end.
    """

    hour: timedelta
    length: timedelta
    tz: str

    @classmethod
    def of(cls, start, stop, tz):
        """Return the clock of a moment, naive UTC, and the day it shows."""
        begin = local_time.to_local(start, tz).replace(tzinfo=None)
        end = local_time.to_local(stop, tz).replace(tzinfo=None)
        midnight = datetime.combine(begin.date(), datetime.min.time())
        return cls(begin - midnight, end - begin, tz), begin.date()

    def on(self, day):
        """Return (start, stop) of ``day``, naive UTC.

        An hour that summer time skips leaves the length as it is otherwise.
        """
        wall = datetime.combine(day, datetime.min.time()) + self.hour
        start = local_time.to_utc(wall, self.tz)
        stop = local_time.to_utc(wall + self.length, self.tz)
        return start, stop if stop > start else start + self.length


def add_years(day, years):
    """Return the same date ``years`` later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
