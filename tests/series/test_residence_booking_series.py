from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import SUPERUSER_ID, Command
from odoo.exceptions import ValidationError
from odoo.tests import Form

from odoo.addons.base.models.ir_cron import IrCron

from ..common.base import ResidenceCommon

WEDNESDAY = datetime(2026, 5, 13, 16)  # 18:00 in Paris
HOUR = timedelta(hours=1)


class TestBookingSeries(ResidenceCommon):
    def _new_series(self, rrule="FREQ=WEEKLY;BYDAY=WE;COUNT=5", **values):
        return (
            self.env["residence.booking.series"]
            .with_user(self.animator)
            .create(
                {
                    "space_id": self.hall.id,
                    "purpose": "Gymnastique",
                    "expected_count": 14,
                    "start": WEDNESDAY,
                    "stop": WEDNESDAY + 1.5 * HOUR,
                    "rrule": rrule,
                    **values,
                }
            )
        )

    def _run_cron(self):
        with patch.object(IrCron, "_commit_progress", return_value=60):
            model = self.env["residence.booking.series"].with_user(SUPERUSER_ID)
            model._cron_extend()
        self.env.invalidate_all()

    def _get_days(self, series):
        return [str(one.start.date()) for one in series.booking_ids.sorted("start")]

    def test_real_bookings(self):
        series = self._new_series()
        bookings = series.booking_ids
        self.assertEqual(len(bookings), 5)
        self.assertEqual(bookings.mapped("purpose"), ["Gymnastique"] * 5)
        self.assertEqual(series.residence_id, self.home)
        with self.assertRaises(ValidationError):
            self._new_series(purpose="Danse")

    def test_winter_time(self):
        series = self._new_series("FREQ=WEEKLY;BYDAY=WE;UNTIL=20261130")
        hours = {one.start.hour for one in series.booking_ids}
        self.assertEqual(hours, {16, 17})
        self.assertNotIn("2026-11-11", self._get_days(series))

    def test_form_asks_and_skips(self):
        event = self._new_event(days=8, hour=16, state="planned", space_id=self.hall.id)
        model = self.env["residence.booking.series"].with_user(self.animator)
        form = Form(model.with_context(residence_series_draft=1))
        form.start = WEDNESDAY
        self.assertTrue(form.wed)
        form.space_id = self.hall
        self.assertEqual(len(form.date_ids), 1)
        series = form.save()
        with self.assertRaisesRegex(ValidationError, event.name):
            series.action_start()
        with self.assertRaisesRegex(ValidationError, "needs its space"):
            series.date_ids.decision = "no_space"
        series.date_ids.decision = "skip"
        series.action_start()
        self.assertNotIn("2026-05-20", self._get_days(series))
        self.assertEqual(set(series.booking_ids.mapped("state")), {"confirmed"})

    def test_edits_stay(self):
        series = self._new_series()
        bookings = series.booking_ids.sorted("start")
        bookings[1].start += HOUR / 2
        bookings[2].action_cancel()
        bookings[3].unlink()
        series.write({"start": WEDNESDAY - HOUR, "stop": WEDNESDAY})
        bookings = bookings.exists()
        self.assertEqual(
            [one.start.hour + one.start.minute / 60 for one in bookings],
            [15, 16.5, 16, 15],
        )
        self._run_cron()
        self.assertEqual(series.booking_ids.sorted("start"), bookings)

    def test_cron_leaves_out_what_is_taken(self):
        """And takes it once it is free."""
        series = self._new_series("FREQ=WEEKLY;BYDAY=WE")
        taken = self.env["residence.booking"].create(
            {
                "space_id": self.hall.id,
                "start": datetime(2026, 11, 18, 17),
                "stop": datetime(2026, 11, 18, 18),
            }
        )
        with freeze_time("2026-05-21 09:00:00"):
            self._run_cron()
            self.assertNotIn("2026-11-18", self._get_days(series))
            taken.action_cancel()
            self._run_cron()
            self.assertIn("2026-11-18", self._get_days(series))

    def test_stop_and_cancel(self):
        series = self._new_series()
        first = series.booking_ids.sorted("start")[0]
        with freeze_time("2026-05-14"):
            series.action_stop()
        self.assertEqual(series.booking_ids, first)
        other = self._new_series(space_id=self.kitchen.id)
        other.action_cancel_rest()
        self.assertEqual(set(other.booking_ids.mapped("state")), {"cancelled"})

    def test_made_from_a_loan(self):
        booking = self.env["residence.booking"].create(
            {
                "space_id": self.hall.id,
                "start": WEDNESDAY,
                "stop": WEDNESDAY + HOUR,
                "purpose": "Chorale",
            }
        )
        action = booking.with_user(self.animator).action_make_series()
        model = self.env[action["res_model"]].with_user(self.animator)
        form = Form(model.with_context(**action["context"]))
        self.assertEqual((form.purpose, form.wed), ("Chorale", True))
        self.assertEqual(len(form.date_ids), 0)
        form.end_type = "count"
        form.count = 3
        series = form.save()
        series.with_context(**action["context"]).action_start()
        self.assertIn(booking, series.booking_ids)
        self.assertEqual(len(series.booking_ids), 3)
        self.assertEqual(booking.action_make_series()["res_id"], series.id)

    def test_as_many_queries_for_12_dates_as_for_52(self):
        def live(count):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            series = self._new_series(f"FREQ=WEEKLY;BYDAY=WE;COUNT={count}")
            series.write({"start": WEDNESDAY - HOUR, "stop": WEDNESDAY})
            series.action_stop()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        live(12)
        self.assertEqual(live(12), live(52))

    def test_dates_set_apart_from_the_start(self):
        dates = [Command.create({"date": "2026-05-20"})]
        series = self._new_series(date_ids=dates)
        self.assertEqual(len(series.booking_ids), 4)
        self.assertNotIn("2026-05-20", self._get_days(series))
        self.assertEqual(series.date_ids.residence_id, self.home)
