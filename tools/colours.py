"""Colours of a landlord, safe to print. No Odoo in here."""

import re

HEX = re.compile(r"#[0-9a-fA-F]{6}")
INK = "#1d2a3a"
PAPER = "#ffffff"
READABLE = 4.5  # least contrast of text, WCAG 2.1, 1.4.3
LINEAR_BELOW = 0.03928  # of a channel, as WCAG 2.1 defines luminance


def safe(colour, default=INK):
    """Return ``colour`` where it is #rrggbb, ``default`` for anything else."""
    return colour if colour and HEX.fullmatch(colour) else default


def luminance(colour):
    """Return the relative luminance of #rrggbb, 0 to 1 (WCAG 2.1)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= LINEAR_BELOW else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(colour):
    """Return which of ink and paper reads better on ``colour``."""
    return max((INK, PAPER), key=lambda ink: contrast(ink, colour))


def readable(colour):
    """Return ``colour`` where it can be read on white paper, ink otherwise."""
    return colour if contrast(colour, PAPER) >= READABLE else INK
