"""The sheet that people see: a line on its figures, then cards, charts and tables."""

from .document import either, sheet, text
from .figures import CARD_HEIGHT, CARDS, CHART_HEIGHT, GAP, IN_A_ROW, card, charts
from .sums import BEFORE, GENERATIONS, MEASURES, MISSING, NOW, SHOWN, TYPES, shown

LINE = 23  # pixels, of a row that nobody made taller
MAX_TYPES, MAX_GENERATIONS = 20, 6
CARDS_TOP = 3 * LINE
CHARTS_TOP = CARDS_TOP + (len(CARDS) // IN_A_ROW) * (CARD_HEIGHT + GAP)
TABLE = -(-(CHARTS_TOP + 3 * (CHART_HEIGHT + GAP)) // LINE) + 2  # its first row
WIDTHS = {"0": 210, "1": 150, "2": 120, "3": 40, "4": 240, "5": 115, "6": 125}
# where it is so, where it is not
COMPARED = (
    "Compared with the same dates a year before.",
    "All that was ever noted: choose a period to compare.",
)
PROVISIONAL = (
    "Provisional figures: wrap-ups missing, see below.",
    "No wrap-up is missing over the period.",
)
# label, line of the sums; None is how many wrap-ups are missing
SUMS = {
    "Means": [
        ("Planned budget", "planned_cost"),
        ("Spent", "actual_cost"),
        ("Brought by partners", "contribution_amount"),
        ("Hours brought by partners", "contribution_hours"),
        ("Time given by residents (h)", "volunteer_hours"),
    ],
    "Per 100 dwellings": [
        ("Residents present", "residents"),
        ("Dwellings × events counted", "dwellings_counted"),
        ("Residents per 100 dwellings", "residents_rate"),
        ("All, per 100 dwellings", "overall_rate"),
    ],
    "What is still missing": [
        ("Events counted", "events_counted"),
        ("Wrap-ups missing", None),
    ],
}


def dashboard_sheet():
    figures = [
        card(place, title, name, background, CARDS_TOP)
        for place, (title, name, background) in enumerate(CARDS)
    ]
    tables = _Tables()
    return sheet(
        "dashboard",
        "Dashboard",
        tables.cells,
        formats=tables.formats,
        styles=tables.styles,
        figures=figures + charts(CHARTS_TOP),
        widths=WIDTHS,
        width=7,
        height=max(tables.last, TABLE + MAX_TYPES + 3),
    )


class _Tables:
    """The cells: types on the left; generations, means and rates on the right."""

    def __init__(self):
        self.cells = {
            "A1": "=" + either("ISNUMBER(Data!B1)", *COMPARED),
            "A2": "=" + either("Data!C3>0", *PROVISIONAL),
        }
        self.styles = {"A1:G1": 1, "A2:G2": 1}
        self.formats = {}
        self._add_types()
        self.last = self._add_generations()
        for words, lines in SUMS.items():
            self.last = self._add_sums(self.last, words, lines)

    def _add_title(self, place, words):
        self.cells[place] = "=" + text(words)
        column = "C" if place[0] == "A" else "G"
        self.styles[f"{place}:{column}{place[1:]}"] = 2

    def _add_heads(self, row, columns, words):
        for column, word in zip(columns, words, strict=True):
            self.cells[f"{column}{row}"] = "=" + text(word)
            self.styles[f"{column}{row}"] = 3 if column in "AE" else 4

    def _add_types(self):
        self._add_title(f"A{TABLE}", "Types")
        self._add_heads(TABLE + 1, "ABC", ["Type", "Events held", "Participations"])
        for place in range(1, MAX_TYPES + 1):
            row, of = TABLE + 1 + place, f'"#event_type_id",{place}'
            self.cells[f"A{row}"] = f"=PIVOT.HEADER({TYPES},{of})"
            self.cells[f"B{row}"] = f'=PIVOT.VALUE({TYPES},"events",{of})'
            self.cells[f"C{row}"] = f'=PIVOT.VALUE({TYPES},"participations",{of})'
            self.formats[f"B{row}:C{row}"] = "1"

    def _add_generations(self):
        """Add them; return the row of what comes below."""
        self._add_title(f"E{TABLE}", "Generations")
        words = ["Generation", "Participations", "Of the total"]
        self._add_heads(TABLE + 1, "EFG", words)
        first, last = TABLE + 2, TABLE + 1 + MAX_GENERATIONS
        for place in range(1, MAX_GENERATIONS + 1):
            row, of = TABLE + 1 + place, f'"#age_bracket_id",{place}'
            self.cells[f"E{row}"] = f"=PIVOT.HEADER({GENERATIONS},{of})"
            value = f'=PIVOT.VALUE({GENERATIONS},"participations",{of})'
            self.cells[f"F{row}"] = value
            share = f'=IF(ISNUMBER(F{row}),F{row}/SUM(F{first}:F{last}),"")'
            self.cells[f"G{row}"] = share
            self.formats[f"F{row}"], self.formats[f"G{row}"] = "1", "3"
        return last + 2

    def _add_sums(self, row, words, lines):
        """Add a table of figures; return the row of what comes below."""
        self._add_title(f"E{row}", words)
        self._add_heads(row + 1, "EFG", ["Figure", "The period", "A year before"])
        for place, (label, name) in enumerate(lines, row + 2):
            self.cells[f"E{place}"] = "=" + text(label)
            for column, number, source in (("F", NOW, "D"), ("G", BEFORE, "E")):
                if name in MEASURES:  # a click opens what it is made of
                    value = f'=PIVOT.VALUE({number},"{name}")'
                    self.cells[f"{column}{place}"] = value
                elif name:
                    self.cells[f"{column}{place}"] = f"={shown(name, source)}"
            if name and SHOWN[name]:
                self.formats[f"F{place}:G{place}"] = SHOWN[name]
            if not name:
                self.cells[f"F{place}"] = f'=PIVOT.VALUE({MISSING},"reports_missing")'
        return row + 3 + len(lines)
