"""What is public of a programme: pure functions."""

import unittest
from datetime import date, datetime, timedelta

import pytz
import vobject
from hypothesis import given
from hypothesis import strategies as st

from ...tools import colours, programme, programme_feed, share_text
from ...tools import period as periods
from ..common.steady import STEADY

PARIS = pytz.timezone("Europe/Paris")


def at(*moment):
    """Return a moment by the clock of Paris."""
    return PARIS.localize(datetime(*moment))


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

    def test_only_what_is_printed_takes_room(self):
        """A place stands alone on its line; what to bring has words before it."""
        height = lambda **values: programme.item_height(  # noqa: E731
            make_item(title="Atelier cuisine", **values), 28, 480
        )
        self.assertEqual(height(place="Grande salle"), height(), "the hour's height")
        self.assertGreater(height(bring="Grande salle"), height(), "it wraps")
        self.assertGreater(
            height(place="Grande salle", stop=make_item(2).stop),
            height(place="Grande salle"),
            "several days: their hours take a line",
        )

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

    def test_no_line_begins_with_a_colon(self):
        self.assertEqual(
            programme.no_break("Atelier : « l'été » ? Oui !"),
            "Atelier\xa0: «\xa0l'été\xa0»\xa0? Oui\xa0!",
        )

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
        return programme_feed.write(
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
