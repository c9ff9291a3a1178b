"""What is public of a programme: pure functions, then the texts of real events."""

import unittest
from datetime import date, datetime, timedelta

import pytz
import vobject
from hypothesis import given
from hypothesis import strategies as st

from odoo import fields
from odoo.exceptions import AccessError, UserError

from ..tools import colours, icalendar, programme, share_text
from ..tools import period as periods
from .common import STEADY, ResidenceCommon

PARIS = pytz.timezone("Europe/Paris")
HIDDEN = "Zzsecret"


def at(*moment):
    """Return a moment by the clock of Paris."""
    return PARIS.localize(datetime(*moment))  # noqa: DTZ001 - aware in a moment


def make_item(day=0, hour=12, title="Repas", **values):
    start = at(2026, 5, 12, hour) + timedelta(days=day)
    return programme.Item(
        **{
            "uid": f"{day}-{hour}-{title}",
            "title": title,
            "start": start,
            "stop": start + timedelta(hours=2),
            **values,
        }
    )


def make_layout(*heights):
    return programme.Layout((50, 36), 20, 750, heights, day_height=105)


class TestPages(unittest.TestCase):
    def test_a_day_that_does_not_fit_goes_on_under_its_date(self):
        items = [make_item(0, hour) for hour in range(8, 20)]
        pages = programme.paginate(items, 36, make_layout(400, 500))
        self.assertGreater(len(pages), 2)
        self.assertEqual(
            {day for page in pages for day, _ in page}, {date(2026, 5, 12)}
        )

    def test_larger_where_few(self):
        layout = make_layout(900)
        few, _pages = programme.lay_out([make_item()], layout)
        many, pages = programme.lay_out([make_item(n) for n in range(30)], layout)
        self.assertEqual((few, many), (50, 20))
        self.assertGreater(len(pages), 1)

    def test_empty(self):
        self.assertEqual(programme.lay_out([], make_layout(9)), (50, [[]]))

    @STEADY
    @given(
        st.lists(
            st.builds(
                make_item,
                st.integers(0, 6),
                st.integers(0, 23),
                st.text("aé W", min_size=1, max_size=100),
                place=st.text("bœ ", max_size=80),
            ),
            max_size=40,
        ),
        st.lists(st.integers(200, 1200), min_size=1, max_size=4),
    )
    def test_nothing_lost_nothing_overfull(self, items, heights):
        pages = programme.paginate(items, 36, make_layout(*heights))
        printed = [item for page in pages for _, group in page for item in group]
        key = lambda item: (item.start, item.title, item.uid)  # noqa: E731
        self.assertEqual(printed, sorted(items, key=key))
        for index, page in enumerate(pages):
            height = sum(
                max(105, sum(programme.item_height(item, 36, 750) for item in group))
                for _day, group in page
            )
            room = heights[min(index, len(heights) - 1)]
            alone = sum(len(group) for _day, group in page) <= 1
            self.assertTrue(height <= room or alone, (height, room))


class TestTexts(unittest.TestCase):
    def test_whole_events_only(self):
        blocks = [f"• {number} {'x' * 60}" for number in range(40)]
        text = share_text.fit(
            "Head", blocks, "Tail", lambda left: f"… et {left} autres"
        )
        self.assertLess(len(text), 1000)
        shown = [line for line in text.split("\n") if line.startswith("•")]
        self.assertEqual(shown, blocks[: len(shown)])
        self.assertIn(f"… et {40 - len(shown)} autres", text)
        self.assertTrue(text.endswith("Tail"))

    def test_all_where_it_fits(self):
        self.assertEqual(share_text.fit("a", ["b"], "", str), "a\nb")

    @STEADY
    @given(st.text(max_size=3000), st.lists(st.text(max_size=600), max_size=30))
    def test_always_under_the_limit(self, head, blocks):
        self.assertLess(len(share_text.fit(head, blocks, "t", lambda n: f"{n}")), 1000)

    def test_shorten(self):
        self.assertEqual(programme.shorten(" a \n b ", 9), "a b")
        self.assertEqual(programme.shorten("abcdef", 4), "abc…")
        self.assertEqual(programme.shorten(False, 4), "")


class TestColours(unittest.TestCase):
    def test_only_a_colour_is_a_colour(self):
        for text in ("red", "#12345", "#1b6e7a;x", "url(//x)", "", None, "#gggggg"):
            self.assertEqual(colours.safe(text), colours.INK)
        self.assertEqual(colours.safe("#1B6e7a"), "#1B6e7a")

    def test_readable(self):
        self.assertEqual(colours.text_on("#ffff00"), colours.INK)
        self.assertEqual(colours.text_on("#102030"), colours.PAPER)
        self.assertEqual(colours.readable("#ffff00"), colours.INK)
        self.assertEqual(colours.readable("#1b6e7a"), "#1b6e7a")


class TestPeriods(unittest.TestCase):
    def test_what_one_wants_to_print(self):
        tuesday, thursday = date(2026, 5, 12), date(2026, 5, 14)
        self.assertEqual(periods.week_to_print(tuesday).first, date(2026, 5, 11))
        self.assertEqual(periods.week_to_print(thursday).first, date(2026, 5, 18))
        self.assertEqual(periods.month_to_print(tuesday).last, date(2026, 5, 31))
        self.assertEqual(
            periods.month_to_print(date(2026, 5, 25)).first, date(2026, 6, 1)
        )
        self.assertEqual(periods.month_of(date(2024, 2, 3)).last, date(2024, 2, 29))


class TestFeed(unittest.TestCase):
    def _write(self, *items):
        return icalendar.write(
            items, name="Maison, « l'été »", tz="Europe/Paris", cancelled="X {}".format
        )

    def test_read_back(self):
        item = make_item(
            title="Goûter; à l'œuvre, \\ et\nplus " + "é" * 60,
            place="Salle, 1er",
            bring="une assiette",
            revision=3,
            revised_on=at(2026, 5, 1, 10).astimezone(pytz.utc),
        )
        event = vobject.readOne(self._write(item).decode()).vevent
        self.assertEqual(event.summary.value, programme.shorten(item.title, 100))
        self.assertEqual(event.location.value, "Salle, 1er")
        self.assertEqual(event.description.value, "une assiette")
        self.assertEqual(event.dtstart.value, item.start)
        self.assertEqual(event.dtend.value, item.stop)
        self.assertEqual(event.sequence.value, "3")
        self.assertEqual(event.status.value, "CONFIRMED")
        self.assertEqual(event.dtstamp.value.isoformat(), "2026-05-01T08:00:00+00:00")

    def test_cancelled(self):
        text = self._write(make_item(is_cancelled=True)).decode()
        event = vobject.readOne(text).vevent
        self.assertEqual(event.status.value, "CANCELLED")
        self.assertEqual(event.summary.value, "X Repas")

    def test_lines(self):
        for line in self._write(make_item(title="é" * 90)).split(b"\r\n"):
            self.assertLessEqual(len(line), 75)
            line.decode()

    def test_empty(self):
        calendar = vobject.readOne(self._write().decode())
        self.assertEqual(calendar.contents["x-wr-calname"][0].value[:6], "Maison")

    def test_both_summer_times(self):
        for start in (at(2026, 3, 29, 12), at(2026, 10, 25, 12)):
            item = programme.Item("u", "t", start, start + timedelta(hours=1))
            event = vobject.readOne(self._write(item).decode()).vevent
            self.assertEqual(event.dtstart.value.astimezone(PARIS).hour, 12)


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
        both = self.away.with_user(self.users["animator_management"])
        self.assertNotIn(HIDDEN, both.get_programme_text("week", "2026-05-13"))
        with self.assertRaises(AccessError):
            self.away.with_user(self.animator).get_programme_text("week", "2026-05-13")
