"""The cards and the charts of the sheet that people see."""

from .document import ACTION, INK, MODEL, figure, matching
from .sums import HELD, shown

WIDTH, GAP = 1000, 12
CARD_HEIGHT, CHART_HEIGHT = 112, 320
SKY, SAND, LEAF, ROSE = "#EFF6FF", "#FFF7ED", "#ECFDF5", "#FEF2F2"

# Titles are short: two cards stand side by side on a phone.
CARDS = [
    ("Events held", "held", SKY),
    ("Participations", "participations", SKY),
    ("Residents / 100 dwellings", "residents_rate", LEAF),
    ("Wrap-ups missing", None, ROSE),
    ("Different people", "unique_people", SKY),
    ("First visits", "newcomers", SKY),
    ("With residents", "residents_share", LEAF),
    ("All / 100 dwellings", "overall_rate", LEAF),
    ("Held / planned", "held_share", SKY),
    ("Ten people or more", "ten_share", SKY),
    ("Several generations", "generations_share", SKY),
    ("People on average", "average", SKY),
    ("Spent", "actual_cost", SAND),
    ("Time given (hours)", "volunteer_hours", SAND),
    ("Different partners", "partners", SAND),
    ("Open door", "passages", SKY),
]
IN_A_ROW = 4
CARD_WIDTH = (WIDTH - GAP * (IN_A_ROW - 1)) // IN_A_ROW
HALF = (WIDTH - GAP) // 2


def card(place, title, name, background, top):
    across, down = place % IN_A_ROW, place // IN_A_ROW
    if name:
        values = {
            "keyValue": shown(name),
            "baseline": shown(name, "E"),
            "baselineDescr": {"text": "a year before", "fontSize": 12},
        }
    else:
        values = {
            "keyValue": "Data!C3",
            "baseline": "Data!D3",
            "baselineDescr": {"text": "", "fontSize": 12},
        }
    return figure(
        f"card-{name or 'missing'}",
        (across * (CARD_WIDTH + GAP), top + down * (CARD_HEIGHT + GAP)),
        (CARD_WIDTH, CARD_HEIGHT),
        {
            "type": "scorecard",
            "title": {"text": title, "bold": True, "color": INK, "fontSize": 12},
            "background": background,
            "baselineMode": "text",
            "baselineColorUp": INK,
            "baselineColorDown": INK,
            "humanize": False,
            **values,
        },
    )


def chart(  # noqa: PLR0913 named
    name, title, place, width, *, shows, domain=(), **look
):
    measure, group_by = shows
    search = {
        "comparison": None,
        "context": {},
        "domain": list(domain),
        "groupBy": group_by,
        "orderBy": [],
    }
    return figure(
        f"chart-{name}",
        place,
        (width, CHART_HEIGHT),
        {
            "type": "odoo_bar",
            "title": {"text": title, "bold": True, "color": INK},
            "background": "#FFFFFF",
            "legendPosition": "bottom" if len(group_by) > 1 else "none",
            "metaData": {
                "groupBy": group_by,
                "measure": measure,
                "order": None,
                "resModel": MODEL,
                "mode": "bar",
            },
            "searchParams": search,
            "dataSets": [],
            "verticalAxisPosition": "left",
            "stacked": True,
            "humanize": False,
            "actionXmlId": ACTION,
            "fieldMatching": matching(),
            **look,
        },
    )


def charts(top):
    right, step = HALF + GAP, CHART_HEIGHT + GAP
    return [
        chart(
            "months",
            "Participations by month and generation",
            (0, top),
            WIDTH,
            shows=("participations", ["date:month", "age_bracket_id"]),
        ),
        chart(
            "generations",
            "Generations: participations",
            (0, top + step),
            HALF,
            shows=("participations", ["age_bracket_id"]),
            showValues=True,
        ),
        chart(
            "types",
            "Types: events held",
            (right, top + step),
            HALF,
            shows=("events", ["event_type_id"]),
            domain=HELD,
            horizontal=True,
            showValues=True,
        ),
        chart(
            "led",
            "Who led the events",
            (0, top + 2 * step),
            HALF,
            shows=("events", ["date:month", "led_by"]),
            domain=HELD,
        ),
        chart(
            "cost",
            "Spent, by month",
            (right, top + 2 * step),
            HALF,
            shows=("actual_cost", ["date:month"]),
        ),
    ]
