"""What the web client asks of the server when a person opens a screen or saves it.

Shared by the tests, which pin how many queries each asks, and by the benchmark, which
times the same calls on a landlord's data. Nothing of Odoo's test tools is needed here.
Days are in the residence's time zone, moments naive UTC.
"""

import secrets
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from lxml import etree

from odoo import fields

MODULE = "residence_community"
LIST_LIMIT, COUNT_LIMIT = 80, 10001  # the web client's own
REPORT_MEASURES = (
    "events:sum",
    "participations:sum",
    "external_participations:sum",
    "passages:sum",
    "actual_cost:sum",
)


def specification(env, model_name, view_type, view=None):
    """Return what ``web_read`` is asked for by a view: {field: {...}}.

    :param str view: external id without the module; the model's first view by default.
    """
    view_id = env.ref(f"{MODULE}.{view}").id if view else False
    arch = env[model_name].get_view(view_id, view_type)["arch"]
    return _of_node(env[model_name], etree.fromstring(arch))


def _of_node(model, node):
    asked = {}
    for tag in _fields_of(node):
        name = tag.get("name")
        field = model._fields[name]
        asked.setdefault(name, {})
        if not field.comodel_name:
            continue
        nested = {"display_name": {}}
        for sub in tag:
            if sub.tag in ("list", "kanban", "form"):
                nested |= _of_node(model.env[field.comodel_name], sub)
        asked[name] = {"fields": nested}
    return asked


def _fields_of(node):
    """Yield the <field> elements of a view, those of views within it left out."""
    for child in node:
        if child.tag == "field":
            yield child
        elif isinstance(child.tag, str):
            yield from _fields_of(child)


def open_today(env):
    """« Aujourd'hui »."""
    return env["residence.today"].get_today()


def open_list(env):
    """« Toutes les animations », as it opens: to complete or to come."""
    now = fields.Datetime.to_string(fields.Datetime.now())
    domain = ["|", ("state", "in", ("draft", "planned")), ("start", ">=", now)]
    return _read_list(env, domain)


def open_whole_list(env):
    """The same without its filter: the first of several pages."""
    return _read_list(env, [])


def _read_list(env, domain):
    return env["residence.event"].web_search_read(
        domain,
        specification(env, "residence.event", "list"),
        limit=LIST_LIMIT,
        order="start, id",
        count_limit=COUNT_LIMIT,
    )


def open_form(env, event_id):
    """The form of one event."""
    asked = specification(env, "residence.event", "form", "residence_event_view_form")
    return env["residence.event"].browse(event_id).web_read(asked)


def open_report(env, event_id):
    """The « bilan » of one event, with who may be noted as present."""
    event = env["residence.event"].browse(event_id)
    asked = _report_specification(env)
    (row,) = event.web_read(asked)
    before = fields.Datetime.to_string(row["start"])
    key = (row["residence_id"]["id"], row["event_type_id"]["id"], before)
    return row, event.get_roster(*key), event.get_last_count(*key)


def _report_specification(env):
    view = "residence_event_view_form_report"
    asked = specification(env, "residence.event", "form", view)
    return {**asked, "start": {}, "residence_id": {"fields": {}}}


def save_form(env, event_id):
    """One field of the form, saved."""
    event = env["residence.event"].browse(event_id)
    before = event.read(["note"])[0]["note"]
    return _save(env, event, {"note": "Apporter les nappes"}, {"note": [before]})


def save_report(env, event_id):
    """The « bilan »: eighteen people and what was spent, and the event is held."""
    event = env["residence.event"].browse(event_id)
    brackets = env["residence.age.bracket"].search([("parent_id", "=", False)])
    grid = [
        {"bracket_id": bracket.id, "quantity": quantity}
        for bracket, quantity in zip(brackets, (2, 2, 4, 9, 1), strict=False)
    ]
    values = {"attendance_grid": grid, "actual_cost": 78.5}
    return _save(env, event, values, None, method="action_done")


def _save(env, event, values, base, **sending):
    sending |= {"token": secrets.token_hex(), "form": secrets.token_hex()}
    if base is not None:
        sending["base"] = base
    asked = specification(env, "residence.event", "form", "residence_event_view_form")
    return event.with_context(residence_sending=sending).web_save(values, asked)


def open_calendar(env, day):
    """The month of ``day`` on the calendar, from Monday to Sunday."""
    first = day.replace(day=1)
    first -= timedelta(days=first.weekday())
    last = first + timedelta(days=41)
    names = specification(env, "residence.event", "calendar")
    names = {*names, "start", "stop", "color", "display_name"}
    return env["residence.event"].search_read(
        [
            ("counting_mode", "!=", "passages"),
            ("start", "<=", f"{last} 23:00:00"),
            ("stop", ">=", f"{first} 00:00:00"),
        ],
        sorted(names),
    )


def open_pivot(env, year):
    """The figures of a year: residences and types, as the pivot opens."""
    return read_figures(env, year, 1, ("residence_id", "event_type_id"))


def read_figures(env, year, years, groupby, measures=REPORT_MEASURES):
    """The figures of ``years`` civil years, the last one being ``year``, as a pivot.

    A pivot asks for its total, for each row, and for each row's columns.
    """
    sets = [list(groupby[:size]) for size in range(len(groupby) + 1)]
    return env["residence.activity.report"].formatted_read_grouping_sets(
        _years(year, years), sets, [*measures, "__count"]
    )


def read_generations(env, year, years):
    """Generations by month, as the graph asks for them."""
    return env["residence.activity.report"].formatted_read_group(
        _years(year, years),
        ["date:month", "age_bracket_id"],
        ["participations:sum", "__count"],
    )


def _years(year, years):
    return [
        ("date", ">=", f"{year - years + 1}-01-01"),
        ("date", "<=", f"{year}-12-31"),
    ]


def make_series(env, residence_id, dates):
    """A weekly series of ``dates`` dates in the hall, from next week on."""
    residence = env["residence.residence"].browse(residence_id)
    kind = env.ref(f"{MODULE}.event_type_workshop")
    start = fields.Datetime.now().replace(hour=3, minute=0, second=0, microsecond=0)
    start += relativedelta(days=7)
    weekdays = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return env["residence.event.series"].create(
        {
            "residence_id": residence.id,
            "event_type_id": kind.id,
            "space_id": residence.space_ids[:1].id,
            "start": start,
            "stop": start + timedelta(hours=1),
            "setup_minutes": 0,
            "cleanup_minutes": 0,
            weekdays[start.weekday()]: True,
            "end_type": "count",
            "count": dates,
        }
    )
