"""What leaves the house hides small counts, and nothing shown tells them."""

import io
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from odoo.tests import BaseCase

from ..tools.privacy import SMALL, find_masks, is_small, mask_sheet
from ..tools.sheet import Column, Ratio, Sheet, Subtotal, Total
from ..tools.xlsx import write_xlsx
from .common import STEADY

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


class TestMasks(BaseCase):
    def assertNothingIsTold(self, cells, relations):
        masks = find_masks(cells, relations)
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
            masks = find_masks(cells, [("all", ["0", "1", "2"])])
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
        masks = find_masks(cells, relations)
        small = {key for key in cells if is_small(cells[key])}
        self.assertLessEqual(small, masks)
        self.assertLess(len(masks), len(cells) - 8)


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


class TestMaskedSheet(BaseCase):
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
