"""How many queries a screen asks: fixed, and the same however much there is."""

from datetime import date

from odoo.tests import tagged

from ..common import screens
from ..common.base import ResidenceCommon

# What one opening or saving asks at most, all warm but what belongs to the request.
QUERIES = {
    "today": 20,
    "list": 6,
    "form": 23,
    "report": 32,
    "save": 28,
    "save_report": 27,
    "calendar": 4,
    "pivot": 3,
    "generations": 5,
}
SERIES = 21  # at most, of any number of dates that Odoo writes in one batch
BATCH = 100  # rows that Odoo writes at a time
DAY = date(2026, 5, 12)


@tagged("post_install", "-at_install")  # all views are there
class TestPerformance(ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._live(days=range(-21, 0, 3), residents=2)
        cls._new_event(days=-2, state="planned", name="Sans bilan")
        cls._new_event(days=2, state="planned", space_id=cls.hall.id)

    @classmethod
    def _live(cls, days, residents):
        """Hold an event a day at home, counted, with names and a space."""
        people = [
            cls._new_resident(f"Habitant {day} {number}", f"A{number}")
            for number in range(residents)
            for day in days
        ]
        for day in days:
            event = cls._new_event(days=day, state="done", space_id=cls.hall.id)
            cls._new_count(event, adults=4, elders=9)
            cls._new_presences(event, *people[:residents])

    def _get_work(self):
        """Return what is measured, by name: functions of an environment."""
        events = self.env["residence.event"].search(
            [("residence_id", "=", self.home.id)], order="start"
        )
        held = events.filtered("named_count")[:1].id
        due = events.filtered("is_report_due")[:1].id
        return {
            "today": screens.open_today,
            "list": screens.open_whole_list,
            "form": lambda env: screens.open_form(env, held),
            "report": lambda env: screens.open_report(env, due),
            "save": lambda env: screens.save_form(env, held),
            "save_report": lambda env: screens.save_report(env, due),
            "calendar": lambda env: screens.open_calendar(env, DAY),
            "pivot": lambda env: screens.open_pivot(env, DAY.year),
        }

    def _count(self, work, user=None):
        """Return how many queries ``work`` asks, called the second time."""
        env = self.env(user=user or self.animator)
        for _time in range(2):
            env.flush_all()
            env.invalidate_all()
            env.user.has_group("base.group_user")  # who it is, as any request asks
            with env.cr.savepoint(flush=False) as savepoint:
                before = env.cr.sql_log_count
                work(env)
                env.flush_all()
                count = env.cr.sql_log_count - before
                savepoint.rollback()
        env.invalidate_all(flush=False)
        return count

    def test_each_screen_asks_what_it_did(self):
        counts = {name: self._count(work) for name, work in self._get_work().items()}
        counts["generations"] = self._count(
            lambda env: screens.read_generations(env, DAY.year, 5), self.management
        )
        more = {name: count for name, count in counts.items() if count > QUERIES[name]}
        self.assertFalse(more, f"of at most {QUERIES}")

    def test_more_of_everything_asks_no_more(self):
        before = {name: self._count(work) for name, work in self._get_work().items()}
        self._live(days=range(-200, -30, 7), residents=5)
        for number in range(3):
            self._new_event(days=-3 - number, state="planned", name="Sans bilan")
            self._new_event(days=3 + number, state="planned", space_id=self.hall.id)
            residence = self._new_residence(f"Résidence {number}", 40)
            self._new_event(residence, days=-5, state="planned")
        after = {name: self._count(work) for name, work in self._get_work().items()}
        self.assertEqual(after, before)

    def test_a_series_asks_the_same_for_any_number_of_dates(self):
        counts = {
            dates: self._count(
                lambda env, dates=dates: screens.make_series(env, self.home.id, dates)
            )
            for dates in (13, 52, 104)
        }
        self.assertLessEqual(counts[13], SERIES)
        self.assertEqual(counts[52], counts[13])
        # events and their bookings, a hundred at a time
        self.assertLessEqual(counts[104], counts[13] + 4 * (104 // BATCH))
