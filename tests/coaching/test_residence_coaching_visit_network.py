from datetime import timedelta

from freezegun import freeze_time

from odoo import fields

from ..common.base import NOW
from ..common.coaching import CoachingCommon


class TestNetwork(CoachingCommon):
    def setUp(self):
        super().setUp()
        self.visits = self.env["residence.coaching.visit"].with_user(self.coordinator)
        self.home.animator_ids = self.animator
        self.env["residence.event"].search([]).unlink()

    def _get_people(self):
        return self.visits.get_network()["people"]

    def _add(self, name):
        user = self._new_user(name, "animator")
        self.home.animator_ids += user
        return user

    def test_who_asked_then_whom_she_has_not_met_for_longest(self):
        met, long_ago, never, asks = map(self._add, ("met", "ago", "never", "asks"))
        self._new_visit(user=self.animator, date="2026-05-11")
        self._new_visit(user=met, date="2026-05-05")
        self._new_visit(user=long_ago, date="2026-01-05")
        self._new_visit(user=asks, date="2026-05-11")
        self.env["residence.coaching.talk"].with_user(asks).ask(self.home.id)
        self.assertEqual(
            [row["id"] for row in self._get_people()],
            [user.id for user in (asks, never, long_ago, met, self.animator)],
        )

    def test_a_row(self):
        visit = self._new_visit(date="2026-04-21")
        visit.action_ids = [(0, 0, {"name": name}) for name in "ab"]
        visit.action_ids[0].state = "done"
        later = self._new_visit(date="2026-06-02", hour=14.5)
        coming = self._new_visit(date="2026-05-19", hour=9)
        event = self._new_event(days=2, state="planned", name="Repas")
        self._new_event(days=9, state="planned")
        (row,) = self._get_people()
        self.assertEqual(row["weeks"], 3)
        self.assertEqual((row["next"]["id"], row["next"]["hour"]), (coming.id, "09:00"))
        self.assertEqual(row["steps"], 1)
        self.assertFalse(row["asked"])
        (place,) = row["places"]
        self.assertEqual(place["event"]["id"], event.id)
        self.assertGreater(later.start, coming.start)

    def test_what_was_between_others_is_not_told(self):
        self._new_visit(date="2026-05-11")
        successor = self._new_user("successor", "coordinator")
        self.home.coordinator_id = successor
        (row,) = self.visits.with_user(successor).get_network()["people"]
        self.assertIsNone(row["weeks"])
        self.assertFalse(self._get_people())

    def _is_quiet(self):
        (row,) = self._get_people()
        return row["places"][0]["is_quiet"]

    def test_three_weeks_without_an_event(self):
        self.assertTrue(self._is_quiet())
        self._new_event(days=-20, state="planned")
        self.assertFalse(self._is_quiet())

    def test_closed_or_in_august_it_raises_no_flag(self):
        self._new_event(days=-18, state="planned")
        with freeze_time("2026-05-15 09:00:00"):
            self.assertTrue(self._is_quiet())
            closing = self.env["residence.closing"].create(
                {
                    "name": "Travaux",
                    "residence_id": self.home.id,
                    "date_from": "2026-05-14",
                    "date_to": "2026-05-16",
                }
            )
            self.assertFalse(self._is_quiet())
            (row,) = self._get_people()
            self.assertEqual(row["places"][0]["closed"], "Travaux")
        with freeze_time("2026-05-17 09:00:00"):
            # 23 days, less three closed
            self.assertFalse(self._is_quiet(), "closed days do not count")
        with freeze_time("2026-05-18 09:00:00"):
            self.assertTrue(self._is_quiet())
        closing.unlink()
        with freeze_time("2026-08-20 09:00:00"):
            self.assertFalse(self._is_quiet(), "August")
        self.home.phase = "amu"
        with freeze_time("2026-06-20 09:00:00"):
            self.assertFalse(self._is_quiet(), "not delivered yet")

    def test_a_house_without_a_team(self):
        self.home.animator_ids = False
        network = self.visits.get_network()
        self.assertFalse(network["people"])
        self.assertEqual([place["id"] for place in network["places"]], self.home.ids)

    def test_sessions_to_come(self):
        group = self.env["residence.peer.group"].create(
            {"name": "Estuaire", "coordinator_id": self.coordinator.id}
        )
        start = fields.Datetime.to_datetime(NOW) + timedelta(days=7)
        session = self.env["residence.peer.session"].create(
            {
                "group_id": group.id,
                "start": start,
                "stop": start + timedelta(hours=2),
                "state": "planned",
            }
        )
        (shown,) = self.visits.get_network()["sessions"]
        self.assertEqual((shown["id"], shown["name"]), (session.id, "Estuaire"))
        for role in ("away_coordinator", "animator", "management"):
            visits = self.visits.with_user(self.users[role])
            if role == "management":
                continue
            self.assertFalse(visits.get_network()["sessions"], role)

    def test_twelve_teams_cost_what_one_does(self):
        self._new_visit(date="2026-05-11")
        self._new_visit(date="2026-05-19")
        self._new_event(days=2, state="planned")
        counts = []
        for number in (1, 11):
            for index in range(number):
                user = self._new_user(f"team_{number}_{index}", "animator")
                home = self._new_residence(
                    f"Résidence {number} {index}",
                    40,
                    animator_ids=user.ids,
                    coordinator_id=self.coordinator.id,
                )
                self._new_visit(home, user).action_ids = [(0, 0, {"name": "x"})]
                self._new_visit(home, user, date="2026-05-19")
                self._new_event(home, days=2, state="planned")
                self.env["residence.coaching.talk"].with_user(user).ask(home.id)
            self.env.flush_all()
            self.visits.get_network()  # rules and translations are warm
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(self._get_people()), 2 if number == 1 else 13)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
        self.env.invalidate_all()
        with self.assertQueryCount(counts[0]):
            self.visits.get_network()
