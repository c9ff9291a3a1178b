"""Charts: well-formed, true to their numbers, readable in grey and by a voice."""

import unittest
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ...tools import charts, colours
from ..common.steady import STEADY

SVG = "{http://www.w3.org/2000/svg}"
COLOUR = "#b5472b"
LOOK = charts.Look("x")


def read(chart):
    """Return the chart's root; raise where it is no XML."""
    return etree.fromstring(chart)


def rects(chart):
    return read(chart).findall(f"{SVG}rect")


def texts(chart):
    return [node.text for node in read(chart).findall(f"{SVG}text")]


class TestCharts(unittest.TestCase):
    def test_heights_are_the_values(self):
        chart = charts.columns(
            ["J", "F", "M"], [charts.Series("2025", (10, 5, 0))], charts.Look("People")
        )
        heights = [float(rect.get("height")) for rect in rects(chart)]
        self.assertAlmostEqual(heights[1] / heights[0], 0.5, places=2)
        self.assertEqual(heights[2], 0)
        self.assertIn("0", texts(chart))

    def test_not_measured_is_blank_and_zero_is_0(self):
        for value, shown in ((None, 0), (0, 1)):
            one = [charts.Series("", (value,))]
            for chart in (
                charts.columns(["J"], one, LOOK),
                charts.bars(["J"], [(value, str(value))], LOOK),
                charts.multiples(["J"], one, LOOK),
            ):
                with self.subTest(value=value):
                    self.assertEqual(len(rects(chart)), shown)
                    self.assertNotIn("None", chart)

    def test_a_whole_bar_is_cut_by_its_shares(self):
        chart = charts.stacked(
            ["2025", "2024"],
            [charts.Series("team", (3, 1)), charts.Series("residents", (1, 1))],
            charts.Look("Who"),
        )
        widths = [float(rect.get("width")) for rect in rects(chart)][:4]
        self.assertAlmostEqual(widths[0], 3 * widths[1], delta=0.2)
        self.assertAlmostEqual(widths[2], widths[3], delta=0.2)
        self.assertAlmostEqual(sum(widths[:2]), sum(widths[2:]), delta=0.2)

    def test_panels_have_one_scale(self):
        chart = charts.multiples(
            ["J"],
            [charts.Series("2024", (50,)), charts.Series("2025", (100,))],
            LOOK,
        )
        low, high = (float(rect.get("height")) for rect in rects(chart))
        self.assertAlmostEqual(high / low, 2, places=1)

    def test_shades_differ_in_grey(self):
        for colour in (colours.INK, COLOUR, "#0a5c36", "#555555"):
            for count in range(2, 6):
                lights = [
                    colours.luminance(one) for one in charts.shades(colour, count)
                ]
                self.assertEqual(len(lights), count)
                for dark, light in pairwise(lights):
                    self.assertGreater(light - dark, 0.03, (colour, count))
        self.assertEqual(charts.shades(COLOUR, 1), [COLOUR])

    def test_every_shape_is_outlined(self):
        chart = charts.stacked(
            ["a"], [charts.Series(str(n), (1,)) for n in range(5)], LOOK
        )
        for rect in rects(chart):
            self.assertEqual(rect.get("stroke"), colours.INK)

    def test_said_in_words(self):
        series = [charts.Series("2025", (12, None)), charts.Series("2024", (9, 4))]
        root = read(charts.columns(["Jan", "Feb"], series, charts.Look("People")))
        self.assertEqual(root.get("role"), "img")
        self.assertEqual(
            root.get("aria-label"), "People. Jan: 2025 12, 2024 9; Feb: 2024 4"
        )
        root = read(charts.bars(["Meal"], [(3, "3 h")], charts.Look("Types")))
        self.assertEqual(root.get("aria-label"), "Types. Meal: 3 h")

    def test_text_is_never_markup(self):
        evil = "<script>\"&'</script>"
        one = [charts.Series(evil, (1,))]
        for chart in (
            charts.columns([evil], [*one, *one], charts.Look(evil)),
            charts.bars([evil], [(1, evil)], charts.Look(evil)),
            charts.stacked([evil], one, charts.Look(evil)),
            charts.multiples([evil], one, charts.Look(evil)),
        ):
            self.assertNotIn("<script", chart)
            self.assertIn("&lt;script&gt;", chart)
            read(chart)

    def test_long_labels_are_cut(self):
        chart = charts.bars(["Résidence " * 30], [(1, "1")], LOOK)
        self.assertLessEqual(len(texts(chart)), 3)
        self.assertIn("…", "".join(texts(chart)))

    def test_nothing_to_draw(self):
        for chart in (
            charts.columns([], [], LOOK),
            charts.bars([], [], LOOK),
            charts.stacked([], [charts.Series("a", ())], LOOK),
            charts.stacked(["2025"], [charts.Series("a", (None,))], LOOK),
            charts.multiples([], [], LOOK),
        ):
            self.assertFalse(
                [one for one in rects(chart) if one.get("height") == "32.0"]
            )

    @STEADY
    @given(
        st.lists(
            st.tuples(
                st.one_of(st.none(), st.integers(0, 10**6)),
                st.one_of(st.none(), st.integers(0, 10**6)),
            ),
            min_size=1,
            max_size=13,
        )
    )
    def test_nothing_leaves_the_picture(self, rows):
        labels = [f"m{place}" for place in range(len(rows))]
        series = [
            charts.Series("now", tuple(row[0] for row in rows)),
            charts.Series("before", tuple(row[1] for row in rows)),
        ]
        for chart in (
            charts.columns(labels, series, LOOK),
            charts.bars(labels, [(row[0], str(row[0])) for row in rows], LOOK),
            charts.stacked(labels, series, LOOK),
            charts.multiples(labels, series, LOOK),
        ):
            root = read(chart)
            width, height = float(root.get("width")), float(root.get("height"))
            for rect in root.findall(f"{SVG}rect"):
                x, y, wide, tall = (
                    float(rect.get(name)) for name in ("x", "y", "width", "height")
                )
                self.assertTrue(x >= 0 and y >= 0 and wide >= 0 and tall >= 0)
                self.assertLessEqual(x + wide, width + 0.2)
                self.assertLessEqual(y + tall, height + 0.2)
