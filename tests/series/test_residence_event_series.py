from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form
from odoo.tools import html2plaintext

from ..common.series import FRIDAY, HOUR, SeriesCommon


class TestEventSeries(SeriesCommon):
    def test_real_events(self):
        series = self._new_series(
            partner_ids=[Command.set(self.env.company.partner_id.ids)]
        )
        events = series.event_ids
        self.assertEqual(len(events), 6)
        self.assertEqual(set(events.mapped("state")), {"planned"})
        self.assertEqual(events.mapped("space_id"), self.hall)
        self.assertEqual(events.partner_ids, self.env.company.partner_id)
        self.assertEqual(len(events.booking_ids), 6)
        self.assertEqual(events.event_type_id, self.basket)
        # each has its own count
        first = events.sorted("start")[0]
        with freeze_time("2026-05-16"):
            first.basket_count = 20
            first.action_done()
        self.assertEqual(sum(events.mapped("basket_count")), 20)

    def test_wall_clock_over_both_changes(self):
        series = self._new_series(
            "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270430",
            start=datetime(2026, 10, 6, 10),
            stop=datetime(2026, 10, 6, 12),
        )
        hours = {(str(one.date), one.start.hour) for one in series.event_ids}
        self.assertLessEqual(
            {("2026-10-20", 10), ("2026-10-27", 11), ("2027-03-30", 10)}, hours
        )
        self.assertEqual({one.stop - one.start for one in series.event_ids}, {2 * HOUR})

    def test_overseas(self):
        self.home.tz = "Indian/Reunion"
        series = self._new_series(
            "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270430", start=datetime(2026, 10, 6, 20)
        )
        # midnight there: the day is Wednesday
        self.assertEqual({one.start.hour for one in series.event_ids}, {20})
        self.assertNotIn("2026-10-07", self._get_days(series))
        series = self._new_series(
            "FREQ=WEEKLY;BYDAY=WE;UNTIL=20270430",
            start=datetime(2026, 10, 6, 20, 30),
            stop=datetime(2026, 10, 6, 21),
            space_id=False,
        )
        self.assertEqual(self._get_days(series)[0], "2026-10-07")

    def test_skips_and_says_why(self):
        self._close("2026-08-01", "2026-08-21")
        self.home.school_zone = "b"
        series = self._new_series(
            "FREQ=WEEKLY;BYDAY=SA;UNTIL=20260905", start=FRIDAY.replace(month=7, day=11)
        )
        self.assertEqual(
            self._get_days(series),
            [
                *("2026-07-11", "2026-07-18", "2026-07-25"),
                *("2026-08-22", "2026-08-29", "2026-09-05"),
            ],
        )
        for word in ("Congés", "Assumption", "Vacances d'été"):
            self.assertIn(word, html2plaintext(series.preview))
        series.skip_school_holidays = True
        self.assertEqual(self._get_days(series), ["2026-09-05"])
        series.write({"skip_school_holidays": False, "skip_closings": False})
        self.assertIn("2026-08-08", self._get_days(series))
        self.assertNotIn("2026-08-15", self._get_days(series))
        series.skip_public_holidays = False
        self.assertIn("2026-08-15", self._get_days(series))

    def test_sentence(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        for rrule, sentence in {
            "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270430": "Every Tuesday from 17:00 to 18:30, "
            "until 30 April; except public holidays and closing days.",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,MO": "Every 2 weeks, on Monday and "
            "Saturday from 17:00 to 18:30; except public holidays and closing days.",
            "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3": "The last Friday of each month from "
            "17:00 to 18:30, 3 times; except public holidays and closing days.",
            "FREQ=MONTHLY;BYMONTHDAY=1;INTERVAL=3": "The 1st, every 3 months from "
            "17:00 to 18:30; except public holidays and closing days.",
            "FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20280630": "The last day of each month "
            "from 17:00 to 18:30, until 30 June 2028; except public holidays and "
            "closing days.",
        }.items():
            series = self._new_series(rrule, state="draft")
            with self.subTest(rrule):
                self.assertEqual(series.sentence, sentence)
        series.write(dict.fromkeys(("skip_public_holidays", "skip_closings"), False))
        self.assertTrue(series.sentence.endswith("until 30 June 2028."))

    def test_form_previews_before_anything_is_made(self):
        model = self.env["residence.event.series"].with_user(self.animator)
        form = Form(model.with_context(residence_series_draft=1))
        form.event_type_id = self.basket
        form.start = FRIDAY
        self.assertTrue(form.fri)
        self.assertFalse(form.tue)
        self.assertIn("Every Friday from 17:00 to 18:30", form.sentence)
        self.assertIn("15 May 2026", form.preview)
        form.start = FRIDAY + timedelta(days=1)
        self.assertTrue(form.sat)
        self.assertFalse(form.fri)
        form.end_type = "count"
        form.count = 3
        series = form.save()
        self.assertEqual((series.state, series.event_ids.ids), ("draft", []))
        series.action_start()
        self.assertEqual(len(series.event_ids), 3)

    def test_bad_input(self):
        """A sentence that names the field, and nothing half-written."""
        model = self.env["residence.event.series"]
        before = model.search_count([]), self.env["residence.event"].search_count([])
        for rrule, values, word in (
            ("FREQ=WEEKLY;BYDAY=FR;COUNT=10000", {}, "at most 400"),
            ("FREQ=DAILY;UNTIL=20500101", {}, "at most 3 years"),
            ("FREQ=WEEKLY;BYDAY=FR;COUNT=0", {}, "at least 1"),
            ("FREQ=WEEKLY;BYDAY=FR;COUNT=-3", {}, "at least 1"),
            ("FREQ=WEEKLY;BYDAY=FR;INTERVAL=0", {}, "in 1 to 52"),
            ("FREQ=WEEKLY;BYDAY=FR;UNTIL=20260101", {}, "before the first date"),
            ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20260516", {}, "No date falls"),
            ("'; DROP TABLE residence_event; --", {}, "no recurrence rule"),
            ("FREQ=HOURLY", {}, "“Rule”"),
            (False, {}, "at least one day"),
            ("FREQ=WEEKLY;BYDAY=FR", {"stop": FRIDAY - HOUR}, "“End”"),
            ("FREQ=WEEKLY;BYDAY=FR", {"stop": FRIDAY}, "“End”"),
            ("FREQ=WEEKLY;BYDAY=FR", {"stop": FRIDAY + 200 * HOUR}, "7 days"),
            ("FREQ=DAILY;COUNT=9", {"stop": FRIDAY + 30 * HOUR}, "overlap"),
            (False, {"mon": True, "end_type": "until"}, "“Last Day”"),
            (False, {"mon": True, "end_type": "count"}, "at least 1"),
            (False, {"frequency": "monthly", "month_day": 40}, "1 to 31"),
            ("FREQ=WEEKLY;BYDAY=FR", {"space_id": self.away_hall.id}, "Les Tamaris"),
        ):
            with (
                self.subTest(rrule=rrule, **values),
                self.assertRaisesRegex(ValidationError, word),
                self.env.cr.savepoint(),
            ):
                self._new_series(rrule, user=self.administrator, **values)
        after = model.search_count([]), self.env["residence.event"].search_count([])
        self.assertEqual(before, after)

    def test_editing_into_junk_changes_nothing(self):
        series = self._new_series()
        days = self._get_days(series)
        for values in (
            {"rrule": "n'importe quoi"},
            {"fri": False},
            {"count": 0},
            {"stop": FRIDAY - HOUR},
            {"state": "draft"},
        ):
            with (
                self.subTest(values),
                self.assertRaises(UserError),
                self.env.cr.savepoint(),
            ):
                series.write(values)
            self.env.invalidate_all()
            self.assertEqual(self._get_days(series), days)

    def test_made_from_an_event(self):
        event = self._new_event(
            days=3, hour=15, state="planned", name="Paniers", space_id=self.hall.id
        ).with_user(self.animator)
        action = event.action_make_series()
        model = self.env[action["res_model"]].with_user(self.animator)
        form = Form(model.with_context(**action["context"]))
        self.assertEqual(
            (form.name, form.start, form.fri), ("Paniers", event.start, True)
        )
        form.end_type = "count"
        form.count = 4
        self.assertEqual(len(form.date_ids), 0, "it is not in its own way")
        series = form.save()
        series.with_context(**action["context"]).action_start()
        self.assertEqual(len(series.event_ids), 4)
        self.assertIn(event, series.event_ids)
        self.assertEqual(
            set(series.event_ids.booking_ids.mapped("state")), {"confirmed"}
        )
        self.assertEqual(event.action_make_series()["res_id"], series.id)

    def test_never_the_same_date_twice(self):
        series = self._new_series()
        first = series.event_ids[0]
        with (
            self.assertRaisesRegex(ValidationError, "date of the series"),
            self.env.cr.savepoint(),
        ):
            self._new_event(series_id=series.id, series_date=first.series_date)
            self.env.flush_all()


class TestEventSeriesQueries(SeriesCommon):
    def _count_queries(self, action):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _live(self, count, start):
        """Make a series, move it, stop it; return the queries of each."""
        partners = [Command.set(self.env.company.partner_id.ids)]
        rrule = f"FREQ=WEEKLY;BYDAY=FR;COUNT={count}"
        made = []
        queries = [
            self._count_queries(
                lambda: made.append(
                    self._new_series(rrule, start=start, partner_ids=partners)
                )
            )
        ]
        (series,) = made
        self.assertEqual(len(series.event_ids), count)
        self.assertEqual(len(series.event_ids.booking_ids), count)
        half = timedelta(minutes=30)
        values = {"start": start - half, "stop": start + half, "name": "Paniers"}
        queries.append(self._count_queries(lambda: series.write(values)))
        self.assertEqual(set(series.event_ids.mapped("name")), {"Paniers"})
        queries.append(self._count_queries(series.action_stop))
        self.assertFalse(series.event_ids)
        return queries

    def test_as_many_queries_for_12_dates_as_for_52(self):
        self._live(12, FRIDAY)  # fills the caches of rules and rights
        short, long = self._live(12, FRIDAY), self._live(52, FRIDAY)
        self.assertEqual(short, long)
        self.assertLess(sum(long), 100)
