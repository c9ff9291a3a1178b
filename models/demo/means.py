"""The expenses, contributions and decisions of the demo's events."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command, Domain

from ...tools.demo import means
from .records import get_id


def load(env):
    """Itemise the last meals, note what partners brought, ideas and decisions."""
    events = env["residence.event"]
    for meal in _find_events(env, "meal", Domain("actual_cost", ">", 0))[:4]:
        meal.cost_ids = [
            Command.create({"kind": kind, "name": name, "amount": amount})
            for kind, name, amount in means.split_cost(meal.actual_cost)
        ]
    for title, lines in means.CONTRIBUTIONS.items():
        for event in events.search([("name", "=", title), ("state", "=", "done")]):
            event.contribution_ids = [
                Command.create({"partner_id": get_id(env, f"partner_{key}"), **values})
                for key, values in lines
            ]
    for key, title in means.IDEAS.items():
        last = events.search([("name", "=", title), ("state", "=", "done")], limit=1)
        last.idea_id = get_id(env, f"idea_{key}")
    today = fields.Date.context_today(events)
    meeting = _find_events(env, "consultation", Domain("state", "=", "done"))[:1]
    meeting.decision_ids = [
        Command.create(
            {
                "name": name,
                "owner": owner,
                "due_date": today + timedelta(days=days),
                "state": state,
            }
        )
        for name, owner, days, state in means.DECISIONS
    ]


def _find_events(env, kind, domain):
    """Return the events of a type at Les Tamaris, latest first."""
    return env["residence.event"].search(
        Domain("residence_id", "=", get_id(env, "residence_tamaris"))
        & Domain("event_type_id", "=", get_id(env, f"event_type_{kind}"))
        & domain
    )
