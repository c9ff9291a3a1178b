"""Texts, dates and names of tabs as Excel takes them. No Odoo in here."""

from datetime import date

MAX_TEXT = 32_767  # of one cell
MAX_TAB = 31  # of a tab's name
TAB_CHARACTERS = str.maketrans("'[]:*?/\\", "’       ")
EXCEL_EPOCH = date(1899, 12, 30)


class Serials(dict):
    """Excel's number for a date or a time; each one is computed once."""

    def __missing__(self, moment):
        if isinstance(moment, date):
            serial = (moment - EXCEL_EPOCH).days
        else:
            serial = (moment.hour * 60 + moment.minute) / 1440
        self[moment] = serial
        return serial


def plain_text(text):
    """Return ``text`` as a cell can hold it.

    xlsxwriter takes what is wrapped in ``<r>…</r>`` for its own markup and copies it
    unescaped, which Excel then refuses to open: a space behind it makes it text.
    """
    if len(text) > MAX_TEXT:
        text = text[: MAX_TEXT - 1] + "…"
    if text.startswith("<r>") and text.endswith("</r>"):
        text = text[: MAX_TEXT - 1] + " "
    return text


def tab_name(title, part=1):
    """Return a name that Excel accepts for the ``part``-th tab of ``title``.

    No apostrophe: xlsxwriter 3.0 does not double it in the names that filters and
    printed titles make, and Excel then offers to repair the workbook.
    """
    suffix = f" ({part})" if part > 1 else ""
    name = title.translate(TAB_CHARACTERS).strip()
    return name[: MAX_TAB - len(suffix)] + suffix
