"""Small counts of people, hidden where a table leaves the house. No Odoo in here.

A count from 1 to 4 is not shown: few enough to be recognised. Nor may anybody work it
out: from a total less the other counts, from several totals together, or from what a
hidden count can be at all. Where somebody could, more is hidden beside it, the smallest
number first, until nothing can be said for sure. 0 is shown: it is about nobody.
"""

from collections import defaultdict
from dataclasses import replace

from .sheet import Subtotal, Total

SMALL = 5  # counts below it are hidden
UNKNOWN = float("inf")
PRIME = 2**61 - 1  # what is determined is found modulo a prime: exact, and fast


class Masked(float):
    """A number that is not shown: ``label`` stands for it. Only sums know it."""

    __slots__ = ("label",)

    def __new__(cls, number, label):
        masked = super().__new__(cls, number)
        masked.label = label
        return masked


def is_small(number):
    """Return whether a count of people is to be hidden; None is no count."""
    return number is not None and 0 < number < SMALL


def find_masks(cells, relations):
    """Return the keys of the cells to hide.

    :param dict cells: count by key, None where nothing was measured: it adds nothing.
    :param relations: (key of a whole, keys of its parts), which everybody knows of.
    """
    relations = [
        (whole, *(key for key in parts if cells[key] is not None))
        for whole, parts in relations
        if cells[whole] is not None
    ]
    relations_of = defaultdict(list)
    for keys in relations:
        candidates = _Candidates(cells, keys)
        for key in keys:
            relations_of[key].append(candidates)
    small = {key for key, number in cells.items() if is_small(number)}
    masks = set(small)
    while known := small & _find_known(cells, relations, masks):
        more = set()
        for key in known:
            more |= _choose_more(key, relations_of, masks)
        if not more:
            break  # all that could tell is hidden
        masks |= more
    return masks


class _Candidates:
    """What may be hidden of a sum, the smallest number first; 0 tells nothing."""

    def __init__(self, cells, keys):
        self.keys = keys
        self._rest = sorted(
            (key for key in keys if cells[key] > 0),
            key=lambda key: (cells[key], key),
            reverse=True,
        )

    def first(self, masks):
        """Return the smallest that is shown, None where all is hidden."""
        while self._rest and self._rest[-1] in masks:
            self._rest.pop()
        return self._rest[-1] if self._rest else None

    def is_alone(self, masks):
        """Return whether one of its cells is hidden, and the others are shown."""
        hidden = (key for key in self.keys if key in masks)
        return next(hidden, None) is not None and next(hidden, None) is None


def _choose_more(key, relations_of, masks):
    """Return the cells to hide so that ``key`` is known no more; none where all is.

    The smallest of each sum that it is alone in; where it is in none, of each of its
    sums; where these are hidden whole, of the sums that these have cells in.
    """
    sums = relations_of[key]
    more = _first_of((one for one in sums if one.is_alone(masks)), masks)
    seen, ring = {key}, {key}
    while ring and not more:
        sums = {one for other in ring for one in relations_of[other]}
        more = _first_of(sums, masks)
        ring = {other for one in sums for other in one.keys} - seen
        seen |= ring
    return more


def _first_of(sums, masks):
    return {found for one in sums if (found := one.first(masks)) is not None}


def mask_sheet(sheet, below, hidden):
    """Return ``sheet`` with its small counts of people hidden.

    Its rows are read now, all of them: a total may hide a row far above it.

    :param str below: stands for a count below five; ``hidden``: for what would tell it.
    """
    rows = list(sheet.rows)
    cells, relations = _read_cells(sheet, rows)
    masks = find_masks(cells, relations)
    labels = {key: below if is_small(cells[key]) else hidden for key in masks}
    ratios = [
        (
            place,
            sheet.index(column.ratio.numerator),
            sheet.index(column.ratio.denominator),
        )
        for place, column in enumerate(sheet.columns)
        if column.ratio
    ]
    for number, row in enumerate(rows):
        values = list(row)
        for place in range(len(values)):
            label = labels.get((number, place))
            if label:
                values[place] = Masked(cells[number, place], label)
        for place, above, under in ratios:
            if {(number, above), (number, under)} & masks:
                values[place] = Masked(0, hidden)
        rows[number] = type(row)(values)
    return replace(sheet, rows=rows, masked=True)


def _read_cells(sheet, rows):
    """Return the counts of people of a sheet by (row, column), and what adds up."""
    people = [place for place, column in enumerate(sheet.columns) if column.people]
    cells = {
        (number, place): row[place]
        for number, row in enumerate(rows)
        for place in people
    }
    relations = []
    for place in people:
        if sheet.columns[place].total:
            relations += _add_up_column(cells, rows, place)
    parts = defaultdict(list)
    for place in people:
        if sheet.columns[place].part_of:
            parts[sheet.index(sheet.columns[place].part_of)].append(place)
    for number in range(len(rows)):
        for whole, places in parts.items():
            keys = [(number, place) for place in places]
            total = sum(cells[key] or 0 for key in keys)
            if cells[number, whole] == total:  # else they are not all its parts
                relations.append(((number, whole), keys))
    return cells, relations


def _add_up_column(cells, rows, place):
    """Fill in the totals of a column, as the renderer does; return what adds up."""
    relations, since, outside = [], [], []
    for number, row in enumerate(rows):
        key = (number, place)
        if not isinstance(row, (Subtotal, Total)):
            since.append(key)
            continue
        parts = since if isinstance(row, Subtotal) else outside + since
        measured = [cells[part] for part in parts if cells[part] is not None]
        cells[key] = sum(measured) if measured else None
        relations.append((key, parts))
        outside, since = [*outside, key], []
    return relations


def _find_known(cells, relations, masks):
    """Return the hidden cells whose number can be worked out."""
    relations = [keys for keys in relations if not masks.isdisjoint(keys)]
    return _solve(relations, masks) | _corner(cells, relations, masks)


def _solve(relations, masks):
    """Return the cells that the sums alone determine (Gauss and Jordan)."""
    rows = [
        {
            key: 1 if place else PRIME - 1
            for place, key in enumerate(keys)
            if key in masks
        }
        for keys in sorted(relations, key=len)  # the short ones first: less to do
    ]
    where = defaultdict(set)
    for number, row in enumerate(rows):
        for key in row:
            where[key].add(number)
    for number, row in enumerate(rows):
        if not row:
            continue
        pivot = min(row, key=lambda key: (len(where[key]), key))
        inverse = pow(row[pivot], -1, PRIME)
        for key in row:
            row[key] = row[key] * inverse % PRIME
        for other in where[pivot] - {number}:
            _subtract(rows, other, row, rows[other][pivot], where)
    return {key for row in rows if len(row) == 1 for key in row}


def _subtract(rows, other, row, factor, where):
    for key, sign in row.items():
        rest = (rows[other].get(key, 0) - factor * sign) % PRIME
        if rest:
            rows[other][key] = rest
            where[key].add(other)
        else:
            del rows[other][key]
            where[key].discard(other)


def _corner(cells, relations, masks):
    """Return the cells that have one possible number, by what each of them can be.

    Whoever reads knows that a small count is from 1 to 4, and another at least five.
    """
    low, high = dict(cells), dict(cells)
    for key in masks:
        small = is_small(cells[key])
        low[key], high[key] = (1, SMALL - 1) if small else (SMALL, UNKNOWN)
    changed = True
    while changed:
        changed = False
        for whole, *parts in relations:
            for key, ends in _narrow(whole, parts, low, high):
                if key in masks and ends != (low[key], high[key]):
                    low[key], high[key] = ends
                    changed = True
    return {key for key in masks if low[key] == high[key]}


def _narrow(whole, parts, low, high):
    """Yield what a whole and its parts can be, given what the others can be."""
    least, most = sum(low[key] for key in parts), sum(high[key] for key in parts)
    open_ended = sum(high[key] == UNKNOWN for key in parts)
    finite = sum(high[key] for key in parts if high[key] != UNKNOWN)
    first, last = low[whole], high[whole]
    yield whole, (max(first, least), min(last, most))
    for key in parts:
        others_least = least - low[key]
        others_open = open_ended - (high[key] == UNKNOWN)
        others_most = finite - (0 if high[key] == UNKNOWN else high[key])
        lowest = low[key] if others_open else max(low[key], first - others_most)
        yield key, (lowest, min(high[key], last - others_least))
