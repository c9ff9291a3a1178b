import unittest
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ...tools import local_time
from ...tools.recurrence import MAX_DATES, Clock, Rule, RuleError, parse, plan
from ..common.steady import STEADY

PARIS, CAYENNE, REUNION = "Europe/Paris", "America/Cayenne", "Indian/Reunion"
ZONES = (PARIS, CAYENNE, REUNION, "Pacific/Noumea", "America/Miquelon")
TUESDAY = date(2026, 9, 1)

days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
intervals = st.integers(1, 8)
weekly = st.builds(
    Rule,
    frequency=st.just("weekly"),
    interval=intervals,
    weekdays=st.sets(st.integers(0, 6), min_size=1).map(sorted).map(tuple),
)
by_date = st.builds(
    Rule,
    frequency=st.just("monthly"),
    interval=intervals,
    month_day=st.sampled_from([*range(1, 32), -1]),
)
by_weekday = st.builds(
    Rule,
    frequency=st.just("monthly"),
    interval=intervals,
    weekdays=st.integers(0, 6).map(lambda day: (day,)),
    position=st.sampled_from((1, 2, 3, 4, -1)),
)
rules = st.one_of(weekly, by_date, by_weekday)


def year_of(rule, first):
    return plan(rule, first, first + timedelta(days=365), reasons={}).days


class TestRule(unittest.TestCase):
    @STEADY
    @given(rules, days)
    def test_text_reads_back(self, rule, first):
        self.assertEqual(parse(str(rule), first), rule)

    @STEADY
    @given(rules, days, st.integers(1, 60))
    def test_bounds_and_order(self, rule, first, count):
        until = first + timedelta(days=300)
        for bounded in (
            Rule(**{**vars(rule), "until": until}),
            Rule(**{**vars(rule), "count": count}),
        ):
            try:
                found = plan(
                    bounded, first, date(first.year + 3, 1, 1), reasons={}
                ).days
            except RuleError as error:
                self.assertEqual(error.code, "until_too_far")
                continue
            self.assertEqual(found, sorted(set(found)))
            self.assertTrue(all(day >= first for day in found))
            if bounded.until:
                self.assertTrue(all(day <= until for day in found))
            else:
                self.assertEqual(len(found), count)

    @STEADY
    @given(weekly, days)
    def test_weekly(self, rule, first):
        """On the chosen days only, every so many weeks, none twice."""
        found = year_of(rule, first)
        self.assertEqual({day.weekday() for day in found} - set(rule.weekdays), set())
        monday = first - timedelta(days=first.weekday())
        self.assertTrue(
            all((day - monday).days // 7 % rule.interval == 0 for day in found)
        )
        if len(rule.weekdays) == 1:
            weeks = [day.isocalendar()[:2] for day in found]
            self.assertEqual(len(weeks), len(set(weeks)))

    @STEADY
    @given(by_weekday, days)
    def test_monthly_by_weekday(self, rule, first):
        for day in year_of(rule, first):
            self.assertEqual((day.weekday(),), rule.weekdays)
            if rule.position == -1:
                self.assertNotEqual((day + timedelta(days=7)).month, day.month)
            else:
                self.assertEqual((day.day - 1) // 7 + 1, rule.position)

    def test_last_friday(self):
        rule = parse("FREQ=MONTHLY;BYDAY=-1FR", date(2027, 1, 1))
        found = year_of(rule, date(2027, 1, 1))
        self.assertEqual(
            found[:3], [date(2027, 1, 29), date(2027, 2, 26), date(2027, 3, 26)]
        )
        self.assertEqual(parse("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", TUESDAY), rule)

    def test_29_february(self):
        """Months without a 29th have no date, the last day of the month always is."""
        first = date(2028, 2, 29)
        found = year_of(Rule("monthly", month_day=29), first)
        self.assertNotIn(date(2029, 2, 28), found)
        self.assertEqual(found[:2], [first, date(2028, 3, 29)])
        self.assertEqual(len(found), 12)
        found = year_of(Rule("monthly", month_day=-1), first)
        self.assertIn(date(2029, 2, 28), found)

    def test_text(self):
        for text, expected in {
            "FREQ=WEEKLY;BYDAY=TU": Rule("weekly", weekdays=(1,)),
            "RRULE:freq=weekly;interval=2;byday=fr,mo": Rule("weekly", 2, (0, 4)),
            "FREQ=WEEKLY": Rule("weekly", weekdays=(1,)),
            "FREQ=DAILY;COUNT=3": Rule("weekly", weekdays=tuple(range(7)), count=3),
            "FREQ=MONTHLY;UNTIL=20270630T215959Z": Rule(
                "monthly", month_day=1, until=date(2027, 6, 30)
            ),
        }.items():
            with self.subTest(text):
                self.assertEqual(parse(text, TUESDAY), expected)

    def test_junk(self):
        for text, code in {
            "": "junk",
            "tous les mardis": "junk",
            "FREQ=WEEKLY;BYDAY=XX": "junk",
            "FREQ=WEEKLY;INTERVAL=deux": "junk",
            "FREQ=WEEKLY;UNTIL=hier": "junk",
            "FREQ=WEEKLY;UNTIL=": None,
            "x" * 500: "junk",
            "FREQ=YEARLY": "unsupported",
            "FREQ=SECONDLY": "unsupported",
            "FREQ=DAILY;INTERVAL=2": "unsupported",
            "FREQ=WEEKLY;BYHOUR=3": "unsupported",
            "FREQ=MONTHLY;BYDAY=5FR": "unsupported",
            "FREQ=MONTHLY;BYDAY=FR": "unsupported",
            "FREQ=MONTHLY;BYDAY=1FR;BYMONTHDAY=3": "unsupported",
            "FREQ=MONTHLY;BYMONTHDAY=3;BYSETPOS=1": "unsupported",
            "FREQ=WEEKLY;BYSETPOS=1": "unsupported",
            "FREQ=WEEKLY;WKST=SU": "unsupported",
        }.items():
            with self.subTest(text):
                if code is None:
                    parse(text, TUESDAY)
                    continue
                with self.assertRaises(RuleError) as refusal:
                    parse(text, TUESDAY)
                self.assertEqual(refusal.exception.code, code)
        with self.assertRaises(RuleError):
            parse(7, TUESDAY)

    def test_refused(self):
        friday = {"frequency": "weekly", "weekdays": (4,)}
        for code, values in {
            "no_weekday": {"weekdays": ()},
            "interval": {"interval": 0},
            "count": {"count": 0},
            "too_many": {"count": 10_000},
            "until_before_start": {"until": TUESDAY - timedelta(days=1)},
            "until_too_far": {"until": date(2050, 1, 1)},
            "no_date": {"until": TUESDAY + timedelta(days=1)},
            "month_day": {"frequency": "monthly", "month_day": 32},
        }.items():
            with self.subTest(code), self.assertRaises(RuleError) as refusal:
                Rule(**friday | values).check(TUESDAY)
            self.assertEqual(refusal.exception.code, code)


class TestPlan(unittest.TestCase):
    daily = Rule("weekly", weekdays=tuple(range(7)))

    def test_skips_are_not_counted(self):
        """Ten dates are ten dates held; one set apart by hand was one of them."""
        rule = Rule("weekly", weekdays=(1,), count=4)
        second, third = TUESDAY + timedelta(days=7), TUESDAY + timedelta(days=14)
        result = plan(
            rule,
            TUESDAY,
            date(2027, 9, 1),
            reasons={second: "Férié"},
            apart={third: "Supprimée"},
        )
        self.assertEqual(result.skipped, [(second, "Férié"), (third, "Supprimée")])
        self.assertEqual(result.days, [TUESDAY, date(2026, 9, 22), date(2026, 9, 29)])

    def test_what_is_there_is_not_skipped(self):
        result = plan(
            Rule("weekly", weekdays=(1,), count=1),
            TUESDAY,
            TUESDAY,
            reasons={TUESDAY: "Fermeture"},
            kept={TUESDAY},
        )
        self.assertEqual((result.days, result.skipped), ([TUESDAY], []))

    def test_too_many(self):
        last = TUESDAY + timedelta(days=MAX_DATES)
        with self.assertRaises(RuleError) as refusal:
            plan(self.daily, TUESDAY, last, reasons={})
        self.assertEqual(refusal.exception.code, "too_many")

    def test_count_out_of_reach(self):
        rule = Rule("monthly", month_day=1, count=60)
        with self.assertRaises(RuleError) as refusal:
            plan(rule, TUESDAY, date(2029, 9, 1), reasons={})
        self.assertEqual(refusal.exception.code, "until_too_far")


class TestClock(unittest.TestCase):
    @STEADY
    @given(
        st.sampled_from(ZONES),
        st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31)),
        st.integers(5, 24 * 60),
        st.lists(days, max_size=20),
    )
    def test_wall_clock_is_constant(self, tz, start, minutes, those):
        """Whatever clocks do, people read the same hours; and it always ends later."""
        stop = start + timedelta(minutes=minutes)
        clock, first = Clock.of(start, stop, tz)
        wall = local_time.to_local(start, tz).replace(tzinfo=None)
        self.assertEqual(first, wall.date())
        for day in those:
            begin, end = clock.on(day)
            self.assertLess(begin, end)
            shown = local_time.to_local(begin, tz).replace(tzinfo=None)
            wanted = datetime.combine(day, wall.time())
            if shown != wanted:  # an hour that does not exist that night
                self.assertEqual(shown - wanted, timedelta(hours=1))

    def test_both_nights_in_paris(self):
        clock, _day = Clock.of(
            datetime(2026, 3, 24, 11), datetime(2026, 3, 24, 13), PARIS
        )
        hours = [clock.on(date(2026, 3, day))[0].hour for day in (24, 31)]
        self.assertEqual(hours, [11, 10])
        hours = [
            clock.on(day)[0].hour for day in (date(2026, 10, 20), date(2026, 10, 27))
        ]
        self.assertEqual(hours, [10, 11])

    def test_at_the_hour_that_is_skipped_or_comes_twice(self):
        clock, _day = Clock.of(datetime(2026, 6, 6, 0), datetime(2026, 6, 6, 1), PARIS)
        # 02:00 does not exist: 03:00, for as long as usual
        start, stop = clock.on(date(2026, 3, 29))
        self.assertEqual((start.hour, stop.hour), (1, 2))
        # 02:00 comes twice: the first, until the only 03:00
        start, stop = clock.on(date(2026, 10, 25))
        self.assertEqual((start.hour, stop.hour), (0, 2))

    def test_overseas(self):
        for tz in (CAYENNE, REUNION):
            clock, day = Clock.of(
                datetime(2026, 3, 24, 15), datetime(2026, 3, 24, 17), tz
            )
            for other in (date(2026, 3, 31), date(2026, 10, 27)):
                with self.subTest(tz=tz, day=other):
                    self.assertEqual(clock.on(other)[0].hour, 15)
            self.assertEqual(day, date(2026, 3, 24))
