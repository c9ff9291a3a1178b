"""How the cells of a workbook look: each format is made once per workbook.

Sober, and readable on a black-and-white printer. No Odoo in here.
"""

NUMBERS = {
    "text": "@",
    "int": "#,##0",
    "float": "#,##0.0",
    "money": "#,##0.00",
    "date": "dd/mm/yyyy",
    "time": "hh:mm",
    "percent": "0.0%",
}
CENTRED = ("date", "time")

INK, GREY, RULE = "#22313A", "#5F6B73", "#C9D3D8"
HEADER, BAND, SUBTOTAL, TOTAL = "#E3EAED", "#D2DDE2", "#F1F5F6", "#E3EAED"
AMBER = "#8A5200"

ROW_STYLES = {
    "data": {},
    "subtotal": {"bold": True, "bg_color": SUBTOTAL, "top": 1, "bottom": 1}
    | {"top_color": RULE, "bottom_color": RULE},
    "total": {"bold": True, "bg_color": TOTAL, "top": 1, "bottom": 1},
}


class Formats:
    """The formats of one workbook, by what the cell is."""

    def __init__(self, workbook, numbers):
        self._workbook = workbook
        self._numbers = {**NUMBERS, **numbers}
        self._cells = {}
        label = {
            "bold": True,
            "font_color": INK,
            "bg_color": HEADER,
            "text_wrap": True,
            "valign": "bottom",
            "border": 1,
            "border_color": RULE,
            "font_size": 9,
        }
        self._left = workbook.add_format({**label, "indent": 1})
        self._right = workbook.add_format({**label, "align": "right"})
        self.band = workbook.add_format(
            {**label, "bg_color": BAND, "align": "center", "valign": "vcenter"}
        )
        self.title = workbook.add_format(
            {"bold": True, "font_size": 16, "font_color": INK}
        )
        self.heading = workbook.add_format({"font_size": 10, "font_color": GREY})
        self.warning = workbook.add_format({"bold": True, "font_color": AMBER})
        # of a whole table at once: a border per cell would leave out the blank ones
        self.rule = workbook.add_format({"bottom": 1, "bottom_color": RULE})
        self.note = workbook.add_format(
            {"italic": True, "font_size": 9, "font_color": GREY}
        )

    def label(self, column):
        """Return the format of a column's heading: above numbers, to the right."""
        is_text = column.kind in ("text", *CENTRED)
        return self._left if is_text else self._right

    def cell(self, kind, role="data", *, wrap=False):
        """Return the format of a cell of a column's kind; ``wrap``: texts go on.

        Roles: data, subtotal, total.
        """
        key = (role, kind, wrap)
        if key not in self._cells:
            style = {
                "num_format": self._numbers[kind],
                "valign": "top",
                **ROW_STYLES[role],
            }
            if kind == "text":
                style["indent"] = 1  # beside a number on its left
            if kind in CENTRED:
                style["align"] = "center"
            if wrap and kind == "text":
                style["text_wrap"] = True
            self._cells[key] = self._workbook.add_format(style)
        return self._cells[key]

    def masked(self, role):
        """Return the format of what stands for a number that is not shown."""
        key = (role, "masked")
        if key not in self._cells:
            style = {"align": "right", "valign": "top", "font_color": GREY}
            self._cells[key] = self._workbook.add_format({**style, **ROW_STYLES[role]})
        return self._cells[key]
