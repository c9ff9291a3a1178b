"""Open an animator's screens, and save: queries and seconds of each.

Arguments: database, result file.
"""

import sys

import inside

from odoo import fields

ANIMATOR = "animator0"


def main(database, result):
    registry = inside.open_registry(database)
    screens = inside.screens()
    today = fields.Date.today()
    with inside.environment(registry, ANIMATOR) as env:
        events = env["residence.event"]
        # alike at every size: with what a funder pays for, where there is such a thing
        claimed = "allocation_ids" in events._fields
        alike = [("allocation_ids", "!=", False)] if claimed else []
        held, due = (
            events.search([domain, *alike], order="start desc", limit=1).id
            for domain in (("named_count", ">", 0), ("is_report_due", "=", True))
        )
        residence = env["residence.residence"]._get_mine().id
    work = {
        "today": screens.open_today,
        "list": screens.open_list,
        "list, all": screens.open_whole_list,
        "form": lambda env: screens.open_form(env, held),
        "bilan": lambda env: screens.open_report(env, due),
        "save": lambda env: screens.save_form(env, held),
        "save of a bilan": lambda env: screens.save_report(env, due),
        "calendar month": lambda env: screens.open_calendar(env, today),
        "pivot of a year": lambda env: screens.open_pivot(env, today.year - 1),
    }
    measured = {
        name: inside.measure(registry, ANIMATOR, one) for name, one in work.items()
    }
    for dates in (13, 52, 104):
        measured[f"series of {dates} dates"] = inside.measure(
            registry,
            ANIMATOR,
            lambda env, dates=dates: screens.make_series(env, residence, dates),
            times=1,
        )
    inside.answer(result, measured)


main(*sys.argv[1:])
