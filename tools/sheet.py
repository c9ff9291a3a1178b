"""What a sheet is: columns and rows, declared once, whoever renders them.

A renderer (xlsx.py; a PDF's table) knows columns and never a model. No Odoo in here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

# What a cell holds, in Python: str, int, float, float, date, time, float (0.5 = 50 %).
KINDS = ("text", "int", "float", "money", "date", "time", "percent")


@dataclass(frozen=True)
class Ratio:
    """A rate between two summed columns: computed last, never an average of rates."""

    numerator: str  # the keys of columns
    denominator: str
    factor: float = 1


@dataclass(frozen=True)
class Column:
    """One column: what it is called, what it holds, how it is totalled."""

    key: str
    label: str
    kind: str = "text"
    width: float = 10  # in characters
    total: bool = False  # summed on total rows
    ratio: Ratio | None = None  # computed on total rows, from their sums
    band: str = ""  # a heading over neighbouring columns that share it
    hidden: bool = False  # kept for the formulas that need it
    people: bool = False  # counts of people: hidden outside where they are small
    part_of: str = ""  # the key of the column that it is a part of, with others
    # The key of a column that is told by this one: by a median; by a sum that may be of
    # the same events, where it is the same number.
    tells: str = ""
    page: bool = False  # where it is printed, a page begins here

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"column {self.key}: no such kind, {self.kind}")
        if (self.total or self.ratio) and self.kind in ("text", "date", "time"):
            raise ValueError(f"column {self.key}: a {self.kind} has no total")


class Subtotal(tuple):
    """A row that sums the rows since the last subtotal.

    It has a place per column; those of summed and ratio columns are the renderer's,
    whatever they hold. The others stand: a label, a median.
    """

    __slots__ = ()


class Total(tuple):
    """A row that sums all the sheet's rows; places as for a subtotal."""

    __slots__ = ()


@dataclass(frozen=True)
class Sheet:
    """A table with what a reader must know around it.

    ``rows`` are tuples in the order of ``columns``, None where nothing was measured,
    with ``Subtotal`` and ``Total`` among them. They are read once, and may be millions.
    """

    key: str
    title: str  # of the tab, too
    columns: tuple[Column, ...]
    rows: Iterable[tuple]
    heading: tuple[str, ...] = ()  # lines above the table
    warning: str = ""  # one line more, which nobody may overlook
    notes: tuple[str, ...] = ()  # lines below the table
    empty: str = ""  # said instead of rows where there is none
    frozen: int = 0  # columns that stay in sight
    masked: bool = False  # small counts of people are ``privacy.Masked``
    wrap: bool = False  # texts on as many lines as they need: not for many rows
    filters: bool = True  # a table to sort and filter, not a text
    detail: bool = False  # its rows are summed by group in another sheet beside it

    def __post_init__(self):
        keys = [column.key for column in self.columns]
        if len(set(keys)) < len(keys):
            raise ValueError(f"sheet {self.key}: two columns have the same key")
        summed = {column.key for column in self.columns if column.total}
        parts = {column.key for column in self.columns if column.part_of}
        for column in self.columns:
            if column.part_of in parts:
                raise ValueError(f"column {column.key}: a part of a part")
            ratio = column.ratio
            if ratio and not {ratio.numerator, ratio.denominator} <= summed:
                raise ValueError(f"column {column.key}: a ratio of what is not summed")

    def index(self, key):
        """Return the place of the column ``key``.

        :raise KeyError: where there is none.
        """
        for place, column in enumerate(self.columns):
            if column.key == key:
                return place
        raise KeyError(key)
