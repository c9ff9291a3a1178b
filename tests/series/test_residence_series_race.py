from datetime import timedelta
from threading import Barrier, Thread

from freezegun import freeze_time
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg2 import OperationalError

import odoo
from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tests.common import BaseCase
from odoo.tools import mute_logger

from ..common.base import MODULE
from ..common.series import FRIDAY, HOUR, SeriesCommon
from ..common.steady import STEADY

# what people do to a series, and to which of its dates
changes = st.tuples(
    st.sampled_from(
        [
            *("cancel", "delete", "move", "rename", "hold", "sign up"),
            *("weekday", "interval", "later", "close", "cron", "stop", "resume"),
        ]
    ),
    st.integers(0, 30),
)


class Undone(Exception):
    """Raised to roll an example back."""


class TestSeriesLife(SeriesCommon):
    """Whatever people do, in whatever order."""

    @settings(STEADY, max_examples=25)
    @given(st.lists(changes, min_size=1, max_size=12))
    def test_any_life(self, life):
        with self.assertRaises(Undone), self.env.cr.savepoint():
            self._check_life(life)
            raise Undone
        self.env.invalidate_all()

    def _check_life(self, life):
        series = self._new_series("FREQ=WEEKLY;BYDAY=FR", user=self.administrator)
        held = {}
        with freeze_time("2026-07-01 09:00:00"):
            for what, number in life:
                events = series.event_ids.sorted("series_date")
                if events:
                    self._change(what, series, events[number % len(events)], number)
                for event in events.exists().filtered(lambda one: one.state == "done"):
                    before = held.setdefault(event.id, (event.start, event.name))
                    self.assertEqual((event.start, event.name), before)
                self._check(series)
            self._check_twice_is_once(series)

    def _change(self, what, series, event, number):
        is_open = event.state in ("draft", "planned")
        if what == "cancel" and is_open:
            event.action_cancel()
        elif what == "delete" and event.state != "done":
            event.unlink()
        elif what == "move" and is_open:
            with self._refusing():
                event.start += timedelta(days=1)
        elif what == "rename" and event.state != "done":
            event.name = f"Paniers {number}"
        elif what == "hold" and is_open and event.stop < fields.Datetime.now():
            event.action_done_uncounted()
        elif what == "sign up" and is_open:
            event.expected_count = 3
        elif what == "close":
            day = str(event.date)
            self._close(day, day)
        else:
            self._change_series(what, series, number)

    def _change_series(self, what, series, number):
        with self._refusing():
            if what == "cron":
                self._run_cron()
            elif what in ("stop", "resume"):
                series.state = "stopped" if what == "stop" else "active"
            elif what == "weekday":
                series.write(
                    series._get_weekday_values(FRIDAY.date() + number * 24 * HOUR)
                )
            elif what == "interval":
                series.interval = 1 + number % 3
            elif what == "later":
                series.start += number * timedelta(minutes=5)

    def _refusing(self):
        """Let a refusal be: a space may be taken; then nothing changes."""
        return Refusing(self.env)

    def _check(self, series):
        events = series.event_ids
        days = events.mapped("series_date")
        self.assertEqual(len(days), len(set(days)))
        clock = series._get_clock()
        rule, now = series._get_rule(), fields.Datetime.now()
        for event in events.filtered(lambda one: one._is_coming(now)):
            bookings = event.booking_ids.filtered(lambda one: one.state == "confirmed")
            wanted = event.space_id if event.state == "planned" else event.space_id[:0]
            self.assertEqual(bookings.space_id, wanted)
            if not event.series_change and series.state == "active":
                self.assertEqual((event.start, event.stop), clock.on(event.series_date))
                self.assertIn(event.series_date.weekday(), rule.weekdays)

    def _check_twice_is_once(self, series):
        self._run_cron()
        events = series.event_ids
        values = events.read(["start", "state", "name", "space_id", "series_date"])
        self._run_cron()
        self.assertEqual(series.event_ids, events)
        self.assertEqual(
            events.read(["start", "state", "name", "space_id", "series_date"]), values
        )


class Refusing:
    """Undo what is refused, and go on."""

    def __init__(self, env):
        self.env, self.savepoint = env, env.cr.savepoint()

    def __enter__(self):
        self.savepoint.__enter__()

    def __exit__(self, kind, error, traceback):
        self.savepoint.__exit__(kind, error, traceback)
        if kind and issubclass(kind, UserError):
            self.env.invalidate_all()
            return True
        return False


@tagged("post_install", "-at_install")
class TestSeriesRace(BaseCase):
    """Real transactions, committed, on a residence made for the occasion."""

    def setUp(self):
        super().setUp()
        name = odoo.tests.common.get_db_name()
        self.registry = odoo.modules.registry.Registry(name)
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            residence = env["residence.residence"].create(
                {"name": "Course", "dwelling_count": 1, "tz": "Europe/Paris"}
            )
            start = fields.Datetime.now().replace(hour=10, minute=0, second=0)
            start += timedelta(days=2)
            series = env["residence.event.series"].create(
                {
                    "residence_id": residence.id,
                    "event_type_id": env.ref(f"{MODULE}.event_type_club").id,
                    "start": start,
                    "stop": start + HOUR,
                    "rrule": "FREQ=WEEKLY;COUNT=8",
                    "skip_public_holidays": False,
                    "skip_closings": False,
                    "state": "draft",
                }
            )
            self.series_id, self.residence_id = series.id, residence.id
        self.addCleanup(self._clean)

    def _clean(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["residence.event"].search(
                [("residence_id", "=", self.residence_id)]
            ).unlink()
            env["residence.event.series"].browse(self.series_id).exists().unlink()
            env["residence.residence"].browse(self.residence_id).unlink()

    def _race(self, *actions):
        """Run actions on the series at once; return those that must run again."""
        barrier, again = Barrier(len(actions), timeout=30), []

        def run(env, action):
            try:
                with env.cr:
                    series = env["residence.event.series"].browse(self.series_id)
                    len(series.event_ids)  # all see the same dates
                    barrier.wait()
                    action(series)
            except OperationalError:
                again.append(action)

        # environments made here: Odoo's runner holds the lock of the registry
        threads = [
            Thread(
                target=run,
                args=[api.Environment(self.registry.cursor(), SUPERUSER_ID, {}), one],
            )
            for one in actions
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return again

    def _get_events(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            events = env["residence.event"].search(
                [("residence_id", "=", self.residence_id)]
            )
            return events.mapped("name"), events.mapped("date")

    @mute_logger("odoo.sql_db")
    def test_two_people_start_it(self):
        """The second is told to run again, and then finds it done."""

        def start(series):
            series.action_start()

        again = self._race(start, start)
        self.assertEqual(len(again), 1)
        self.assertFalse(self._race(*again))
        self.assertEqual(len(self._get_events()[1]), 8)

    @mute_logger("odoo.sql_db")
    def test_the_cron_and_somebody(self):
        def rename(series):
            series.write({"name": "Club du lundi", "count": 10})

        def extend(series):
            series._extend()

        self._race(lambda series: series.action_start())
        again = self._race(rename, extend)
        self.assertEqual(len(again), 1)
        self.assertFalse(self._race(*again))
        names, days = self._get_events()
        self.assertEqual(set(names), {"Club du lundi"})
        self.assertEqual((len(days), len(set(days))), (10, 10))
