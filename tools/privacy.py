"""Small counts of people, hidden where a table leaves the house. No Odoo in here.

A count from 1 to 4 is not shown: few enough to be recognised. Nor may anybody work it
out: from a total less the other counts, from several totals together, or from what a
hidden count can be at all. Where somebody could, more is hidden beside it, the smallest
number first, until nothing can be said for sure. 0 is shown: it is about nobody.

A total may hide a row far above it, so a sheet is read twice: once for its counts, kept
as bare numbers while its rows are put aside in a file, then from that file. Finding out
what to hide takes up to 1 kB a row, and a second or two for ten thousand rows.
"""

import pickle
from array import array
from collections import defaultdict
from dataclasses import replace
from tempfile import TemporaryFile

from .privacy_graph import SumGraph, is_small
from .sheet import Subtotal, Total

UNKNOWN = -1  # not measured: a count that adds nothing
NEAR = 100  # counts looked at around one, at first
FAR = 3 * NEAR  # per count of the sheet: all were looked at, from both their sums
SET_ASIDE = 500  # rows at a time


class Masked(float):
    """A number that is not shown: ``label`` stands for it. Only sums know it."""

    __slots__ = ("label",)

    def __new__(cls, number, label):
        masked = super().__new__(cls, number)
        masked.label = label
        return masked


def find_masks(counts, sums, twins=()):
    """Return which counts to hide: by cell, 0 or 1.

    :param counts: by cell, cells are numbered from 0; UNKNOWN where none was measured.
    :param sums: (cell of a whole, *cells of its parts above 0), which everybody knows
        of; a cell is in two of them at most.
    :param twins: cells that are known to hold one number: where one is hidden, all are.
    """
    graph = SumGraph(counts, sums)
    masks = bytearray(map(is_small, counts))
    guarded = masks[:]
    while True:
        for cells in twins:
            if any(masks[cell] for cell in cells):
                for cell in cells:
                    masks[cell] = guarded[cell] = 1
        known = graph.find_known(masks, guarded)
        if not (known and _hide_more(graph, known, masks)):
            break  # nothing is told, or all that could tell is hidden
    return masks


def _hide_more(graph, known, masks):
    """Hide what it takes for ``known`` to be known no more; return whether any is.

    It is looked for nearby first, which many need; far away for the few left over.
    """
    more, limit = False, NEAR
    while not more and limit < FAR * len(masks):
        for cell in known:
            for one in graph.find_way(cell, masks, limit) or ():
                masks[one] = more = True
        limit *= NEAR
    return more


def without_people(sheet):
    """Return ``sheet`` without its counts of people. It has no ratio of them.

    For rows that another sheet sums: shown beside it they would tell what it hides.
    """
    places = [place for place, one in enumerate(sheet.columns) if not one.people]
    return replace(
        sheet,
        columns=tuple(sheet.columns[place] for place in places),
        rows=(type(row)(row[place] for place in places) for row in sheet.rows),
    )


def mask_sheet(sheet, below, hidden):
    """Return ``sheet`` with its small counts of people hidden.

    :param str below: stands for a count below five; ``hidden``: for what would tell it.
    """
    return replace(sheet, rows=_mask_rows(sheet, below, hidden), masked=True)


def _mask_rows(sheet, below, hidden):
    """Yield the rows of a sheet, masked; they are all read before the first."""
    table = _Table(sheet)
    with TemporaryFile() as aside:
        _put_aside(sheet.rows, table, aside)
        masks = find_masks(table.counts, table.sums, table.twins)
        aside.seek(0)
        first, width = 0, len(table.places)
        while True:
            try:
                rows = pickle.load(aside)  # noqa: S301 what we wrote a moment ago
            except EOFError:
                return
            for row in rows:
                last = first + width
                if 1 in masks[first:last]:
                    counts = table.counts[first:last]
                    row = _mask_row(  # noqa: PLW2901
                        row, table, counts, masks[first:last], (below, hidden)
                    )
                yield row
                first = last


def _put_aside(rows, table, aside):
    chunk = []
    for row in rows:
        table.add(row)
        chunk.append(row)
        if len(chunk) == SET_ASIDE:
            pickle.dump(chunk, aside, pickle.HIGHEST_PROTOCOL)
            chunk.clear()
    pickle.dump(chunk, aside, pickle.HIGHEST_PROTOCOL)


def _mask_row(row, table, counts, masks, labels):
    """Return a row with the counts masked that ``masks`` says, and what tells them."""
    below, hidden = labels
    values = list(row)
    unsaid = set()
    for place, number, mask in zip(table.places, counts, masks, strict=True):
        if mask:
            unsaid.add(place)
            label = below if is_small(number) else hidden
            values[place] = Masked(number, label)
    for place, *of in table.derived:
        if unsaid.intersection(of) and place not in unsaid:
            values[place] = Masked(0, hidden)
    return type(row)(values)


class _Table:
    """The counts of people of a sheet's rows as bare numbers, and what adds up."""

    def __init__(self, sheet):
        columns = sheet.columns
        self.places = [place for place, one in enumerate(columns) if one.people]
        self.counts = array("d")
        self.sums = []
        self.derived = [
            (place, *map(sheet.index, (ratio.numerator, ratio.denominator)))
            for place, one in enumerate(columns)
            if (ratio := one.ratio)
        ]
        self.derived += [
            (place, sheet.index(one.tells))
            for place, one in enumerate(columns)
            if one.tells and not one.total
        ]
        self._summed = [
            at for at, place in enumerate(self.places) if columns[place].total
        ]
        parts = defaultdict(list)
        for at, place in enumerate(self.places):
            if columns[place].part_of:
                whole = sheet.index(columns[place].part_of)
                parts[self.places.index(whole)].append(at)
        self._parts = parts.items()
        self._same = defaultdict(list)  # columns that may be about the same events
        for at in self._summed:
            column = columns[self.places[at]]
            self._same[column.tells or column.key].append(at)
        self.twins = []
        # the cells that the next subtotal sums, and those that a total sums beside them
        self._since, self._before = (
            {at: array("i") for at in self._summed} for _ in range(2)
        )

    def add(self, row):
        """Read a row's counts, and what they add up to."""
        first = len(self.counts)
        self.counts.extend(
            UNKNOWN if row[place] is None else row[place] for place in self.places
        )
        if isinstance(row, Subtotal | Total):
            self._add_total(first, isinstance(row, Total))
        else:
            self._add_row(first)
        for places in self._same.values():
            cells = defaultdict(list)
            for at in places if len(places) > 1 else ():
                cells[self.counts[first + at]].append(first + at)
            self.twins += [
                array("i", same)
                for number, same in cells.items()
                if number > 0 and len(same) > 1
            ]

    def _add_row(self, first):
        for at in self._summed:
            if self.counts[first + at] > 0:
                self._since[at].append(first + at)
        # of a total row nobody is told more: its parts add up as those of its rows do
        for whole, places in self._parts:
            parts = [first + at for at in places if self.counts[first + at] > 0]
            number = sum(self.counts[cell] for cell in parts)
            if parts and self.counts[first + whole] == number:  # else not all its parts
                self.sums.append(array("i", (first + whole, *parts)))

    def _add_total(self, first, of_all):
        """Fill in the totals, as the renderer does."""
        for at in self._summed:
            since, before = self._since[at], self._before[at]
            parts = before + since if of_all else since
            total = first + at
            self.counts[total] = sum(self.counts[cell] for cell in parts)
            if parts:
                self.sums.append(array("i", (total, *parts)))
                if of_all:
                    del before[:]
                before.append(total)
                del since[:]
