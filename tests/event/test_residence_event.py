from datetime import datetime, timedelta

from freezegun import freeze_time
from lxml import etree
from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from ..common.base import MODULE, ResidenceCommon


class TestEvent(ResidenceCommon):
    def test_form_takes_the_habits_of_the_type(self):
        form = Form(self.env["residence.event"].with_user(self.animator))
        self.assertEqual(form.residence_id, self.home, "she has one residence")
        form.event_type_id = self.meal
        self.assertEqual(form.name, self.meal.name)
        # a meal starts at 12:00 in Paris, lasts two hours
        self.assertEqual(form.start, datetime(2026, 5, 12, 10))
        self.assertEqual(form.stop, datetime(2026, 5, 12, 12))
        form.start = datetime(2026, 5, 19, 9)
        self.assertEqual(form.stop, datetime(2026, 5, 19, 11))
        event = form.save()
        self.assertEqual(event.state, "draft")
        self.assertEqual(event.animator_id, self.animator)
        self.assertEqual((event.setup_minutes, event.planned_cost), (120, 80))

    def test_what_was_typed_survives_another_type(self):
        form = Form(self.env["residence.event"].with_user(self.animator))
        form.event_type_id = self.meal
        form.name = "Repas d'automne"
        form.event_type_id = self.club
        self.assertEqual(form.name, "Repas d'automne")
        self.assertEqual(form.setup_minutes, 0)

    def test_each_date_to_type_says_the_hour_at_the_residence(self):
        """Odoo shows a date by the clock of the device, wherever the house is."""
        report = self.env.ref(f"{MODULE}.residence_event_view_form_report")
        for model, view in (
            ("residence.event", None),
            ("residence.event", report.id),
            ("residence.event.series", None),
            ("residence.booking", None),
            ("residence.booking.series", None),
        ):
            arch = self.env[model].get_view(view, "form")["arch"]
            dates = etree.fromstring(arch).xpath("//field[@name='start'][@widget]")
            with self.subTest(model, view=view):
                self.assertTrue(dates)
                self.assertIn("tz", self.env[model]._fields)
                for one in dates:
                    self.assertTrue(
                        one.xpath(
                            "following-sibling::widget[@name='residence_house_hour']"
                        )
                    )

    def test_moving_the_start_keeps_the_length(self):
        event = self._new_event(days=3)
        with Form(event) as form:
            form.start = event.start + timedelta(days=1)
        self.assertEqual(event.stop - event.start, timedelta(hours=2))

    def test_day_is_the_one_of_the_residence(self):
        late = self._new_event(
            start=datetime(2026, 5, 4, 22, 30), stop=datetime(2026, 5, 4, 23)
        )
        self.assertEqual(str(late.date), "2026-05-05")
        self.home.tz = "America/Cayenne"
        self.assertEqual(str(late.date), "2026-05-04")

    def test_moves(self):
        event = self._new_event(days=2)
        event.action_plan()
        event.action_cancel()
        with self.assertRaisesRegex(UserError, "Cancelled"):
            event.state = "done"
        event.action_plan()
        event.state = "draft"
        past = self._new_count(self._new_event(), elders=3)
        past.action_done()
        for state in ("draft", "cancelled"):
            with self.subTest(state), self.assertRaises(UserError):
                past.state = state
        past.action_reopen()
        self.assertEqual(past.state, "planned")
        self.assertEqual(past.attendance_count, 3, "nothing typed is lost")

    def test_done_from_its_start_on(self):
        event = self._new_count(self._new_event(days=0, hour=9), adults=1)
        with freeze_time("2026-05-12 08:59:00"), self.assertRaises(ValidationError):
            event.action_done()
        event.action_done()

    @mute_logger("odoo.sql_db")
    def test_end_before_start(self):
        for minutes in (0, -60):
            with (
                self.subTest(minutes),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                start = datetime(2026, 5, 4, 10)
                self._new_event(start=start, stop=start + timedelta(minutes=minutes))

    def test_forty_days(self):
        with self.assertRaisesRegex(ValidationError, "at most 7 days"):
            start = datetime(2026, 5, 4, 10)
            self._new_event(start=start, stop=start + timedelta(days=40))

    def test_space_of_another_residence(self):
        for values in (
            {"space_id": self.away_hall.id},
            {"extra_space_ids": self.away_hall.ids},
        ):
            with self.subTest(values), self.assertRaises(ValidationError) as refusal:
                self._new_event(**values)
            self.assertNotIn(self.away_hall.display_name, str(refusal.exception))

    def test_held_events_are_not_deleted(self):
        event = self._new_count(self._new_event(), adults=2)
        event.action_done()
        with self.assertRaisesRegex(UserError, "Reopen"):
            event.unlink()
        event.action_reopen()
        event.unlink()

    def test_repeat_next_week_at_the_same_hour(self):
        """24 March 12:00 in winter time is 31 March 12:00 in summer time."""
        event = self._new_event(
            start=datetime(2026, 3, 24, 11),
            stop=datetime(2026, 3, 24, 13),
            space_id=self.hall.id,
            extra_space_ids=self.kitchen.ids,
            name="Repas",
        )
        self._new_count(event, adults=5)
        event.action_done()
        action = event.action_repeat_next_week()
        again = self.env["residence.event"].browse(action["res_id"])
        self.assertEqual(again.start, datetime(2026, 3, 31, 10))
        self.assertEqual(again.state, "draft")
        self.assertEqual(again.extra_space_ids, self.kitchen)
        self.assertFalse(again.attendance_ids or again.is_counted)

    def test_wrap_up_due(self):
        due = self._new_event(state="planned")
        draft = self._new_event(days=-2)
        done = self._new_count(self._new_event(days=-3), adults=1)
        done.action_done()
        coming = self._new_event(days=1, state="planned")
        events = due + draft + done + coming
        self.assertEqual(events.filtered("is_report_due"), due + draft)
        found = self.env["residence.event"].search(
            [("is_report_due", "=", True), ("id", "in", events.ids)]
        )
        self.assertEqual(found, draft + due)
        others = self.env["residence.event"].search(
            [("is_report_due", "=", False), ("id", "in", events.ids)]
        )
        self.assertEqual(others, coming + done)

    def test_signed_up_limits(self):
        for count in (-1, 5000):
            with self.subTest(count), self.assertRaises(ValidationError):
                self._new_event(expected_count=count)
