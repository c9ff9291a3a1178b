import unittest
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ...tools.local_time import at_hour, day_bounds, shift_days, to_local, to_utc
from ..common.steady import STEADY

PARIS = "Europe/Paris"


class TestLocalTime(unittest.TestCase):
    def test_both_summer_time_days(self):
        """Paris 2026: clocks forward on 29 March, back on 25 October."""
        before, after = datetime(2026, 3, 24, 11), datetime(2026, 3, 31, 10)
        self.assertEqual(shift_days(before, 7, PARIS), after)
        before, after = datetime(2026, 10, 20, 10), datetime(2026, 10, 27, 11)
        self.assertEqual(shift_days(before, 7, PARIS), after)

    def test_hour_that_does_not_exist(self):
        self.assertEqual(
            to_utc(datetime(2026, 3, 29, 2, 30), PARIS), datetime(2026, 3, 29, 1, 30)
        )

    def test_hour_that_comes_twice(self):
        self.assertEqual(
            to_utc(datetime(2026, 10, 25, 2, 30), PARIS), datetime(2026, 10, 25, 0, 30)
        )

    def test_days_of_23_and_25_hours(self):
        for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25)):
            start, stop = day_bounds(day, PARIS)
            self.assertEqual(stop - start, timedelta(hours=hours))

    def test_overseas(self):
        self.assertEqual(
            at_hour(date(2026, 7, 14), 12.5, "Indian/Reunion"),
            datetime(2026, 7, 14, 8, 30),
        )

    @STEADY
    @given(
        st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),
        st.sampled_from([PARIS, "America/Cayenne", "Indian/Reunion"]),
        st.integers(-400, 400),
    )
    def test_wall_clock_survives_a_shift(self, wall, tz, days):
        wall = wall.replace(hour=12, microsecond=0)
        moved = to_local(shift_days(to_utc(wall, tz), days, tz), tz)
        self.assertEqual(moved.replace(tzinfo=None), wall + timedelta(days=days))
