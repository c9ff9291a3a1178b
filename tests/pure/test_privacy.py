"""What leaves the house hides small counts, and nothing shown tells them."""

import io
import unittest
from collections import defaultdict
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ...tools.privacy import UNKNOWN, Masked, find_masks, mask_sheet
from ...tools.privacy_graph import SMALL, SumGraph, is_small
from ...tools.sheet import Column, Ratio, Sheet, Subtotal, Total
from ...tools.xlsx import write_xlsx
from ..common.steady import STEADY

COUNTS = st.integers(0, 9)


def worlds(cells, relations, masks, highest=40):
    """Yield each way to fill in the hidden cells that agrees with all that is shown.

    By brute force: an attacker who knows the rule, and every sum.
    """
    small = sorted(key for key in masks if is_small(cells[key]))
    large = sorted(masks - set(small))
    for guess in product(range(1, SMALL), repeat=len(small)):
        world = {**cells, **dict(zip(small, guess, strict=True))}
        open_keys = set(large)
        # what a sum leaves open for its one unknown follows; others are tried
        yield from _fill(world, relations, open_keys, highest)


def _fill(world, relations, open_keys, highest):
    open_keys = set(open_keys)
    moved = True
    while moved:
        moved = False
        for whole, parts in relations:
            unknown = [key for key in (whole, *parts) if key in open_keys]
            if len(unknown) > 1:
                continue
            if not unknown:
                if world[whole] != sum(world[key] for key in parts):
                    return
                continue
            [key] = unknown
            if key == whole:
                value = sum(world[one] for one in parts)
            else:
                value = world[whole] - sum(world[one] for one in parts if one != key)
            if value < SMALL:
                return
            world = {**world, key: value}
            open_keys.remove(key)
            moved = True
    if not open_keys:
        yield world
        return
    key = min(open_keys)
    for value in range(SMALL, highest):
        yield from _fill({**world, key: value}, relations, open_keys - {key}, highest)


def table(rows):
    """Return the cells and the sums of a table with its totals on both sides."""
    width, height = len(rows[0]), len(rows)
    cells = {(r, c): rows[r][c] for r in range(height) for c in range(width)}
    relations = []
    for r in range(height):
        cells[r, width] = sum(rows[r])
        relations.append(((r, width), [(r, c) for c in range(width)]))
    for c in range(width + 1):
        cells[height, c] = sum(cells[r, c] for r in range(height))
        relations.append(((height, c), [(r, c) for r in range(height)]))
    relations.append(((height, width), [(height, c) for c in range(width)]))
    return cells, relations


def hide(cells, relations):
    """Return the keys to hide, of counts by key."""
    number = {key: at for at, key in enumerate(cells)}
    counts = [UNKNOWN if count is None else count for count in cells.values()]
    sums = [
        [number[key] for key in (whole, *parts) if (cells[key] or 0) > 0]
        for whole, parts in relations
        if cells[whole]
    ]
    masks = find_masks(counts, sums)
    return {key for key, at in number.items() if masks[at]}


class TestMasks(unittest.TestCase):
    def assertNothingIsTold(self, cells, relations):
        masks = hide(cells, relations)
        small = {key for key, number in cells.items() if is_small(number)}
        self.assertLessEqual(small, masks)
        left = {key: set() for key in small}
        for world in worlds(cells, relations, masks):
            for key in list(left):
                left[key].add(world[key])
                if len(left[key]) > 1:
                    del left[key]  # two numbers are possible
            if not left:
                return masks
        self.assertFalse(left, f"told by {cells} with {masks}")
        return masks

    @STEADY
    @given(st.lists(COUNTS, min_size=1, max_size=5))
    def test_a_total_tells_no_part(self, parts):
        cells = dict(enumerate(parts)) | {"all": sum(parts)}
        cells = {str(key): number for key, number in cells.items()}
        self.assertNothingIsTold(cells, [("all", [str(n) for n in range(len(parts))])])

    @STEADY
    @given(
        st.integers(1, 3).flatmap(
            lambda width: st.lists(
                st.lists(COUNTS, min_size=width, max_size=width), min_size=1, max_size=2
            )
        )
    )
    def test_totals_on_both_sides_tell_nothing(self, rows):
        self.assertNothingIsTold(*table(rows))

    @STEADY
    @given(st.lists(st.lists(COUNTS, min_size=1, max_size=2), min_size=1, max_size=3))
    def test_subtotals_tell_nothing(self, blocks):
        cells, relations = {"all": 0}, []
        for place, block in enumerate(blocks):
            keys = [f"{place}.{n}" for n in range(len(block))]
            cells |= dict(zip(keys, block, strict=True)) | {f"{place}": sum(block)}
            cells["all"] += sum(block)
            relations.append((f"{place}", keys))
        relations.append(("all", [f"{place}" for place in range(len(blocks))]))
        self.assertNothingIsTold(cells, relations)

    def test_nothing_is_hidden_without_need(self):
        for parts, hidden in (
            ((5, 9, 0), 0),  # 0 is about nobody
            ((3, 3, 9), 2),  # 6 is 2 + 4, 3 + 3, or 4 + 2
            ((1, 1, 9), 3),  # 2 is 1 + 1, and nothing else
            ((4, 20, 9), 2),  # 33 less 20 leaves 13: of 4, the 9 goes with it
            ((None, 6, 7), 0),
        ):
            cells = dict(enumerate(parts)) | {"all": sum(filter(None, parts))}
            cells = {str(key): number for key, number in cells.items()}
            masks = hide(cells, [("all", ["0", "1", "2"])])
            with self.subTest(parts):
                self.assertEqual(len(masks), hidden, masks)

    def test_two_sums_together_tell_nothing(self):
        """Each leaves many numbers open; one less the other leaves one."""
        cells = {"x": 3, "s": 2, "t": 4, "all": 9, "some": 6}
        sums = [("all", ["x", "s", "t"]), ("some", ["s", "t"])]
        self.assertTrue(self.assertNothingIsTold(cells, sums) & {"all", "some"})

    def test_a_chain_of_sums_tells_nothing(self):
        """Each sum has two unknowns, and together they had told one (a bridge)."""
        rows = [[3, 9, 20, 20], [2, 8, 20, 20], [20, 20, 3, 9], [20, 20, 2, 8]]
        cells, relations = table(rows)
        masks = hide(cells, relations)
        small = {key for key in cells if is_small(cells[key])}
        self.assertLessEqual(small, masks)
        self.assertLess(len(masks), len(cells) - 8)

    @STEADY
    @given(
        st.lists(st.lists(COUNTS, min_size=2, max_size=2), min_size=1, max_size=2),
        st.data(),
    )
    def test_what_is_known_is_found_and_no_more(self, rows, data):
        """Whatever is hidden: the graph says what trying all the numbers says."""
        cells, relations = table(rows)
        masks = {key for key, number in cells.items() if is_small(number)}
        shown = sorted(key for key, number in cells.items() if number >= SMALL)
        masks |= set(data.draw(st.lists(st.sampled_from(shown))) if shown else ())
        found = defaultdict(set)
        for world in worlds(cells, relations, masks):
            for key in masks:
                found[key].add(world[key])
        keys = list(cells)
        sums = [
            [keys.index(key) for key in (whole, *parts) if cells[key]]
            for whole, parts in relations
            if cells[whole]
        ]
        known = SumGraph(list(cells.values()), sums).find_known(
            bytearray(key in masks for key in keys),
            bytearray(is_small(number) for number in cells.values()),
        )
        self.assertEqual(
            {keys[at] for at in known},
            {key for key in masks if is_small(cells[key]) and len(found[key]) == 1},
        )

    def test_only_tables_are_understood(self):
        for sums in ([[0, 1], [0, 2], [0, 3]], [[0, 1, 2], [3, 1, 4], [5, 2, 4]]):
            with self.subTest(sums), self.assertRaises(ValueError):
                SumGraph([9] * 6, sums)


COLUMNS = (
    Column("place", "Place"),
    Column("held", "Held", "int", total=True),
    Column("people", "People", "int", total=True, people=True),
    Column("outside", "Outside", "int", total=True, people=True, part_of="people"),
    Column("inside", "Inside", "int", total=True, people=True, part_of="people"),
    Column("average", "Average", "float", ratio=Ratio("people", "held")),
    Column("rate", "Rate", "float", ratio=Ratio("inside", "held")),
)
NO = (None,) * 6


def row(place, held, people, outside):
    inside = people - outside
    return (place, held, people, outside, inside, people / held, inside / held)


def open_sheet(rows):
    """Return the rows of a masked sheet, as values and as formulas."""
    target = io.BytesIO()
    sheet = mask_sheet(Sheet("key", "Sheet", COLUMNS, rows), "< 5", "hidden")
    write_xlsx(target, [sheet])
    return [
        list(load_workbook(target, data_only=values).active.iter_rows(values_only=True))
        for values in (True, False)
    ]


class TestMaskedSheet(unittest.TestCase):
    def test_cells_totals_and_rates(self):
        rows = [
            row("Tamaris", 2, 30, 3),
            row("Ormes", 1, 3, 0),
            Subtotal(("North", *NO)),
            row("Vallon", 1, 4, 2),
            row("Falaise", 1, 12, 0),
            Subtotal(("South", *NO)),
            Total(("All", *NO)),
        ]
        values, formulas = open_sheet(rows)
        tamaris, ormes, north, _vallon, falaise, _south, everything = values[1:]
        self.assertEqual((tamaris[3], ormes[2]), ("< 5", "< 5"))
        # 3 of 33 at Ormes: the 30 of Tamaris would tell, and so would a rate
        self.assertEqual((tamaris[2], tamaris[4]), ("hidden", "hidden"))
        self.assertEqual((ormes[5], ormes[6]), ("hidden", "hidden"))
        self.assertEqual((falaise[3], everything[1]), (0, 5))
        for one in values[1:]:
            for number in one[2:5]:
                self.assertFalse(not isinstance(number, str) and 0 < number < SMALL)
        self.assertNotIn("Masked", str(formulas))
        self.assertEqual(north[3], "< 5")

    def test_a_total_of_subtotals_tells_none(self):
        rows = [
            row("Ormes", 1, 3, 0),
            Subtotal(("North", *NO)),
            row("Falaise", 1, 20, 0),
            Subtotal(("South", *NO)),
            row("Vallon", 1, 30, 0),
            Total(("All", *NO)),
        ]
        values, _formulas = open_sheet(rows)
        ormes, north, _falaise, south, vallon, everything = (
            one[2] for one in values[1:]
        )
        self.assertEqual((ormes, north), ("< 5", "< 5"))
        # the total of all less the others would tell
        self.assertIn("hidden", (south, vallon, everything))

    @STEADY
    @given(st.lists(st.tuples(st.integers(1, 3), COUNTS, COUNTS), max_size=6))
    def test_totals_that_are_shown_are_true(self, counts):
        assume(counts)
        rows = [
            row(str(place), held, inside + outside, outside)
            for place, (held, inside, outside) in enumerate(counts)
        ]
        values, formulas = open_sheet([*rows, Total(("All", *NO))])
        total, sums = values[-1], formulas[-1]
        for place in (2, 3, 4):
            expected = sum(one[place] for one in rows)
            if total[place] not in ("< 5", "hidden"):
                self.assertEqual(total[place], expected)
                self.assertFalse(0 < expected < SMALL)
                shown = [one[place] for one in values[1:-1]]
                shown = sum(one for one in shown if not isinstance(one, str))
                rest = f"+{expected - shown}" if expected != shown else ""
                self.assertTrue(sums[place].endswith(f"){rest}"), sums[place])
        for one in values[1:-1]:
            for number in one[2:5]:
                self.assertFalse(not isinstance(number, str) and 0 < number < SMALL)

    def test_what_repeats_a_hidden_number_is_hidden(self):
        """The same number for another period, and a median of two events."""
        columns = (
            Column("place", "Place"),
            Column("people", "People", "int", total=True, people=True),
            Column("median", "Median", "float", people=True, tells="people"),
            Column("year", "Year", "int", total=True, people=True, tells="people"),
        )
        rows = [
            ("Tamaris", 30, 15, 30),
            ("Ormes", 3, 3, 40),
            ("Vallon", 50, 25, 60),
            Total(("All", None, 24, None)),
        ]
        sheet = mask_sheet(Sheet("key", "Sheet", columns, rows), "< 5", "hidden")
        tamaris, ormes, vallon, _total = sheet.rows
        self.assertEqual([one.label for one in tamaris[1:]], ["hidden"] * 3)
        self.assertEqual([one.label for one in ormes[1:3]], ["< 5"] * 2)
        # without the 40, the 30 would be known again
        self.assertEqual(ormes[3].label, "hidden")
        self.assertEqual(vallon, rows[2])

    def test_twenty_thousand_rows_at_once(self):
        """As many as an export may have: a row at a time, and none twice."""
        rows = [row(str(n), 1, n % 13, min(n % 7, n % 13)) for n in range(20_000)]
        sheet = Sheet("key", "Sheet", COLUMNS, iter([*rows, Total(("All", *NO))]))
        masked = mask_sheet(sheet, "< 5", "hidden").rows
        for before in rows:
            after = next(masked)
            self.assertEqual(before[:2], after[:2])
            for number, shown in zip(before[2:5], after[2:5], strict=True):
                self.assertEqual(number, shown)  # a masked number is still that number
                self.assertTrue(not is_small(number) or isinstance(shown, Masked))
        self.assertEqual(next(masked)[0], "All")
        self.assertIsNone(next(masked, None))
