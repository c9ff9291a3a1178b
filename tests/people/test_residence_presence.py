from datetime import date, timedelta

from odoo.exceptions import ValidationError

from ..common.people import PresenceCommon


class TestPresence(PresenceCommon):
    def test_naming_beyond_the_count_raises_it(self):
        self._new_count(self.event, elders=1)
        self._new_presences(self.event, self.odette)
        self.assertEqual(self.event.attendance_count, 1)
        self._new_presences(self.event, self.ines, self.kevin)
        self.assertEqual(
            self._get_counts(self.event),
            {self.elders: 1, self.adults: 1, self.unspecified: 1},
        )

    def test_naming_within_the_count_changes_nothing(self):
        self._new_count(self.event, elders=9)
        self._new_presences(self.event, self.odette, self.ines, self.kevin)
        self.assertEqual(self._get_counts(self.event), {self.elders: 9})
        self.assertEqual(self.event.named_count, 3)

    def test_naming_counts_an_event_that_nobody_counted(self):
        self._new_presences(self.event, self.odette, self.ines)
        self.assertTrue(self.event.is_counted)
        self.assertEqual(self.event.attendance_count, 2)
        meeting = self._new_event(event_type_id=self.club.id, days=-6)
        self._new_presences(meeting, self.odette)
        self.assertEqual(self._get_counts(meeting), {self.unspecified: 1})

    def test_raised_in_detailed_brackets(self):
        details = self.elders.child_ids
        self.assertTrue(details)
        self.home.detailed_brackets = True
        self.odette.age_bracket_id = details[-1]
        gilbert = self._new_resident("Gilbert M.", "B10", age_bracket_id=self.elders.id)
        self._new_presences(self.event, self.odette, gilbert)
        self.assertEqual(
            self._get_counts(self.event), {details[-1]: 1, self.unspecified: 1}
        )
        other = self._new_count(self._new_event(days=-6), elders=0)
        self._new_presences(other, self.odette)
        self.assertEqual(self._get_counts(other), {self.elders: 1})

    def test_total_below_the_names_is_refused(self):
        self._new_presences(self.event, self.odette, self.ines)
        rows = self.event.attendance_grid
        for row in rows:
            row["quantity"] = 1 if row["bracket_id"] == self.adults.id else None
        with (
            self.assertRaisesRegex(ValidationError, "total, 1, is below.* 2"),
            self.env.cr.savepoint(),
        ):
            self.event.attendance_grid = rows
        with (
            self.assertRaisesRegex(ValidationError, "total, 0, is below.* 2"),
            self.env.cr.savepoint(),
        ):
            self.event.action_done_uncounted()

    def test_households_are_dwellings(self):
        self._new_count(self.event, adults=9)
        self._new_presences(self.event, self.odette, self.ines, self.kevin)
        self.assertEqual(self.event.named_households, 2, "Inès and Kévin share B07")
        self.assertEqual(self.event.household_count, 0, "six others live somewhere")
        self.event.declared_households = 5
        self.assertEqual(self.event.household_count, 5)
        self.event.declared_households = 1
        self.assertEqual(self.event.household_count, 2)
        self.kevin.dwelling = "C01"
        self.assertEqual(self.event.household_count, 3)

    def test_last_came(self):
        self.assertFalse(self.odette.last_presence_date)
        presence = self._new_presences(self.event, self.odette)
        self.assertEqual(self.odette.last_presence_date, date(2026, 5, 5))
        self._new_presences(self._new_event(days=-40), self.odette)
        self.assertEqual(self.odette.last_presence_date, date(2026, 5, 5))
        self.event.write({"start": "2026-05-06 10:00:00"})
        self.assertEqual(self.odette.last_presence_date, date(2026, 5, 6))
        presence.unlink()
        self.assertEqual(self.odette.last_presence_date, date(2026, 4, 2))

    def test_once_per_event(self):
        self._new_presences(self.event, self.odette)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self._new_presences(self.event, self.odette)

    def test_only_who_lives_there(self):
        stranger = self._new_resident("Ahmet Y.", "C10", residence=self.away)
        with (
            self.assertRaisesRegex(ValidationError, "only people of Les Tamaris"),
            self.env.cr.savepoint(),
        ):
            self._new_presences(self.event, stranger)
        self._new_presences(self.event, self.odette)
        with (
            self.assertRaisesRegex(ValidationError, "former one"),
            self.env.cr.savepoint(),
        ):
            self.event.residence_id = self.away

    def test_not_before_it_begins_nor_at_an_open_door(self):
        with (
            self.assertRaisesRegex(ValidationError, "not started yet"),
            self.env.cr.savepoint(),
        ):
            self._new_presences(self._new_event(days=3), self.odette)
        with (
            self.assertRaisesRegex(ValidationError, "passages"),
            self.env.cr.savepoint(),
        ):
            self._new_presences(
                self._new_event(event_type_id=self.open_door.id), self.odette
            )
        self._new_presences(self.event, self.odette)
        with (
            self.assertRaisesRegex(ValidationError, "not started yet"),
            self.env.cr.savepoint(),
        ):
            self.event.start += timedelta(days=30)

    def test_needs_a_person(self):
        with (
            self.assertRaisesRegex(ValidationError, "choose who was there"),
            self.env.cr.savepoint(),
        ):
            self.env["residence.presence"].create({"event_id": self.event.id})

    def test_deleting_an_event(self):
        self._new_presences(self.event, self.odette)
        self.event.unlink()
        self.assertFalse(self.odette.presence_ids)
        self.assertFalse(self.odette.last_presence_date)


class TestNewcomers(PresenceCommon):
    def setUp(self):
        super().setUp()
        self.first, self.second, self.third = (
            self._new_event(days=days, state="planned") for days in (-30, -20, -10)
        )

    def _get_newcomers(self):
        events = self.first | self.second | self.third
        return [event.newcomer_count for event in events]

    def test_first_by_date_not_by_entry(self):
        self._new_presences(self.third, self.odette)
        self.assertEqual(self._get_newcomers(), [0, 0, 1])
        self._new_presences(self.first, self.odette, self.ines)
        self._new_presences(self.second, self.odette, self.ines, self.kevin)
        self.assertEqual(self._get_newcomers(), [2, 1, 0])

    def test_recomputed_when_the_first_goes(self):
        presences = [
            self._new_presences(event, self.odette)
            for event in (self.first, self.second, self.third)
        ]
        presences[0].unlink()
        self.assertEqual(self._get_newcomers(), [0, 1, 0])
        self.second.unlink()
        self.assertTrue(presences[2].is_newcomer)

    def test_follows_dates_and_cancellations(self):
        for event in (self.first, self.second):
            self._new_presences(event, self.odette)
        self.first.start += timedelta(days=15)
        self.assertEqual(self._get_newcomers(), [0, 1, 0])
        self.second.action_cancel()
        self.assertEqual(self._get_newcomers(), [1, 0, 0])
        self.second.action_plan()
        self.assertEqual(self._get_newcomers(), [0, 1, 0])

    def test_moved_to_another_event_or_person(self):
        presence = self._new_presences(self.second, self.odette)
        self._new_presences(self.third, self.odette)
        presence.event_id = self.first
        self.assertEqual(self._get_newcomers(), [1, 0, 0])
        presence.resident_id = self.ines
        self.assertEqual(self._get_newcomers(), [1, 0, 1])

    def test_found_by_the_system_alone(self):
        first = self._new_presences(self.first, self.odette, is_newcomer=False)
        second = self._new_presences(self.second, self.odette, is_newcomer=True)
        self.assertEqual(self._get_newcomers(), [1, 0, 0])
        (first | second).write({"is_newcomer": False})
        self.assertEqual(self._get_newcomers(), [1, 0, 0])

    def test_queries_do_not_grow(self):
        """Twenty people of a hundred presences each cost what two of two do."""

        def count_queries(people, events):
            residents = [
                self._new_resident(f"R{number}", f"Z{people}{number}")
                for number in range(people)
            ]
            for number in range(events):
                event = self._new_event(days=-50 - number, hour=8 + people % 7)
                self._new_presences(self._new_count(event, adults=40), *residents)
            event = self._new_count(self._new_event(days=-40), adults=40)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._new_presences(event, *residents)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        few, many = count_queries(2, 2), count_queries(20, 12)
        self.assertLessEqual(many, few)
