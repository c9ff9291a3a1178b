"""Write the events sheet as Odoo would, once; note how long it took.

Arguments: database, result file, file for the query (for the floor), all or year,
True to count the rows too and to time the whole workbook.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import inside

from odoo import fields


def main(database, result, query_file, which, is_whole):
    registry = inside.open_registry(database)
    with inside.environment(registry, "admin") as env:
        inside.answer(result, write(env, query_file, which, is_whole == "True"))


def write(env, query_file, which, is_whole):
    """Return what was measured."""
    # imported by Odoo itself, under this name, once the registry is loaded
    from odoo.addons.residence_community.tools import period as periods  # noqa: PLC0415
    from odoo.addons.residence_community.tools import xlsx  # noqa: PLC0415

    today = fields.Date.context_today(env.user)
    period = periods.civil_year(today)
    if which == "all":
        period = periods.Period(period.first.replace(year=today.year - 6), period.last)
    sheets = env["residence.sheets"]
    everywhere = env["residence.residence"]
    sheets._count(period, everywhere)  # warms Odoo's caches, as a running server has
    note_query(sheets, period, query_file)

    before = inside.peak()
    with tempfile.TemporaryFile() as target:
        started = time.perf_counter()
        sheet = sheets._get_events_sheet(period, everywhere)
        xlsx.write_xlsx(target, [sheet], formats=sheets._get_formats(everywhere))
        measured = {
            "seconds": time.perf_counter() - started,
            "before": before,
            "peak": inside.peak(),
        }
    if not is_whole:
        return measured
    with tempfile.TemporaryFile() as target:
        started = time.perf_counter()
        sheets._write_workbook(target, "activity", period, everywhere)
        measured["workbook"] = time.perf_counter() - started
    rows = cells = 0
    for row in sheets._get_events_sheet(period, everywhere).rows:
        if type(row) is tuple:
            rows += 1
            cells += len(row) - row.count(None)
    return {**measured, "rows": rows, "cells": cells}


def note_query(sheets, period, query_file):
    """Write what the floor needs: the SQL, and what stands for ids and codes."""
    env = sheets.env
    everywhere = env["residence.residence"]
    places = sheets._get_residences(everywhere)
    generations = sheets._get_generations(period, everywhere)
    query = sheets._get_events_query(period, everywhere, generations, places)
    kinds = env["residence.event.type"].with_context(active_test=False).search([])
    report = env["residence.activity.report"]._fields
    columns = sheets._get_events_columns(generations)
    noted = {
        "sql": env.cr.mogrify(query.code, query.params).decode(),
        "places": {one.id: [one.name, one.code] for one in places},
        "kinds": {one.id: one.name for one in kinds},
        "states": dict(report["state"]._description_selection(env)),
        "led_by": dict(report["led_by"]._description_selection(env)),
        "kinds_of_columns": [column.kind for column in columns],
    }
    Path(query_file).write_text(json.dumps(noted), encoding="utf-8")


main(*sys.argv[1:])
