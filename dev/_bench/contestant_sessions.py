"""Sign people in for the load: 500 open sessions, and what each of them will do.

Arguments: database, result file, how many.
"""

import sys
from datetime import timedelta

import inside

from odoo import fields


def main(database, result, count):
    registry = inside.open_registry(database)
    with inside.environment(registry) as env:
        users = env["res.users"].search([("login", "=like", "animator%")], order="id")
        screens = inside.screens()
        asked = screens.specification(
            env, "residence.event", "form", "residence_event_view_form_report"
        )
        kind = env.ref("residence_community.event_type_meal")
        brackets = env["residence.age.bracket"].search([("parent_id", "=", False)])
        sessions = []
        for number in range(int(count)):
            user = users[number % len(users)]
            residence = env["residence.residence"].search(
                [("animator_ids", "in", user.ids)], limit=1
            )
            due = env["residence.event"].search(
                [("residence_id", "=", residence.id), ("state", "=", "planned")],
                order="start",
                limit=1,
            )
            sessions.append(
                {
                    **inside.sign_in(env, user.login),
                    "residence": residence.id,
                    "event": due.id,
                    "values": _new_event(residence, kind, brackets, number),
                }
            )
        inside.answer(result, {"sessions": sessions, "specification": asked})


def _new_event(residence, kind, brackets, number):
    """Return the values of a « bilan » noted after the fact, told apart by its name."""
    start = fields.Datetime.now() - timedelta(days=1, minutes=number)
    return {
        "name": f"Charge {number}",
        "residence_id": residence.id,
        "event_type_id": kind.id,
        "start": fields.Datetime.to_string(start),
        "stop": fields.Datetime.to_string(start + timedelta(hours=2)),
        "place": "Dans la cour",
        "actual_cost": 20 + number % 50,
        "attendance_grid": [
            {"bracket_id": bracket.id, "quantity": (number + place) % 9}
            for place, bracket in enumerate(brackets)
        ],
    }


main(*sys.argv[1:])
