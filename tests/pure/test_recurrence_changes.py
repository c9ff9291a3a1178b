import unittest
from datetime import date, timedelta

from ...tools.recurrence import Rule
from ...tools.recurrence_changes import merge, moves

TUESDAY = date(2026, 9, 1)


class TestMerge(unittest.TestCase):
    groups = (("start", "stop"), ("name",))

    def test_three_ways(self):
        before = {"start": 10, "stop": 12, "name": "Repas"}
        after = {"start": 11, "stop": 13, "name": "Repas d'été"}
        self.assertEqual(merge(before, before, after, self.groups), after)
        mine = before | {"name": "Repas du monde"}
        self.assertEqual(
            merge(before, mine, after, self.groups), {"start": 11, "stop": 13}
        )
        mine = before | {"stop": 15}
        self.assertEqual(
            merge(before, mine, after, self.groups), {"name": "Repas d'été"}
        )
        self.assertFalse(merge(before, after, after, self.groups))

    def test_moves(self):
        tuesdays = [TUESDAY, TUESDAY + timedelta(days=7)]
        thursdays = [day + timedelta(days=2) for day in tuesdays]
        tuesday, thursday = (Rule("weekly", weekdays=(day,)) for day in (1, 3))
        moved = dict(zip(tuesdays, thursdays, strict=True))
        self.assertEqual(moves(tuesday, thursday, tuesdays), moved)
        self.assertEqual(moves(tuesday, tuesday, tuesdays), {})
        several = Rule("weekly", weekdays=(1, 3))
        self.assertEqual(moves(tuesday, several, tuesdays), {})
        monthly = Rule("monthly", month_day=1), Rule("monthly", month_day=15)
        self.assertEqual(moves(*monthly, [TUESDAY]), {TUESDAY: date(2026, 9, 15)})
        # another date of the month is nobody's to move, nor to be moved onto
        other = date(2026, 9, 15)
        self.assertEqual(moves(*monthly, [TUESDAY, other]), {})
        self.assertEqual(moves(thursday, tuesday, tuesdays), {})
