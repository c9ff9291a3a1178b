from datetime import date, timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError

from ...tools import period as periods
from ..common.base import ResidenceCommon

HIDDEN = "Zzsecret"


class TestProgramme(ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._print_in_english()
        cls.env["residence.event"].search([]).unlink()
        cls.home.house_name = "Maison des Projets"
        cls.tamaris = cls.home.with_user(cls.animator)

    def _plan(self, days=1, **values):
        return self._new_event(
            days=days,
            **{
                "state": "planned",
                "note": f"{HIDDEN} note",
                "animator_id": self.animator.id,
                "planned_cost": 987,
                "expected_count": 765,
                **values,
            },
        )

    def _items(self, residence=None):
        return (residence or self.tamaris)._get_programme_items(
            periods.Period(date(2026, 5, 1), date(2026, 5, 31))
        )

    def test_what_is_on_the_programme(self):
        self._plan(name="Prévue")
        self._plan(state="draft", name="Brouillon")
        self._new_event(days=-3, name="Tenue", state="done")
        self._plan(name="Annulée").action_cancel()
        self._plan(state="draft", name="Jamais annoncée").action_cancel()
        self._plan(event_type_id=self.open_door.id, name="Porte ouverte")
        self._new_event(self.away, days=1, name="Ailleurs", state="planned")
        titles = {item.title: item.is_cancelled for item in self._items()}
        self.assertEqual(titles, {"Prévue": False, "Tenue": False, "Annulée": True})

    def test_an_item_has_no_secret(self):
        self._plan(name="Repas", space_id=self.hall.id, bring="une assiette")
        (item,) = self._items()
        self.assertEqual(
            (item.title, item.place, item.bring),
            ("Repas", "Grande salle", "une assiette"),
        )
        for secret in (HIDDEN, self.animator.name, "987", "765"):
            self.assertNotIn(secret, str(item))

    def test_by_the_clock_of_the_residence(self):
        """At 22:30 UTC on 31 May it is June already in Paris; in Saint-Denis too."""
        june = fields.Datetime.to_datetime("2026-05-31 22:00:00")
        self._plan(start=june, stop=june + timedelta(hours=1))
        self.assertFalse(self._items())
        event = self._plan(days=1)
        self.home.tz = "Indian/Reunion"
        (item,) = self._items()
        self.assertEqual(item.start.hour, event.start.hour + 4)

    def test_revision(self):
        event = self._plan(name="Repas")
        self.assertEqual((event.revision, event.moved_on), (0, False))
        event.note = "x"
        event.expected_count = 3
        self.assertEqual(event.revision, 0, "nobody outside sees that")
        event.name = "Grand repas"
        self.assertEqual((event.revision, event.moved_on), (1, False))
        event.start += timedelta(hours=1)
        self.assertEqual(event.revision, 2)
        self.assertTrue(event.moved_on)
        event.action_cancel()
        self.assertEqual(event.revision, 3)
        event.write({"start": event.start, "name": "Grand repas"})
        self.assertEqual(event.revision, 3, "nothing changed")

    def test_a_draft_has_no_revision(self):
        event = self._plan(state="draft")
        event.start += timedelta(hours=1)
        self.assertEqual((event.revision, event.published_on), (0, False))
        event.action_plan()
        self.assertTrue(event.published_on)
        self.assertFalse(event.moved_on)
        self.assertFalse(event.copy().published_on)

    def test_identifier_stays(self):
        event = self._plan()
        (before,) = self._items()
        event.write({"name": "Autre", "start": event.start + timedelta(days=1)})
        (after,) = self._items()
        self.assertEqual(before.uid, after.uid)
        self.assertRegex(before.uid, r"^[0-9a-f]{32}@")

    def test_queries_do_not_grow(self):
        counts = []
        for number in (1, 12):
            for hour in range(number):
                self._plan(days=number, hour=hour, place="Parc")
            self.env.flush_all()
            self.env.invalidate_all()
            self._items()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertGreaterEqual(len(self._items()), number)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_text_of_an_event(self):
        event = self._plan(name="Repas", space_id=self.hall.id, bring="une assiette")
        text = event.with_user(self.animator).get_share_text()
        self.assertEqual(
            text.split("\n"),
            [
                "Repas",
                "Wednesday 13 May",
                "12:00 – 14:00",
                "Grande salle, Maison des Projets",
                "To bring: une assiette",
            ],
        )
        event.action_cancel()
        text = event.with_user(self.animator).get_share_text()
        self.assertTrue(text.startswith("CANCELLED: Repas"))

    def test_text_of_a_week(self):
        for hour in range(7, 18):
            self._plan(days=1, hour=hour, name=f"Repas {hour} " + "x" * 90)
        text = self.tamaris.get_programme_text("week", "2026-05-13")
        self.assertLess(len(text), 1000)
        self.assertRegex(text, r"… and \d+ more")
        for secret in (HIDDEN, self.animator.name, "987", "765"):
            self.assertNotIn(secret, text)
        empty = self.tamaris.get_programme_text("week", "2026-06-10")
        self.assertIn("Nothing on the programme", empty)
        self.assertNotIn("http", empty)
        self.tamaris.action_share_programme()
        text = self.tamaris.get_programme_text("week", "2026-05-13")
        self.assertIn(self.tamaris.programme_url, text)
        self.assertLess(len(text), 1000)

    def test_copy_is_the_browser_s(self):
        event = self._plan().with_user(self.animator)
        for action in (
            event.action_copy_text(),
            self.tamaris.action_copy_programme("week", "2026-05-13"),
        ):
            self.assertEqual(action["tag"], "residence_copy_text")
            self.assertTrue(action["params"]["text"])

    def test_bad_periods(self):
        for kind, day in (
            ("week", "demain"),
            ("year", "2026-05-13"),
            ("week", None),
            ("week", "2026-02-30"),
            (None, "2026-05-13"),
            ("month", "9999-12-31"),
            ("week", "0001-01-01"),
        ):
            with self.subTest(kind=kind, day=day), self.assertRaises(UserError):
                self.tamaris.get_programme_text(kind, day)
            with self.subTest(kind=kind, day=day), self.assertRaises(UserError):
                self.tamaris.action_print_programme(kind, day)

    def test_choices(self):
        labels = [choice["label"] for choice in self.tamaris._get_programme_choices()]
        self.assertEqual(
            labels,
            [
                "Week of 11 to 17 May 2026",
                "Week of 18 to 24 May 2026",
                "May 2026",
                "June 2026",
            ],
        )

    def test_not_for_the_direction(self):
        event = self._plan()
        for role in ("management", "nobody"):
            user = self.users[role]
            for attempt in (
                lambda user=user: event.with_user(user).get_share_text(),
                lambda user=user: event.with_user(user).action_copy_text(),
                lambda user=user: self.home.with_user(user).get_programme_text(
                    "week", "2026-05-13"
                ),
                lambda user=user: self.home.with_user(user).action_print_programme(
                    "week", "2026-05-13"
                ),
            ):
                with self.subTest(role), self.assertRaises(AccessError):
                    attempt()

    def test_nothing_of_another_s_residence(self):
        """Someone of the direction and of a team reads the house, not its events."""
        self._new_event(self.away, days=1, name=HIDDEN, state="planned")
        for role in ("animator", "animator_management", "coordinator_management"):
            theirs = self.away.with_user(self.users[role])
            for attempt in (theirs.get_programme_text, theirs.action_print_programme):
                with self.subTest(role), self.assertRaises(AccessError):
                    attempt("week", "2026-05-13")
