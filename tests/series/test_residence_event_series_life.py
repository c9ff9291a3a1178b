from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import Form

from ..common.series import FRIDAY, HOUR, SeriesCommon


class TestEventSeriesLife(SeriesCommon):
    """Once its dates are made: a space that is taken, time that goes by, its end."""

    def test_conflicts_are_asked_date_by_date(self):
        taken = self.env["residence.booking"].create(
            [
                {
                    "space_id": self.hall.id,
                    "start": FRIDAY + timedelta(days=days),
                    "stop": FRIDAY + timedelta(days=days) + HOUR,
                    "purpose": f"Gymnastique {days}",
                }
                for days in (7, 14)
            ]
        )
        model = self.env["residence.event.series"].with_user(self.animator)
        form = Form(model.with_context(residence_series_draft=1))
        form.event_type_id = self.basket
        form.start = FRIDAY
        form.space_id = self.hall
        form.end_type = "count"
        form.count = 4
        self.assertEqual(len(form.date_ids), 2)
        self.assertIn("Gymnastique 7", form.preview)
        form.space_id = self.kitchen
        self.assertEqual(len(form.date_ids), 0, "nothing to ask any more")
        form.space_id = self.hall
        self.assertEqual(form.ask_count, 2)
        series = form.save()
        with self.assertRaises(ValidationError) as refusal, self.env.cr.savepoint():
            series.action_start()
        for word in ("22 May", "29 May", "Gymnastique 7", "Gymnastique 14"):
            self.assertIn(word, str(refusal.exception))
        # a browser shows the sentence of the errors it knows by name, and no other
        self.assertIs(type(refusal.exception), ValidationError)
        self.assertFalse(series.event_ids, "all or nothing")
        skipped, kept = series.date_ids.sorted("date")
        skipped.decision, kept.decision = "skip", "no_space"
        series.action_start()
        self.assertEqual(
            self._get_days(series), ["2026-05-15", "2026-05-29", "2026-06-05"]
        )
        with_space = series.event_ids.filtered("space_id")
        self.assertEqual(len(with_space), 2)
        self.assertEqual(set(series.event_ids.mapped("state")), {"planned"})
        self.assertEqual(len(taken.exists()), 2)
        # and the cron asks nothing again
        self._run_cron()
        self.assertEqual(len(series.event_ids), 3)

    def test_one_choice_for_all(self):
        self._new_series(event_type_id=self.club.id)
        model = self.env["residence.event.series"].with_user(self.animator)
        form = Form(model.with_context(residence_series_draft=1))
        form.event_type_id = self.basket
        form.start = FRIDAY
        form.space_id = self.hall
        form.end_type = "count"
        form.count = 4
        self.assertEqual(form.ask_count, 4)
        form.settle_all = "no_space"
        self.assertEqual(form.ask_count, 0)
        series = form.save()
        series.action_start()
        self.assertEqual(len(series.event_ids), 4)
        self.assertFalse(series.event_ids.space_id)

    def test_horizon_rolls(self):
        series = self._new_series("FREQ=WEEKLY;BYDAY=FR")
        # from the first date on, which is to come
        self.assertEqual(self._get_days(series)[-1], "2026-11-13")
        count = len(series.event_ids)
        with freeze_time("2026-06-12 09:00:00"):
            self._run_cron()
            self.assertEqual(self._get_days(series)[-1], "2026-12-11")
            again = len(series.event_ids)
            self._run_cron()
            self.assertEqual(len(series.event_ids), again, "twice is once")
        self.assertEqual(again, count + 4)
        self.env["ir.config_parameter"].set_param(
            "residence_community.series_horizon_months", "8"
        )
        self._run_cron()
        self.assertEqual(self._get_days(series)[-1], "2027-01-15")

    def test_cron_meets_a_space_that_is_taken(self):
        """Nobody is there to choose: in preparation, and its form says why."""
        series = self._new_series("FREQ=WEEKLY;BYDAY=FR")
        self.env["residence.booking"].create(
            {
                "space_id": self.hall.id,
                "start": datetime(2026, 11, 20, 16),
                "stop": datetime(2026, 11, 20, 17),
                "purpose": "Gymnastique",
            }
        )
        with freeze_time("2026-05-25 09:00:00"):
            self._run_cron()
        late = series.event_ids.filtered(lambda one: str(one.date) == "2026-11-20")
        self.assertEqual((late.state, late.space_id), ("draft", self.hall))
        self.assertIn("Gymnastique", late.notice)

    def test_what_is_cancelled_moved_or_deleted_does_not_come_back(self):
        series = self._new_series("FREQ=WEEKLY;BYDAY=FR")
        cancelled, moved, deleted = series.event_ids.sorted("start")[1:4]
        cancelled.action_cancel()
        moved.start += timedelta(days=1)
        deleted.unlink()
        count = len(series.event_ids)
        self._run_cron()
        self.assertEqual(len(series.event_ids), count)
        self.assertEqual(series.date_ids.date, date(2026, 6, 5))
        self.assertIn("Deleted", series.preview)

    def test_closing_added_later(self):
        """What nobody touched goes; sign-ups keep a date, for somebody to decide."""
        series = self._new_series("FREQ=WEEKLY;BYDAY=FR;UNTIL=20260930")
        signed = series.event_ids.filtered(lambda one: str(one.date) == "2026-08-07")
        signed.expected_count = 5
        self._close("2026-08-01", "2026-08-21")
        self._run_cron()
        days = [day for day in self._get_days(series) if "2026-08" in day]
        self.assertEqual(days, ["2026-08-07", "2026-08-28"])

    def test_ends_by_itself(self):
        series = self._new_series("FREQ=WEEKLY;BYDAY=FR;COUNT=2")
        self._run_cron()
        self.assertEqual(series.state, "active")
        with freeze_time("2026-05-24 09:00:00"):
            self._run_cron()
        self.assertEqual(series.state, "stopped")
        self.assertEqual(len(series.event_ids), 2, "what is there stays")

    def test_stop_resume_delete(self):
        series = self._new_series()
        first, second, third, *_rest = series.event_ids.sorted("start")
        with freeze_time("2026-05-23 09:00:00"):
            first.basket_count = 12
            first.action_done()
            third.name = "Paniers de fête"
            series.action_stop()
            # held, over, and worked on: they stay
            self.assertEqual(series.event_ids.sorted("start"), first + second + third)
            self.assertEqual(series.state, "stopped")
            series.action_resume()
            self.assertEqual(len(series.event_ids), 6)
            self.assertEqual(third.name, "Paniers de fête")
            kept = first + second + third
            series.unlink()
            self.assertEqual(kept.exists(), kept)
            self.assertFalse(kept.series_id)

    def test_cancel_the_rest(self):
        series = self._new_series()
        events = series.event_ids.sorted("start")
        events[1].action_cancel_following()
        self.assertEqual(events[0].state, "planned")
        self.assertEqual(set(events[1:].mapped("state")), {"cancelled"})
        self.assertFalse(events[1:].booking_ids)
        self._run_cron()
        self.assertEqual(series.event_ids, events)
        other = self._new_series(space_id=False)
        other.action_cancel_rest()
        self.assertEqual(set(other.event_ids.mapped("state")), {"cancelled"})
        self.assertEqual(other.state, "stopped")
