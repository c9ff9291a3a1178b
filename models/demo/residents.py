"""The residents of the demo, and the events where they were noted."""

from odoo import fields

from ...tools import demo, local_time
from .records import TZ, get_id, get_record


def load(env):
    """Create the residents of the demo and their presences, relative to now."""
    today = local_time.to_local(fields.Datetime.now(), TZ).date()
    for house, people in demo.RESIDENTS.items():
        residence = get_record(env, f"residence_{house}")
        residents = env["residence.resident"].create(
            [
                {
                    **demo.resident_values(one, today),
                    "residence_id": residence.id,
                    "age_bracket_id": get_id(env, f"age_bracket_{one.generation}"),
                }
                for one in people
            ]
        )
        ids = {one.key: made.id for one, made in zip(people, residents, strict=True)}
        events = _get_events(env, residence)
        env["residence.presence"].create(
            [
                {"event_id": event_id, "resident_id": ids[key], "role": role}
                for event_id, key, role in demo.make_presences(house, events, today)
            ]
        )


def _get_events(env, residence):
    """Return the events held there, as ``tools/demo/residents.py`` wants them."""
    data = env["ir.model.data"].search(
        [
            ("model", "in", ("residence.event.type", "residence.age.bracket")),
            ("module", "=", "residence_community"),
        ]
    )
    # event_type_meal is a meal, age_bracket_elders are elders
    names = {(one.model, one.res_id): one.name.split("_", 2)[-1] for one in data}
    return [
        {
            "key": event.id,
            "kind": names["residence.event.type", event.event_type_id.id],
            "day": event.date,
            "counts": {
                names["residence.age.bracket", line.age_bracket_id.id]: line.quantity
                for line in event.attendance_ids
            },
            "external": event.external_count,
            "led_by": event.led_by,
            "households": event.declared_households,
        }
        for event in env["residence.event"].search(
            [("residence_id", "=", residence.id), ("state", "=", "done")]
        )
    ]
