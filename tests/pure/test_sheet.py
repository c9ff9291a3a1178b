"""The renderer and the periods, without Odoo: what is written is read again."""

import gc
import io
import os
import string
import tempfile
import unittest
from datetime import date, datetime, time
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from ...tools import period as periods
from ...tools.period import Period, parse_date, parse_ids
from ...tools.sheet import Column, Ratio, Sheet, Subtotal, Total
from ...tools.xlsx import write_xlsx
from ...tools.xlsx_values import MAX_TEXT, tab_name
from ..common.steady import STEADY

COLUMNS = (
    Column("place", "Place", width=20),
    Column("day", "Day", "date"),
    Column("hour", "Hour", "time"),
    Column("held", "Held", "int", total=True),
    Column("people", "People", "int", total=True, band="People"),
    Column("average", "Average", "float", ratio=Ratio("people", "held"), band="People"),
    Column("spent", "Spent", "money", total=True, hidden=True),
)
ROWS = (
    ("Tamaris", date(2026, 5, 5), time(12, 30), 2, 18, 9.0, 82.4),
    ("Tamaris", date(2026, 5, 6), None, 1, None, None, None),
    Subtotal(("Tamaris", None, None, None, None, None, None)),
    ("Ormes", date(2026, 5, 7), time(0, 0), 1, 4, 4.0, 0.1),
    ("Ormes", date(2026, 5, 8), time(23, 59), 1, 7, 7.0, 0.2),
    Subtotal(("Ormes", None, None, None, None, None, None)),
    Total(("Total", None, None, None, None, None, None)),
)
TEXT = st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=40
)


def render(*sheets, **options):
    target = io.BytesIO()
    write_xlsx(target, sheets, **options)
    return target


def read(target, *, formulas=False):
    """Return {tab: rows}, values as a reader sees them before any calculation."""
    book = load_workbook(target, data_only=not formulas)
    return {tab.title: list(tab.iter_rows(values_only=True)) for tab in book}


class TestSheet(unittest.TestCase):
    def make(self, rows=ROWS, **values):
        return Sheet("key", values.pop("title", "Sheet"), COLUMNS, rows, **values)

    def test_cells_are_what_they_are(self):
        rows = read(render(self.make()))["Sheet"]
        self.assertEqual(rows[1][:4], ("Place", "Day", "Hour", "Held"))
        day = datetime.combine(date(2026, 5, 5), time())
        self.assertEqual(rows[2], ("Tamaris", day, time(12, 30), 2, 18, 9, 82.4))
        # what was not measured is an empty cell: neither 0 nor ""
        self.assertEqual(rows[3][2:], (None, 1, None, None, None))
        self.assertEqual(rows[5][2], time(0, 0))

    def test_totals_are_formulas_with_their_values(self):
        sheet = self.make()
        values, formulas = (
            read(render(sheet), formulas=formulas)["Sheet"]
            for formulas in (False, True)
        )
        self.assertEqual(values[4], ("Tamaris", None, None, 3, 18, 6, 82.4))
        self.assertEqual(values[8][3:6], (5, 29, 5.8))
        self.assertAlmostEqual(values[8][6], 82.7)
        self.assertEqual(formulas[4][3], "=SUBTOTAL(9,D3:D4)")
        self.assertEqual(formulas[7][3], "=SUBTOTAL(9,D6:D7)")
        # all rows: SUBTOTAL leaves out the other subtotals
        self.assertEqual(formulas[8][3], "=SUBTOTAL(9,D3:D8)")
        self.assertEqual(formulas[8][5], '=IF(N(D9)=0,"",E9/D9*1)')

    def test_total_of_nothing_measured_is_blank(self):
        rows = (
            ("Tamaris", None, None, 1, None, None, None),
            Total(("Total", *[None] * 6)),
        )
        total = read(render(self.make(rows)))["Sheet"][3]
        self.assertEqual(total[3], 1)
        self.assertFalse(any(total[4:]))

    def test_rows_beyond_the_limit_go_to_another_tab(self):
        tabs = read(render(self.make(title="L'an"), max_rows=5))
        self.assertEqual(list(tabs), ["L’an", "L’an (2)", "L’an (3)"])
        self.assertTrue(all(len(rows) <= 5 for rows in tabs.values()))
        everything = [row for rows in tabs.values() for row in rows]
        self.assertEqual(sum(row[0] == "Place" for row in everything), 3)
        self.assertEqual(everything[-1][3:6], (5, 29, 5.8))
        formulas = read(render(self.make(title="L'an"), max_rows=5), formulas=True)
        self.assertEqual(
            formulas["L’an (3)"][-1][3],
            "=SUBTOTAL(9,'L’an'!D3:D5,'L’an (2)'!D3:D5)",
        )

    def test_what_surrounds_the_table(self):
        sheet = self.make(
            heading=("Title", "Period"), warning="7 missing", notes=("Note",), frozen=2
        )
        target = render(sheet)
        tab = load_workbook(target)["Sheet"]
        column = [row[0] for row in read(target)["Sheet"]]
        self.assertEqual(column[:4], ["Title", "Period", "7 missing", None])
        self.assertEqual(column[-2:], [None, "Note"])
        self.assertEqual(tab.freeze_panes, "C7")
        self.assertEqual(tab.auto_filter.ref, "A6:G12")  # without the total
        self.assertEqual(tab.print_title_rows, "$5:$6")
        self.assertEqual(
            (tab.page_setup.orientation, tab.page_setup.fitToHeight), ("landscape", 0)
        )
        self.assertTrue(tab.column_dimensions["G"].hidden)
        self.assertEqual(str(tab.merged_cells), "E5:F5")

    def test_texts_on_several_lines_have_room(self):
        columns = (Column("text", "Text", width=10),)
        rows = [("short",), ("a text of more than ten characters",), (None,)]
        sheet = Sheet("key", "Sheet", columns, rows, wrap=True)
        tab = load_workbook(render(sheet))["Sheet"]
        self.assertIsNone(tab.row_dimensions[2].height)
        self.assertEqual(tab.row_dimensions[3].height, 15 * 5)
        self.assertTrue(tab["A3"].alignment.wrap_text)

    def test_no_row_says_so(self):
        rows = read(render(self.make((), empty="Nothing yet")))["Sheet"]
        self.assertEqual([row[0] for row in rows if row[0]], ["Place", "Nothing yet"])

    @STEADY
    @given(st.lists(TEXT, min_size=1, max_size=5))
    def test_any_text_stays_that_text(self, texts):
        columns = (Column("text", "Text"),)
        texts = [*texts, "=1+1", "+1", "@SUM(A1)", "<r>x</r>", "<r><b/></r>", "_x0041_"]
        sheet = Sheet("key", "Sheet", columns, [(text,) for text in texts])
        tab = load_workbook(render(sheet))["Sheet"]
        for text, (cell,) in zip(texts, tab.iter_rows(min_row=2), strict=True):
            self.assertNotEqual(cell.data_type, "f", text)
            # XML has no bare carriage return, and a space ends what looks like markup
            expected = text.replace("\r\n", "\n").replace("\r", "\n")
            self.assertEqual(
                unescape(cell.value or "").rstrip(" "), expected.rstrip(" ")
            )

    def test_text_too_long_for_a_cell_is_cut(self):
        sheet = Sheet("k", "Sheet", (Column("text", "Text"),), [("é" * 40_000,)])
        [cell] = read(render(sheet))["Sheet"][1]
        self.assertEqual((len(cell), cell[-1]), (MAX_TEXT, "…"))

    @STEADY
    @given(
        st.lists(st.tuples(*[st.integers(0, 50) | st.none()] * 2), max_size=12),
        st.integers(4, 30),
    )
    def test_totals_whatever_the_split(self, counts, max_rows):
        columns = (
            Column("people", "People", "int", total=True),
            Column("held", "Held", "int", total=True),
            Column("average", "Average", "float", ratio=Ratio("people", "held")),
        )
        rows = [(people, held, None) for people, held in counts]
        rows.append(Total((None, None, None)))
        tabs = read(render(Sheet("k", "T", columns, rows), max_rows=max_rows))
        total = [row for rows in tabs.values() for row in rows][-1]
        people, held = (
            sum(filter(None, measured)) if measured else None
            for place in (0, 1)
            for measured in [[row[place] for row in counts if row[place] is not None]]
        )
        average = people / held if held and people is not None else ""
        self.assertEqual(total[:2], (people, held))
        self.assertAlmostEqual(total[2] or 0, average or 0)

    def test_a_breakdown_leaves_nothing(self):
        """Neither a file, nor a half-made workbook that closes itself later."""

        def break_down():
            yield ROWS[0]
            raise RuntimeError("the cursor broke")

        with (
            tempfile.TemporaryDirectory() as folder,
            patch("tempfile.tempdir", folder),
            patch("sys.unraisablehook") as complaint,
        ):
            with self.assertRaises(RuntimeError):
                render(self.make(break_down()))
            gc.collect()
            self.assertEqual(os.listdir(folder), [])
        self.assertFalse(complaint.called)

    def test_declarations_are_checked(self):
        with self.assertRaisesRegex(ValueError, "no such kind"):
            Column("key", "Label", "number")
        with self.assertRaisesRegex(ValueError, "has no total"):
            Column("key", "Label", "date", total=True)
        one = Column("key", "Label")
        with self.assertRaisesRegex(ValueError, "the same key"):
            Sheet("key", "Sheet", (one, one), ())
        rate = Column("rate", "Rate", "float", ratio=Ratio("key", "key"))
        with self.assertRaisesRegex(ValueError, "not summed"):
            Sheet("key", "Sheet", (one, rate), ())
        parts = tuple(
            Column(key, "Label", "int", part_of=whole)
            for key, whole in (("a", "b"), ("b", "c"), ("c", ""))
        )
        with self.assertRaisesRegex(ValueError, "a part of a part"):
            Sheet("key", "Sheet", parts, ())

    def test_tab_names(self):
        self.assertEqual(tab_name("Bilan [2026]: a/b\\c*?"), "Bilan  2026   a b c")
        self.assertEqual(len(tab_name("x" * 40, 12)), 31)
        self.assertTrue(tab_name("x" * 40, 12).endswith(" (12)"))


class TestPeriod(unittest.TestCase):
    def test_usual_periods(self):
        day = date(2024, 2, 29)
        for make, first, last in (
            (periods.civil_year, date(2024, 1, 1), date(2024, 12, 31)),
            (periods.last_civil_year, date(2023, 1, 1), date(2023, 12, 31)),
            (periods.last_twelve_months, date(2023, 3, 1), day),
            (periods.last_month, date(2024, 1, 1), date(2024, 1, 31)),
        ):
            self.assertEqual(make(day), Period(first, last))

    def test_compared_periods(self):
        period = Period(date(2024, 2, 10), date(2024, 2, 29))
        self.assertEqual(period.month(), Period(date(2024, 2, 1), date(2024, 2, 29)))
        self.assertEqual(period.year_to_date().first, date(2024, 1, 1))
        self.assertEqual(
            period.year_before(), Period(date(2023, 2, 10), date(2023, 2, 28))
        )
        self.assertEqual(period.until(date(2024, 2, 15)).last, date(2024, 2, 15))
        self.assertEqual(period.until(date(2024, 1, 1)), period)
        self.assertEqual(period.until(date(2025, 1, 1)), period)

    def test_a_period_has_its_ends_in_order(self):
        with self.assertRaises(ValueError):
            Period(date(2026, 1, 2), date(2026, 1, 1))

    @STEADY
    @given(st.dates(date(1900, 1, 1)))
    def test_iso_dates_are_read(self, day):
        self.assertEqual(parse_date(day.isoformat()), day)

    @STEADY
    @given(st.text(string.digits + "-W ٣", max_size=12))
    def test_nothing_else_is_a_date(self, text):
        try:
            day = parse_date(text)
        except ValueError:
            return
        self.assertEqual(day.isoformat(), text)

    def test_junk_is_no_date(self):
        for text in ("", "2026-02-31", "20260101", "2026-W01-1", "1899-12-31"):
            with self.subTest(text), self.assertRaises(ValueError):
                parse_date(text)
        for text in ("2026-01-01\0", "٢٠٢٦-٠١-٠١", "2026-1-1", "2026-01-01T00:00"):
            with self.subTest(text), self.assertRaises(ValueError):
                parse_date(text)

    def test_ids(self):
        self.assertEqual(parse_ids("7,3,7"), [7, 3])
        for text in ("", "1,a", "-1", "0", "1,,2", " 1", "٣", "1\0", "9" * 30):
            with self.subTest(text), self.assertRaises(ValueError):
                parse_ids(text)
        with self.assertRaises(ValueError):
            parse_ids(str(2**31))
