from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from ..common.base import ResidenceCommon


class TestToday(ResidenceCommon):
    def setUp(self):
        super().setUp()
        self.events = self.env["residence.event"].with_user(self.animator)
        self.env["residence.event"].search([]).unlink()

    def _names(self, block):
        return [
            card["name"]
            for card in self.events.env["residence.today"].get_today()[block]
        ]

    def test_three_blocks(self):
        self._new_event(name="Mardi dernier", state="planned")
        self._new_event(days=0, hour=15, name="Ce soir", state="planned")
        self._new_event(days=0, hour=6, name="Ce matin", state="planned")
        self._new_event(days=1, name="Demain")
        self._new_event(days=7, name="Dans sept jours", state="planned")
        self._new_event(days=8, name="Plus tard", state="planned")
        self._new_event(days=2, name="Annulée", state="cancelled")
        self._new_event(self.away, days=0, hour=16, name="Ailleurs", state="planned")
        self.assertEqual(self._names("to_complete"), ["Mardi dernier", "Ce matin"])
        self.assertEqual(self._names("today"), ["Ce soir"])
        self.assertEqual(self._names("next"), ["Demain", "Dans sept jours"])

    def test_today_is_the_residence_s_day(self):
        """At 22:30 UTC it is tomorrow already in Paris."""
        self._new_event(days=1, name="Demain", state="planned")
        with freeze_time("2026-05-12 22:30:00"):
            self.assertEqual(self._names("today"), ["Demain"])

    def test_card(self):
        event = self._new_event(days=1, state="planned", space_id=self.hall.id)
        event.expected_count = 17
        (card,) = self.events.env["residence.today"].get_today()["next"]
        self.assertEqual((card["expected"], card["capacity"]), (17, 49))
        self.assertEqual((card["hour"], card["place"]), ("12:00", "Grande salle"))
        self.assertEqual(card["residence"], "", "she has one residence")

    def test_queries_do_not_grow_with_cards(self):
        self._new_event(days=3, hour=8, state="planned")
        self.events.env["residence.today"].get_today()
        counts = []
        for hours in ([9], [10, 11, 12, 13, 14, 15]):
            for hour in hours:
                self._new_event(days=3, hour=hour, state="planned")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.events.env["residence.today"].get_today()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_signed_up_counts_once_per_token(self):
        event = self._new_event(days=1, state="planned").with_user(self.animator)
        self.assertEqual(event.tap_expected("a"), 1)
        self.assertEqual(event.tap_expected("a"), 1, "sent twice")
        self.assertEqual(event.tap_expected("b"), 2)
        self.assertEqual(event.tap_expected("c", -1), 1)
        with self.assertRaises(UserError):
            event.tap_expected("d", 40)

    def test_open_door(self):
        tap = self.events.tap_open_door
        for token in "abc":
            tap(self.home.id, token)
        self.assertEqual(tap(self.home.id, "c"), 3, "sent twice")
        self.assertEqual(tap(self.home.id, "undo", -1), 2)
        record = self.env["residence.event"].search([("passage_count", ">", 0)])
        self.assertEqual((len(record), record.state), (1, "done"))
        self.assertTrue(record.is_counted)
        self.assertEqual(record.attendance_count, 0, "passages, never participations")
        (card,) = self.events.env["residence.today"].get_today()["open_door"]
        self.assertEqual(card["passages"], 2)
        with freeze_time("2026-05-13 08:00:00"):
            self.assertEqual(tap(self.home.id, "tomorrow"), 1)

    def test_open_door_tapped_yesterday(self):
        """Kept past midnight by a phone, it counts for the day it was tapped."""
        tap = self.events.tap_open_door
        with freeze_time("2026-05-11 21:50:00"):  # 23:50 in Paris
            self.assertEqual(tap(self.home.id, "a"), 1)
        with freeze_time("2026-05-11 22:10:00"):  # ten past midnight
            self.assertEqual(tap(self.home.id, "b", 1, 15 * 60), 0)
            self.assertEqual(tap(self.home.id, "c", 1, 5 * 60), 1)
            self.assertEqual(tap(self.home.id, "c", 1, 25 * 60), 1, "sent twice")
        with freeze_time("2026-05-14 08:00:00"):
            self.assertEqual(tap(self.home.id, "d", 1, 4 * 86400), 0)
            self.assertEqual(tap(self.home.id, "e", 1, -5000), 1, "never in the future")
        doors = self.env["residence.event"].search([("passage_count", ">", 0)])
        self.assertEqual(
            {str(door.date): door.passage_count for door in doors},
            {"2026-05-11": 2, "2026-05-12": 1, "2026-05-10": 1, "2026-05-14": 1},
        )

    def test_open_door_tapped_too_long_ago(self):
        for age in (7 * 86400 + 1, "yesterday", None, True):
            with self.subTest(age), self.assertRaises(UserError):
                self.events.tap_open_door(self.home.id, "x", 1, age)
        self.assertFalse(self.env["residence.event"].search([]))
        self.assertEqual(self.events.tap_open_door(self.home.id, "x", 1, 7 * 86400), 0)

    def test_note_past_event(self):
        """Before the type's usual hour, a past event is proposed for the day before."""
        events = self.events.with_context(residence_past_event=True)
        with freeze_time("2026-05-12 08:00:00"), Form(events) as form:
            form.residence_id = self.home
            form.event_type_id = self.meal
            self.assertEqual(str(form.start), "2026-05-11 10:00:00")
        with freeze_time("2026-05-12 11:00:00"), Form(events) as form:
            form.residence_id = self.home
            form.event_type_id = self.meal
            self.assertEqual(str(form.start), "2026-05-12 10:00:00")

    def test_open_door_never_below_zero(self):
        tap = self.events.tap_open_door
        self.assertEqual(tap(self.home.id, "a", -1), 0)
        self.assertEqual(tap(self.home.id, "b"), 1)

    def test_taps_of_others(self):
        with self.assertRaises(AccessError):
            self.events.tap_open_door(self.away.id, "x")
        foreign = self._new_event(self.away, days=1, state="planned")
        with self.assertRaises(AccessError):
            foreign.with_user(self.animator).tap_expected("y")
        with self.assertRaises(AccessError):
            foreign.with_user(self.animator).action_expect_one()
        management = self.env["residence.event"].with_user(self.management)
        with self.assertRaises(AccessError):
            management.tap_open_door(self.home.id, "z")

    def test_old_tokens_go(self):
        requests = self.env["residence.request"].sudo()
        self.assertTrue(requests._claim_token("old"))
        with freeze_time("2026-06-11 09:00:00"):
            requests._gc_requests()
        self.assertTrue(requests.search([("token", "=", "old")]), "30 days: kept")
        with freeze_time("2026-06-13 09:00:00"):
            requests._gc_requests()
        self.assertFalse(requests.search([("token", "=", "old")]))
