"""Write the events with OCA's report_xlsx. Arguments: database, result, addons path."""

import sys
import time

import inside

REPORT = "residence_bench.events_xlsx"


def main(database, result, addons_path):
    registry = inside.open_registry(database, "--addons-path", addons_path)
    with inside.environment(registry, "admin") as env:
        events = env["residence.event"]
        events.search([], limit=100).attendance_ids.mapped("quantity")  # warm
        data = {"cells": 0}
        started = time.perf_counter()
        ids = events.search([], order="date, start, id").ids
        content, _kind = env["ir.actions.report"]._render_xlsx(REPORT, ids, data)
        seconds = time.perf_counter() - started
    inside.answer(
        result,
        {
            "seconds": seconds,
            "cells": data["cells"],
            "bytes": len(content),
            "peak": inside.peak(),
        },
    )


main(*sys.argv[1:])
