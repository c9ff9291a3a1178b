"""Sheets as an XLSX workbook, written row by row in constant memory. No Odoo in here.

Only what a row needs is kept: at a million rows memory is that of the first hundred.
xlsxwriter's ``constant_memory`` wants rows strictly in order, formats made once, and
writes each string in place.
"""

import tempfile

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from .privacy import Masked
from .sheet import Total
from .xlsx_formats import Formats
from .xlsx_page import get_height, set_up_page
from .xlsx_values import Serials, plain_text, tab_name

MAX_ROWS = 1_048_576  # Excel's own limit
NUMBERS = ("int", "float", "money", "percent")


def write_xlsx(target, sheets, *, formats=None, max_rows=MAX_ROWS):
    """Write ``sheets`` into ``target``, a path or an open binary file.

    :param dict formats: Excel number formats by kind, where the default does not fit.
    :param int max_rows: rows of a tab; the rows beyond go to « Title (2) » and so on.
    """
    with tempfile.TemporaryDirectory() as folder:
        options = {"constant_memory": True, "tmpdir": folder}
        workbook = xlsxwriter.Workbook(target, options)
        try:
            styles = Formats(workbook, formats or {})
            for sheet in sheets:
                _SheetWriter(workbook, styles, sheet, max_rows).write_sheet()
            workbook.close()
        finally:
            # close() was not reached: its files go with the folder, without its
            # warning about a workbook that nobody closed
            workbook.fileclosed = 1


class _SheetWriter:
    """Writes one sheet, over as many tabs as its rows need."""

    def __init__(self, workbook, styles, sheet, max_rows):
        self.workbook, self.styles, self.sheet = workbook, styles, sheet
        self.max_rows = max_rows
        self.tab = self.title = None
        self.part = 0
        self.row = 0  # the next one to write
        self.first_row = 0  # of data, on this tab
        self.open_row = 0  # the first one that no subtotal has, on this tab
        self.open_ranges, self.all_ranges = [], []  # the same on the tabs before
        # sums since the last subtotal, and of all: None until something is measured
        self.open_sums = [None] * len(sheet.columns)
        self.all_sums = [None] * len(sheet.columns)
        # of these, what is masked: no cell that is shown has it
        self.open_masked = [0] * len(sheet.columns)
        self.all_masked = [0] * len(sheet.columns)
        self.filtered = False
        self.wrapped = [
            place
            for place, column in enumerate(sheet.columns)
            if sheet.wrap and column.kind == "text" and not column.hidden
        ]
        self.summed = [
            place for place, column in enumerate(sheet.columns) if column.total
        ]

    def write_sheet(self):
        self._open_tab()
        for line, style in self._heading():
            self.tab.write_string(self.row, 0, plain_text(line), style)
            self.row += 1
        self.row += bool(self.row)
        self._write_header()
        self._write_rows()
        if self.row == self.first_row and self.part == 1:
            self._write_line(self.sheet.empty)
        self.row += 1
        for line in self.sheet.notes:
            self._write_line(line)

    def _heading(self):
        for place, line in enumerate(self.sheet.heading):
            yield line, self.styles.heading if place else self.styles.title
        if self.sheet.warning:
            yield self.sheet.warning, self.styles.warning

    def _open_tab(self):
        self.part += 1
        self.title = tab_name(self.sheet.title, self.part)
        self.tab = tab = self.workbook.add_worksheet(self.title)
        tab.hide_gridlines(2)
        set_up_page(tab, self.sheet.columns, self.sheet.frozen)
        for place, column in enumerate(self.sheet.columns):
            options = {"hidden": True} if column.hidden else {}
            tab.set_column(place, place, column.width, None, options)
        self.row, self.filtered = 0, False

    def _write_header(self):
        """Write the columns' labels, below those of their bands, and freeze them."""
        columns, top = self.sheet.columns, self.row
        if any(column.band for column in columns):
            self._write_bands()
            self.row += 1
        self.tab.set_row(self.row, 48)
        for place, column in enumerate(columns):
            style = self.styles.label(column)
            self.tab.write_string(self.row, place, plain_text(column.label), style)
        self.tab.repeat_rows(top, self.row)
        self.row += 1
        self.tab.freeze_panes(self.row, self.sheet.frozen)
        self.first_row = self.open_row = self.row

    def _write_bands(self):
        self.tab.set_row(self.row, 30)
        bands = [plain_text(column.band) for column in self.sheet.columns]
        first = 0
        for last, band in enumerate(bands):
            if band != "".join(bands[last + 1 : last + 2]) or last + 1 == len(bands):
                self._write_band(band, first, last)
                first = last + 1

    def _write_band(self, band, first, last):
        if band and last > first:
            place = (self.row, first, self.row, last)
            self.tab.merge_range(*place, band, self.styles.band)
        elif band:
            self.tab.write_string(self.row, first, band, self.styles.band)

    def _write_rows(self):
        cells, sums, summed = self._cells("data"), self.open_sums, self.summed
        for values in self.sheet.rows:
            if self.row >= self.max_rows:
                self._end_table()
                self._open_tab()
                self._write_header()
                cells = self._cells("data")
            if type(values) is not tuple:
                self._write_total(values)
                continue
            row = self.row
            if self.wrapped:
                height = get_height(values, self.sheet.columns, self.wrapped)
                self.tab.set_row(row, height)
            # the innermost loop: a million rows make it run 20 million times
            for place, (write, convert, style) in enumerate(cells):
                value = values[place]
                if value is not None:
                    write(row, place, convert(value) if convert else value, style)
            for place in summed:
                if values[place] is not None:
                    sums[place] = values[place] + (sums[place] or 0)
            self.row += 1
        self._end_table()

    def _cells(self, role):
        """Return how to write each column: a method, a conversion, a format."""
        string, number = map(self._get_writer, ("write_string", "write_number"))
        serial, wrap = Serials().__getitem__, self.sheet.wrap
        kinds = {
            "text": (string, plain_text),
            "date": (number, serial),
            "time": (number, serial),
        }
        if self.sheet.masked:
            kinds |= dict.fromkeys(NUMBERS, (self._masking(role), None))
        return [
            (*kinds.get(kind, (number, None)), self.styles.cell(kind, role, wrap=wrap))
            for kind in (column.kind for column in self.sheet.columns)
        ]

    def _get_writer(self, name):
        """Return a method of the tab to write a cell, by row and column.

        The one behind it where there is one: what it leaves out is looking whether the
        place is written as « A1 », for a seventh of all the time.
        """
        return getattr(self.tab, f"_{name}", getattr(self.tab, name))

    def _masking(self, role):
        """Return how to write a number that may be masked."""

        def write(row, place, value, style):
            if type(value) is not Masked:
                self.tab.write_number(row, place, value, style)
                return
            style = self.styles.masked(role)
            self.tab.write_string(row, place, value.label, style)
            if role == "data":
                self.open_masked[place] += value

        return write

    def _end_table(self):
        """Close the table of this tab: its filter, its rules, what totals will sum."""
        last = self.row - 1
        if last >= self.open_row:
            self.open_ranges.append((self.title, self.open_row, last))
        if last >= self.first_row:
            self.all_ranges.append((self.title, self.first_row, last))
        if not self.filtered:
            self._filter_to(last)

    def _filter_to(self, last):
        last, width = max(last, self.first_row), len(self.sheet.columns) - 1
        if self.sheet.filters:
            self.tab.autofilter(self.first_row - 1, 0, last, width)
        rule = {"type": "formula", "criteria": "=TRUE", "format": self.styles.rule}
        self.tab.conditional_format(self.first_row, 0, last, width, rule)
        self.filtered = True

    def _write_total(self, values):
        is_total = isinstance(values, Total)
        ranges = self._take_ranges(is_total)
        sums = self._take_sums(is_total)
        masked = self._take_masked(is_total)
        cells = self._cells("total" if is_total else "subtotal")
        for place, (write, convert, style) in enumerate(cells):
            column, value = self.sheet.columns[place], values[place]
            if type(value) is Masked:
                write(self.row, place, value, style)
            elif column.total:
                self._write_sum(place, ranges, sums[place], style, masked[place])
            elif column.ratio:
                self._write_ratio(place, column.ratio, sums, style)
            elif value is None:
                self.tab.write_blank(self.row, place, None, style)
            else:
                write(self.row, place, convert(value) if convert else value, style)
        self.row += 1
        self.open_row = self.row

    def _take_ranges(self, of_all):
        """Return the places that a total sums: (tab, first row, last row)."""
        if of_all:
            ranges, first = list(self.all_ranges), self.first_row
            self._filter_to(self.row - 1)
        else:
            ranges, first = self.open_ranges, self.open_row
        self.open_ranges = []
        if self.row > first:
            ranges.append((self.title, first, self.row - 1))
        return ranges

    def _take_sums(self, of_all):
        """Return the sums since the last subtotal, or of all, and start anew."""
        group = list(self.open_sums)
        for place in self.summed:
            if group[place] is not None:
                self.all_sums[place] = group[place] + (self.all_sums[place] or 0)
            self.open_sums[place] = None
        return self.all_sums if of_all else group

    def _take_masked(self, of_all):
        """Return what is masked of the sums that ``_take_sums`` returns."""
        group = list(self.open_masked)
        for place, number in enumerate(group):
            self.all_masked[place] += number
            self.open_masked[place] = 0
        return self.all_masked if of_all else group

    def _write_sum(self, place, ranges, value, style, masked=0):
        """Write a sum as a formula with its value; blank where nothing was measured.

        SUBTOTAL leaves out other subtotals and the rows that a filter hides.
        """
        if value is None:
            self.tab.write_blank(self.row, place, None, style)
            return
        areas = ",".join(
            ("" if title == self.title else f"'{title}'!")
            + xl_range(first, place, last, place)
            for title, first, last in ranges
        )
        # floats: the sum of a million amounts, without the dust of its last digits
        value = round(value, 6)
        rest = f"+{masked:g}" if masked else ""
        formula = f"=SUBTOTAL(9,{areas}){rest}"
        self.tab.write_formula(self.row, place, formula, style, value)

    def _write_ratio(self, place, ratio, sums, style):
        above, below = map(self.sheet.index, (ratio.numerator, ratio.denominator))
        value = ""
        if sums[above] is not None and sums[below]:
            value = sums[above] / sums[below] * ratio.factor
        above, below = (xl_rowcol_to_cell(self.row, at) for at in (above, below))
        formula = f'=IF(N({below})=0,"",{above}/{below}*{ratio.factor})'
        self.tab.write_formula(self.row, place, formula, style, value)

    def _write_line(self, line):
        """Write a line of text below the table."""
        if self.row >= self.max_rows:
            self._open_tab()
        self.tab.write_string(self.row, 0, plain_text(line), self.styles.note)
        self.row += 1
