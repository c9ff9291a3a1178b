"""Charts as SVG, for an old WebKit and a black-and-white printer. No Odoo in here.

Shapes are told apart by their shade, which goes from the landlord's colour to white
and is always outlined; values are printed beside them; the whole is said in words for
who does not see it. What was not measured (None) is neither drawn nor written: 0 is.

Sizes are in pixels. Only rectangles, lines and text: no style sheet, no pattern, no
script, no identifier, so that two charts in one page never meet.
"""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from . import colours

INK, GREY = colours.INK, "#777777"
CHARACTER = 0.58  # of the type's size: a common letter of Arial or DejaVu Sans
SMALL, TEXT = 17, 19  # of the type
NARROW = 0.5  # the same of a long text, whose letters are not all wide
LINE = 1.15
LEGEND_BOX = 16
LIGHTEST = 0.0  # share of the colour in the last shade: none is left, it is white
MIN_INSIDE = 1.3  # a segment holds its number where it is that much wider


@dataclass(frozen=True)
class Series:
    """Values in the order of the chart's labels, None where not measured."""

    label: str
    values: tuple


@dataclass(frozen=True)
class Look:
    """How a chart is drawn; each takes of it what it needs.

    :param title: what it shows, for who does not see it.
    :param label_width: room for the names of bars on their side.
    :param end: room for what is written after the longest of them.
    :param text: what writes a value.
    """

    title: str
    colour: str = INK
    width: int = 940
    height: int = 200
    label_width: int = 170
    end: int = 150
    text: Callable = str


def shades(colour, count):
    """Return ``count`` colours from ``colour`` to white, evenly apart."""
    if count <= 1:
        return [colour] * count
    base = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    steps = [1 - place * (1 - LIGHTEST) / (count - 1) for place in range(count)]
    return [
        "#" + "".join(f"{round(255 - (255 - part) * step):02x}" for part in base)
        for step in steps
    ]


def columns(labels, series, look):
    """Return upright bars, grouped by label; the first series has its values on top.

    :param labels: under each group, on two lines where they hold a line feed.
    :param series: list of ``Series``.
    """
    width, height, text = look.width, look.height, look.text
    lines = max((label.count("\n") for label in labels), default=0)
    top, foot, legend = 26, 30 + lines * SMALL, 30 if len(series) > 1 else 0
    floor = height - foot - legend
    highest = _highest(value for one in series for value in one.values)
    slot = width / max(1, len(labels))
    bar = min(54, slot * 0.78 / max(1, len(series)))
    left = (slot - bar * len(series)) / 2
    fills = shades(look.colour, len(series))
    parts = []
    for place, label in enumerate(labels):
        for number, one in enumerate(series):
            value = one.values[place]
            if value is None:
                continue
            tall = (floor - top) * value / highest
            x = place * slot + left + number * bar
            parts.append(_rect(x, floor - tall, bar, tall, fills[number]))
            if number == 0:
                middle = place * slot + left + bar / 2
                parts.append(_text(middle, floor - tall - 6, text(value), bold=True))
        for row, line in enumerate(label.split("\n")):
            at = floor + 20 + row * SMALL
            parts.append(_text(place * slot + slot / 2, at, line, SMALL))
    parts.append(_line(0, floor, width, floor))
    if legend:
        names = [one.label for one in series]
        parts += _legend(names, fills, 1, height - 8, width)[0]
    return _svg((width, height), look, _say(labels, series, text), parts)


def bars(labels, values, look):
    """Return bars on their side, one per label, each followed by its words.

    :param values: list of (value, its words), None for a value not measured.
    """
    width, label_width = look.width, look.label_width
    row, tall = 31, 21
    highest = _highest(value for value, _words in values)
    parts, y = [], 0
    for label, (value, words) in zip(labels, values, strict=True):
        lines = _wrap(label, label_width, TEXT)
        block = max(row, len(lines) * TEXT * LINE + 8)
        middle = y + block / 2
        parts += _label(lines, label_width - 12, middle)
        if value is not None:
            long = (width - label_width - look.end) * value / highest
            parts.append(_rect(label_width, middle - tall / 2, long, tall, look.colour))
            x = label_width + long + 8
            parts.append(_text(x, middle + 7, words, anchor="start"))
        y += block
    parts.append(_line(label_width, 0, label_width, y))
    said = "; ".join(
        f"{label}: {words}"
        for label, (value, words) in zip(labels, values, strict=True)
        if value is not None
    )
    return _svg((width, y or 1), look, said, parts)


def stacked(labels, series, look):
    """Return bars on their side that are whole: each is cut by the series' shares.

    A number stands in its part where there is room; the shares are in the words.
    """
    text, width, label_width = look.text, look.width, look.label_width
    tall, row = 32, 42
    fills = shades(look.colour, len(series))
    room = width - label_width - 2
    parts, y = [], 2
    for place, label in enumerate(labels):
        parts += _label(_wrap(label, label_width, TEXT)[:2], label_width - 12, y + 16)
        values = [one.values[place] or 0 for one in series]
        total, x = sum(values), label_width
        for value, fill in zip(values, fills, strict=True):
            if not value:
                continue
            long = room * value / total
            parts.append(_rect(x, y, long, tall, fill))
            words = text(value)
            if long > MIN_INSIDE * TEXT * CHARACTER * len(words):
                ink = colours.text_on(fill)
                parts.append(_text(x + long / 2, y + 23, words, fill=ink, bold=True))
            x += long
        y += row
    names = [one.label for one in series]
    below, lines = _legend(names, fills, 1, y + 10, width)
    said = _say(labels, series, text)
    return _svg((width, y + 26 * lines), look, said, parts + below)


def multiples(labels, panels, look):
    """Return one small chart per series, all on the same scale: side by side.

    :param labels: short ones, written under every second bar at least.
    :param panels: list of ``Series``; each one's label is its heading.
    """
    width, height, text = look.width, look.height, look.text
    gap, top, foot = 22, 56, 24
    floor = height - foot
    highest = _highest(value for panel in panels for value in panel.values)
    wide = (width - gap * (len(panels) - 1)) / max(1, len(panels))
    slot = wide / max(1, len(labels))
    parts = []
    for number, panel in enumerate(panels):
        left = number * (wide + gap)
        parts.append(_text(left, 20, panel.label, TEXT, anchor="start", bold=True))
        for place, value in enumerate(panel.values):
            x = left + place * slot
            if value is not None:
                tall = (floor - top) * value / highest
                parts.append(
                    _rect(x + slot * 0.14, floor - tall, slot * 0.72, tall, look.colour)
                )
                if value == max(one for one in panel.values if one is not None):
                    at = x + slot / 2, floor - tall - 5
                    parts.append(_text(*at, text(value), SMALL, bold=True))
            parts.append(_text(x + slot / 2, floor + 19, labels[place], SMALL - 2))
        parts.append(_line(left, floor, left + wide, floor))
    return _svg((width, height), look, _say(labels, panels, text), parts)


def _highest(values):
    """Return the greatest value, 1 where there is nothing to draw."""
    return max((value for value in values if value), default=1)


def _wrap(text, width, size):
    """Return ``text`` in lines of about ``width``, two at most, cut with « … »."""
    per_line = max(4, int(width / (size * CHARACTER)))
    return textwrap.wrap(
        text, per_line, max_lines=2, placeholder="…", break_on_hyphens=False
    )


def _label(lines, x, middle):
    """Return lines of text that end at ``x``, around ``middle``."""
    first = middle + 7 - (len(lines) - 1) * TEXT * LINE / 2
    return [
        _text(x, first + number * TEXT * LINE, line, anchor="end")
        for number, line in enumerate(lines)
    ]


def _legend(names, fills, x, y, width):
    """Return boxes with their names, and over how many lines they stand."""
    parts, left, lines = [], x, 1
    for name, fill in zip(names, fills, strict=True):
        long = LEGEND_BOX + 8 + len(name) * SMALL * NARROW + 26
        if left > x and left + long > width + 26:
            left, lines = x, lines + 1
        at = y + (lines - 1) * 26
        parts.append(_rect(left, at - 13, LEGEND_BOX, LEGEND_BOX, fill))
        parts.append(_text(left + LEGEND_BOX + 8, at + 1, name, SMALL, anchor="start"))
        left += long
    return parts, lines


def _say(labels, series, text):
    """Return the chart in words: « Jan.: 12, 9; Feb.: 4 »."""
    said = []
    for place, label in enumerate(labels):
        values = [
            " ".join(filter(None, (one.label, text(one.values[place]))))
            for one in series
            if one.values[place] is not None
        ]
        if values:
            said.append(f"{label}: {', '.join(values)}")
    return "; ".join(said)


def _svg(size, look, said, parts):
    width, height = (round(side) for side in size)
    name = escape(f"{look.title}. {said}" if said else look.title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{name}"'
        f' width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        + "".join(parts)
        + "</svg>"
    )


def _rect(x, y, width, height, fill):
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(0, width):.1f}"'
        f' height="{max(0, height):.1f}" fill="{fill}" stroke="{INK}"'
        ' stroke-width="1"></rect>'
    )


def _line(x1, y1, x2, y2):
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
        f' stroke="{GREY}" stroke-width="1"></line>'
    )


def _text(x, y, text, size=TEXT, **style):
    """Return a text; ``anchor``, ``fill`` and ``bold`` say how it is set."""
    weight = ' font-weight="bold"' if style.get("bold") else ""
    anchor, fill = style.get("anchor", "middle"), style.get("fill", INK)
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"'
        f' fill="{fill}"{weight}>{escape(text)}</text>'
    )
