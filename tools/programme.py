"""What the hall, the public page, an agenda and a message may say. No Odoo in here.

All of them are made of ``Item``: what is no field of it can be neither printed there,
nor sent, nor shown to a passer-by.
"""

import re
import textwrap
from dataclasses import dataclass
from datetime import datetime

NBSP = "\N{NO-BREAK SPACE}"
TIED = re.compile(r" (?=[:;?!»])|(?<=«) ")
MAX_TITLE = 100
MAX_PLACE = 80
SMALL = 0.78  # of a title's size: place, what to bring
HOURS = 4.4  # of a title's size: the width of « 12h00 » and what is after it
LINE_HEIGHT = 1.25
GAP = 0.7  # of a title's size, between two events
CHARACTER = 0.64  # of the type's size: bold DejaVu Sans, the widest we may meet


@dataclass(frozen=True)
class Item:
    """One event, as anybody may know it.

    :param start, stop: aware, by the clock of the residence.
    :param revision: grows each time that what the public knows changes.
    :param revised_on: when it last did, naive UTC.
    """

    uid: str
    title: str
    start: datetime
    stop: datetime
    place: str = ""
    bring: str = ""
    is_cancelled: bool = False
    is_moved: bool = False
    revision: int = 0
    revised_on: datetime | None = None


@dataclass(frozen=True)
class Layout:
    """The room that pages have for events, all in the same unit.

    :param sizes: of titles, largest first, for one page.
    :param smallest: size of titles where it takes several.
    :param width: of a column, without its dates.
    :param heights: of each column in turn; the last is that of all that follow.
    :param columns: on a page.
    :param day_height: the least that a day takes, for its date.
    """

    sizes: tuple
    smallest: int
    width: int
    heights: tuple
    columns: int = 1
    day_height: int = 0


def shorten(text, limit):
    """Return ``text`` on one line of at most ``limit`` characters, cut with « … »."""
    text = " ".join((text or "").split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def no_break(text):
    """Return ``text`` with its French punctuation tied to the word beside it."""
    return TIED.sub(NBSP, text)


def by_day(items):
    """Return [(day, [items])], both in order, from items in any order."""
    days = {}
    for item in sorted(items, key=lambda item: (item.start, item.title, item.uid)):
        days.setdefault(item.start.date(), []).append(item)
    return list(days.items())


def count_lines(text, size, width):
    """Return how many lines ``text`` takes, at most, in ``width``.

    :param size, width: in the same unit.
    """
    per_line = max(4, int(width / (size * CHARACTER)))
    return len(textwrap.wrap(no_break(text), per_line)) if text else 0


def item_height(item, size, width):
    """Return the height of an item printed with titles of ``size``, never too small.

    Its hours stand on the left; place and what to bring below.
    """
    width, small = width - HOURS * size, size * SMALL
    height = count_lines(item.title, size, width) * size
    # « À apporter : » stands before the one; where it lasts days, hours on a line of
    # their own, « 12h00, jusqu'au mercredi 30 septembre »
    bring = item.bring and "x" * 14 + item.bring
    days = "x" * 40 if item.start.date() != item.stop.date() else ""
    for text in (item.place, bring, days):
        height += count_lines(text, small, width) * small
    if item.is_cancelled or item.is_moved:
        height += small
    return max(height, size + small) * LINE_HEIGHT + size * GAP


def paginate(items, size, layout):
    """Return the items column by column: [[(day, [items])]], none overfull.

    A day that does not fit goes on in the next column, under its date again.
    """
    columns, room = [[]], list(layout.heights)
    before = today = 0  # heights, in this column: of the days before, of this day
    for day, group in by_day(items):
        before, today = before + (today and max(today, layout.day_height)), 0
        for item in group:
            height = item_height(item, size, layout.width)
            needed = before + max(today + height, layout.day_height)
            if columns[-1] and needed > room[0]:
                columns.append([])
                room = room[1:] or room
                before = today = 0
            if not today:
                columns[-1].append((day, []))
            columns[-1][-1][1].append(item)
            today += height
    return columns


def lay_out(items, layout):
    """Return (size, columns of items): the largest size that one page holds.

    Where none does, the programme is printed in the smallest over several pages.
    """
    for size in layout.sizes:
        laid = paginate(items, size, layout)
        if len(laid) <= layout.columns:
            return size, laid
    return layout.smallest, paginate(items, layout.smallest, layout)
