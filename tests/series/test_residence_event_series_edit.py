from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form

from .test_residence_event_series import FRIDAY, HOUR, SeriesCommon


class TestEventSeriesEdit(SeriesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.series = cls._new_series()
        cls.events = cls.series.event_ids.sorted("start")

    def _apply(self, event, scope, decisions=()):
        """Apply what was changed on ``event``, as on the screen."""
        action = event.with_user(self.animator).action_apply_to_series()
        change = Form(
            self.env[action["res_model"]]
            .with_user(self.animator)
            .with_context(**action["context"])
        )
        change.scope = scope
        change = change.save()
        action = change.action_apply()
        if decisions and action["res_model"] == change._name:
            for line, decision in zip(change.line_ids, decisions, strict=True):
                line.decision = decision
            action = change.action_apply()
        return change, action

    def _get_hours(self, events):
        return [event.start.hour + event.start.minute / 60 for event in events]

    def test_this_one(self):
        event = self.events[1]
        event.start += HOUR / 2
        self.assertEqual(event.series_change, "When")
        self.events[4].stop += HOUR
        self.events[4].name = "Autre"
        self.assertEqual(self.events[4].series_change, "When, Title")
        self.assertFalse(self.events[2].series_change)
        self.series.name = "Paniers d'été"
        self.assertEqual(
            event.name, "Paniers d'été", "the title was not changed by hand"
        )
        self.assertEqual(self._get_hours(self.events[:3]), [15, 15.5, 15])
        event.action_follow_series()
        self.assertEqual(self._get_hours(event), [15])

    def test_following(self):
        with freeze_time("2026-05-16 09:00:00"):
            self.events[0].basket_count = 9
            self.events[0].action_done()
            self.events[4].name = "Paniers de fête"
            self.events[2].start += HOUR / 2
            self._apply(self.events[2], "following")
        self.assertEqual(self._get_hours(self.events), [15, 15, 15.5, 15.5, 15.5, 15.5])
        first, rest = self.events[0].series_id, self.events[2].series_id
        self.assertEqual(first, self.series)
        self.assertEqual(first.event_ids, self.events[1] + self.events[0])
        self.assertEqual(str(first.until), "2026-05-28")
        self.assertEqual(rest.event_ids.sorted("start"), self.events[2:])
        self.assertEqual(
            (rest.end_type, rest.count, rest.state), ("count", 4, "active")
        )
        self.assertEqual(self.events[4].name, "Paniers de fête")
        self.assertEqual(
            self.events[4].booking_ids.start, self.events[4].start - HOUR / 4
        )
        with freeze_time("2026-05-20 09:00:00"):
            self._run_cron()
        self.assertEqual((first + rest).event_ids, self.events.sorted("start", True))

    def test_all(self):
        with freeze_time("2026-05-23 09:00:00"):
            self.events[0].basket_count = 9
            self.events[0].action_done()
            self.events[3].expected_count = 4
            self.events[4].start += HOUR
            self.events[5].partner_ids = self.env.company.partner_id
            self._apply(self.events[5], "all")
        # held, and over: as they were
        self.assertFalse(self.events[:2].partner_ids)
        for event in self.events[2:]:
            self.assertEqual(event.partner_ids, self.env.company.partner_id)
        self.assertEqual(self._get_hours(self.events[3:5]), [15, 16])
        self.assertEqual(self.events[3].expected_count, 4)
        self.assertEqual(self.events.series_id, self.series)

    def test_another_weekday(self):
        """The same dates, on Thursdays: sign-ups and titles stay with theirs."""
        self.events[3].expected_count = 7
        self.events[4].name = "Paniers de fête"
        self.events[1].start -= timedelta(days=1)
        self._apply(self.events[1], "following")
        days = [event.date.weekday() for event in self.events]
        self.assertEqual(days, [4, 3, 3, 3, 3, 3])
        self.assertEqual(self.events.exists(), self.events)
        rest = self.events[1].series_id
        self.assertEqual((rest.thu, rest.fri), (True, False))
        self.assertEqual(rest.event_ids.sorted("start"), self.events[1:])
        self.assertEqual(len(self.events.booking_ids), 6)

    def test_another_weekday_on_the_series(self):
        self.events[4].name = "Paniers de fête"
        with Form(self.series.with_user(self.animator)) as form:
            form.fri = False
            form.sat = True
        self.assertEqual({event.date.weekday() for event in self.events}, {5})
        self.assertEqual(self.series.event_ids.sorted("start"), self.events)

    def test_another_weekday_brings_nothing_back(self):
        """What was cancelled or deleted stays so, on its new day too."""
        self.events[2].action_cancel()
        self.events[3].unlink()
        self.series.write({"fri": False, "sat": True})
        self._run_cron()
        days = [(one.date.day, one.state) for one in self.series.event_ids]
        self.assertEqual(len(days), 5)
        self.assertNotIn(30, [day for day, _state in days], "the cancelled one")
        self.assertNotIn(6, [day for day, _state in days], "the deleted one")
        self.assertEqual(str(self.series.date_ids.date), "2026-06-06")

    def test_every_other_week(self):
        self.events[3].expected_count = 7
        self.series.interval = 2
        days = self._get_days(self.series)
        self.assertEqual(
            days[:5],
            ["2026-05-15", "2026-05-29", "2026-06-05", "2026-06-12", "2026-06-26"],
        )
        self.assertEqual(self.events[3].exists().expected_count, 7, "worked on: stays")
        self.assertFalse(self.events[1].exists())

    def test_conflicts_date_by_date(self):
        for event in self.events[2:4]:
            self.env["residence.booking"].create(
                {
                    "space_id": self.kitchen.id,
                    "start": event.start,
                    "stop": event.stop,
                    "purpose": "Cuisine prêtée",
                }
            )
        self.events[1].space_id = self.kitchen
        change, action = self._apply(self.events[1], "following")
        self.assertEqual(action["res_id"], change.id)
        self.assertEqual(
            [str(line.date) for line in change.line_ids], ["2026-05-29", "2026-06-05"]
        )
        self.assertIn("Cuisine prêtée", change.line_ids[0].reason)
        self.assertEqual(self.events[4].space_id, self.hall, "nothing was changed")
        self.assertEqual(self.events.series_id, self.series)
        change.line_ids[0].decision = "skip"
        self.assertEqual(change.action_apply()["res_id"], change.id, "one is left")
        self.assertEqual(self.events.exists(), self.events)
        change.line_ids[1].decision = "no_space"
        change.action_apply()
        self.assertFalse(self.events[2].exists())
        self.assertFalse(self.events[3].space_id)
        self.assertEqual(self.events[3].state, "planned")
        self.assertEqual(self.events[4].space_id, self.kitchen)
        self.assertEqual(self.events[0].space_id, self.hall)
        self._run_cron()
        self.assertFalse(self.events[3].space_id)

    def test_refused_whole_without_a_choice(self):
        self.env["residence.booking"].create(
            {
                "space_id": self.kitchen.id,
                "start": self.events[5].start,
                "stop": self.events[5].stop,
            }
        )
        with self.assertRaisesRegex(UserError, "19 Jun"), self.env.cr.savepoint():
            self.series.write({"space_id": self.kitchen.id, "name": "Autre"})
        self.env.invalidate_all()
        self.assertEqual(self.events.space_id, self.hall)
        self.assertEqual(self.series.name, self.basket.name)

    def test_over_or_alone(self):
        with freeze_time("2026-05-16 09:00:00"):
            self.events[0].basket_count = 9
            self.events[0].action_done()
            change = self.env["residence.event.series.change"].create(
                {"event_id": self.events[0].id}
            )
            with self.assertRaises(UserError):
                change.action_apply()
        alone = self._new_event(days=2)
        for action in (alone.action_cancel_following,):
            with self.assertRaises(UserError):
                action()
        self.assertFalse(alone.series_change)

    def test_monthly_dates_move_within_their_month(self):
        series = self._new_series(
            "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", space_id=False, start=FRIDAY
        )
        events = series.event_ids.sorted("start")
        self.assertEqual(
            self._get_days(series), ["2026-05-29", "2026-06-26", "2026-07-31"]
        )
        event = events[0]
        event.start = datetime(2026, 5, 26, 15)  # the last Tuesday
        self._apply(event, "all")
        self.assertEqual(
            [str(one.date) for one in events],
            ["2026-05-26", "2026-06-30", "2026-07-28"],
        )

    def test_length_follows_the_start(self):
        """A start written alone keeps the length: calendars and imports do that."""
        event = self._new_event(days=3)
        event.start -= 3 * HOUR
        self.assertEqual(event.stop - event.start, 2 * HOUR)
