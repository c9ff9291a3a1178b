"""The pivots, and the sheet « Data » of sums that cards and tables show."""

from .document import ACTION, MODEL, matching, sheet, text

HELD = [["state", "=", "done"], ["kind", "=", "event"]]
# What the cards are made of; the current period in one pivot, a year before in another.
MEASURES = {
    "events": "sum",
    "events_counted": "sum",
    "events_planned": "sum",
    "participations": "sum",
    "external_participations": "sum",
    "dwellings_counted": "sum",
    "unique_people": "count_distinct",
    "newcomers": "sum",
    "events_shared": "sum",
    "events_resident_led": "sum",
    "events_ten_or_more": "sum",
    "events_by_generation": "sum",
    "events_intergenerational": "sum",
    "partners": "count_distinct",
    "passages": "sum",
    "volunteer_hours": "sum",
    "planned_cost": "sum",
    "actual_cost": "sum",
    "contribution_amount": "sum",
    "contribution_hours": "sum",
}
NOW, BEFORE, MISSING, TYPES, GENERATIONS = "12345"


def pivot(  # noqa: PLR0913 named
    number, name, measures, *, rows=(), domain=(), date="date", by=None
):
    return {
        "type": "ODOO",
        "id": number,
        "formulaId": number,
        "name": name,
        "model": MODEL,
        "domain": list(domain),
        "context": {},
        "measures": [
            {"id": measure, "fieldName": measure, "aggregator": MEASURES[measure]}
            if measure in MEASURES
            else {"id": measure, "fieldName": measure}
            for measure in measures
        ],
        "columns": [],
        "rows": [{"fieldName": row} for row in rows],
        "sortedColumn": by and {"measure": by, "order": "desc", "domain": []},
        "actionXmlId": ACTION,
        "fieldMatching": matching(date),
    }


PIVOTS = [
    pivot(NOW, "The period", MEASURES),
    pivot(BEFORE, "A year before", MEASURES, date="date_year_after"),
    pivot(
        MISSING,
        "Wrap-ups missing",
        ["reports_missing"],
        domain=[["reports_missing", "=", 1]],
    ),
    pivot(
        TYPES,
        "Types",
        ["events", "participations", "events_counted"],
        rows=["event_type_id"],
        domain=HELD,
        by="events",
    ),
    pivot(GENERATIONS, "Generations", ["participations"], rows=["age_bracket_id"]),
]


# --- the sheet of sums: one line per quantity; B is the period, C a year before ---


def ratio(top, base):
    """Return a formula that is blank where nothing was measured."""
    return f'IF(SUM({{{base}}})>0,{top}/{{{base}}},"")'


# what each line holds; {name} is the cell of another line, in the same column
SUMS = {
    **{name: f'PIVOT.VALUE({{pivot}},"{name}")' for name in MEASURES},
    "held": "SUM({events})",  # how many were held is always known: 0, never blank
    "residents": "SUM({participations})-SUM({external_participations})",
    "residents_rate": ratio("100*{residents}", "dwellings_counted"),
    "overall_rate": ratio("100*SUM({participations})", "dwellings_counted"),
    "residents_share": ratio(
        "(SUM({events_shared})+SUM({events_resident_led}))", "events"
    ),
    "held_share": ratio("SUM({events})", "events_planned"),
    "average": ratio("SUM({participations})", "events_counted"),
    "ten_share": ratio("SUM({events_ten_or_more})", "events_counted"),
    "generations_share": ratio(
        "SUM({events_intergenerational})", "events_by_generation"
    ),
}
FIRST_LINE = 4
LINES = {name: FIRST_LINE + place for place, name in enumerate(SUMS)}
# How lines are shown; money has the currency of its pivot.
SHOWN = {
    **dict.fromkeys(
        ("held", "participations", "unique_people", "newcomers", "passages"), "1"
    ),
    "partners": "1",
    **dict.fromkeys(("residents", "dwellings_counted", "events_counted"), "1"),
    **dict.fromkeys(("residents_rate", "overall_rate", "average"), "2"),
    **dict.fromkeys(("residents_share", "held_share"), "3"),
    **dict.fromkeys(("ten_share", "generations_share"), "3"),
    **dict.fromkeys(("volunteer_hours", "contribution_hours"), "4"),
    **dict.fromkeys(("planned_cost", "actual_cost", "contribution_amount")),
}


def data_sheet():
    """D and E are B and C as people read them: « – » where nothing was measured."""
    cells = {
        "A1": "=" + text("Period"),
        "B1": '=ODOO.FILTER.VALUE("Period")',
        "A3": "=" + text("Wrap-ups missing"),
        "B3": f'=PIVOT.VALUE({MISSING},"reports_missing")',
        "C3": "=SUM(B3)",
        "D3": f"=IF(C3>0,{text('figures are provisional')},{text('none is missing')})",
    }
    formats = {"C3": "1"}
    for name, formula in SUMS.items():
        line = LINES[name]
        cells[f"A{line}"] = name
        for column, number in (("B", NOW), ("C", BEFORE)):
            places = {other: f"{column}{at}" for other, at in LINES.items()}
            cells[f"{column}{line}"] = "=" + formula.format(pivot=number, **places)
        if name in SHOWN:
            cells[f"D{line}"] = f'=IF(ISNUMBER(B{line}),B{line},"–")'
            cells[f"E{line}"] = f'=IF(ISNUMBER(C{line}),C{line},"–")'
            if SHOWN[name]:
                formats[f"D{line}:E{line}"] = SHOWN[name]
    return sheet("data", "Data", cells, formats=formats, width=5)


def shown(name, column="D"):
    return f"Data!{column}{LINES[name]}"
