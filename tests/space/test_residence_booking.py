from datetime import datetime, timedelta
from threading import Barrier, Thread

from hypothesis import given
from hypothesis import strategies as st
from psycopg2 import IntegrityError

import odoo
from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tests.common import BaseCase
from odoo.tools import mute_logger

from ..common.base import ResidenceCommon
from ..common.steady import STEADY

NOON = datetime(2026, 6, 2, 10)
HOUR = timedelta(hours=1)


class BookingCommon(ResidenceCommon):
    def _book(self, start=0, length=2, space=None, **values):
        return self.env["residence.booking"].create(
            {
                "space_id": (space or self.hall).id,
                "start": NOON + start * HOUR,
                "stop": NOON + (start + length) * HOUR,
                "purpose": "Gymnastique",
                **values,
            }
        )


class TestBooking(BookingCommon):
    def test_refusal_names_what_is_in_the_way(self):
        self._book()
        with self.assertRaises(ValidationError) as refusal:
            self._book(1)
        for word in ("Grande salle", "12:00", "14:00", "Gymnastique"):
            self.assertIn(word, str(refusal.exception))

    def test_back_to_back_and_elsewhere(self):
        self._book()
        self._book(2)
        self._book(-2)
        self._book(space=self.kitchen)

    def test_moving_into_another(self):
        first = self._book()
        second = self._book(2)
        with self.assertRaises(ValidationError):
            second.start = NOON + HOUR
        second.invalidate_recordset()
        first.write({"start": NOON - HOUR, "stop": NOON + HOUR})
        second.start = NOON + HOUR

    def test_cancelling_frees_and_taking_again(self):
        first = self._book()
        first.action_cancel()
        second = self._book()
        with self.assertRaises(ValidationError):
            first.action_confirm()
        second.unlink()
        first.action_confirm()

    def test_form_says_it_before_saving(self):
        self._book()
        form = Form(self.env["residence.booking"].with_user(self.animator))
        form.space_id = self.hall
        form.start = NOON + HOUR
        form.stop = NOON + 3 * HOUR
        self.assertIn("Gymnastique", form.notice)
        form.start = NOON + 2 * HOUR
        self.assertFalse(form.notice)
        form.expected_count = 50
        self.assertIn("49", form.notice)
        self.assertEqual(form.save().state, "confirmed", "above capacity only warns")

    def test_edited_nowhere_but_on_the_event(self):
        event = self._new_event(days=3, state="planned", space_id=self.hall.id)
        booking = event.booking_ids.with_user(self.animator)
        for attempt in (
            lambda: booking.write({"start": NOON}),
            booking.action_cancel,
            booking.unlink,
            lambda: booking.copy({"event_id": event.id, "start": NOON}),
        ):
            with self.assertRaises(UserError):
                attempt()

    @mute_logger("odoo.sql_db")
    def test_bad_values(self):
        for values in ({"stop": NOON}, {"expected_count": -1}):
            with (
                self.subTest(values),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self._book(**values)
        with self.assertRaisesRegex(ValidationError, "31 days"):
            self._book(length=24 * 40)

    @STEADY
    @given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5)), max_size=8))
    @mute_logger("odoo.sql_db")
    def test_never_booked_twice(self, wanted):
        """Whatever is asked, what is accepted is what plain Python would accept."""
        accepted = []
        self.env["residence.booking"].search([("space_id", "=", self.hall.id)]).unlink()
        for start, length in wanted:
            is_free = all(
                start + length <= other or start >= other + other_length
                for other, other_length in accepted
            )
            try:
                self._book(start, length)
            except ValidationError:
                self.assertFalse(is_free)
            else:
                self.assertTrue(is_free)
                accepted.append((start, length))


class TestEventBooking(BookingCommon):
    def _slots(self, event):
        return sorted(
            (booking.space_id.name, booking.start, booking.stop)
            for booking in event.booking_ids
            if booking.state == "confirmed"
        )

    def test_setup_and_cleanup_in_every_space(self):
        event = self._new_event(
            days=3, space_id=self.hall.id, extra_space_ids=self.kitchen.ids
        )
        self.assertFalse(event.booking_ids, "in preparation")
        event.action_plan()
        start, stop = event.start - 2 * HOUR, event.stop + timedelta(minutes=45)
        self.assertEqual(
            self._slots(event),
            [("Cuisine partagée", start, stop), ("Grande salle", start, stop)],
        )
        event.cleanup_minutes = 0
        event.extra_space_ids = False
        self.assertEqual(self._slots(event), [("Grande salle", start, event.stop)])
        event.action_cancel()
        self.assertFalse(self._slots(event))
        event.action_plan()
        self.assertEqual(len(self._slots(event)), 1)

    def test_meal_blocks_the_hall_before_noon(self):
        """Gymnastics at 11:30 while the kitchen smokes: the interview's trap."""
        event = self._new_event(days=21, state="planned", space_id=self.hall.id)
        self.assertEqual(event.start, NOON)
        with self.assertRaises(ValidationError):
            self._book(-1, 1)
        self._book(-3, 1)

    def test_refused_event_says_why_and_changes_nothing(self):
        self._book()
        event = self._new_event(days=21, space_id=self.hall.id)
        self.assertIn("Gymnastique", event.notice)
        with self.assertRaisesRegex(ValidationError, "Gymnastique"):
            event.action_plan()

    def test_swapping_two_events(self):
        first = self._new_event(days=21, state="planned", space_id=self.hall.id)
        second = self._new_event(days=21, state="planned", space_id=self.kitchen.id)
        (first + second).write({"space_id": False})
        first.space_id = self.kitchen
        second.space_id = self.hall
        self.assertEqual(len(self._slots(first)), 1)

    def test_no_place_no_booking(self):
        event = self._new_event(days=3, state="planned", place="Au parc")
        self.assertFalse(event.booking_ids)

    def test_queries_do_not_grow_with_events(self):
        """Planning twelve meals costs what planning two costs."""
        counts = []
        for number in (2, 12):
            events = self.env["residence.event"]
            for index in range(number):
                events += self._new_event(
                    days=30 * number + index, space_id=self.hall.id
                )
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            events.action_plan()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 12, "only tracking may grow")


@tagged("post_install", "-at_install")
class TestBookingRace(BaseCase):
    """Real transactions, committed, on a space made for the occasion."""

    def setUp(self):
        super().setUp()
        self.registry = odoo.modules.registry.Registry(odoo.tests.common.get_db_name())
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            residence = env["residence.residence"].create(
                {"name": "Course", "dwelling_count": 1}
            )
            self.space_id = (
                env["residence.space"]
                .create({"residence_id": residence.id, "name": "Salle"})
                .id
            )
        self.addCleanup(self._clean)

    def _clean(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            space = env["residence.space"].browse(self.space_id)
            space.booking_ids.unlink()
            residence = space.residence_id
            space.unlink()
            residence.unlink()

    @mute_logger("odoo.sql_db")
    def test_one_winner(self):
        """Both look, both see the slot free, both write: one of them gets it."""
        barrier, outcomes = Barrier(2, timeout=30), []

        def race(env):
            try:
                with env.cr:
                    bookings = env["residence.booking"]
                    slot = (self.space_id, NOON, NOON + HOUR)
                    self.assertFalse(bookings._get_blocking([slot]))
                    barrier.wait()
                    values = {"space_id": slot[0], "start": slot[1], "stop": slot[2]}
                    bookings.create(values)
                outcomes.append("won")
            except IntegrityError as error:
                outcomes.append(error.diag.constraint_name)

        # environments made here: Odoo's runner holds the lock of the registry
        threads = [
            Thread(
                target=race,
                args=[api.Environment(self.registry.cursor(), SUPERUSER_ID, {})],
            )
            for _each in range(2)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(
            sorted(outcomes), ["residence_booking_no_overlap", "won"], outcomes
        )
