from odoo import api, fields, models

from ...tools import demo, local_time

TZ = "Europe/Paris"


class ResidenceResident(models.Model):
    """The demo's residents, and the events where they were noted.

    Called from ``data/residence_resident_demo.xml`` and nowhere else, after the events
    have been made (``residence_event_demo.py``). Who comes to what is decided in
    ``tools/demo/residents.py``, which knows no Odoo.
    """

    _inherit = "residence.resident"

    @api.model
    def _load_demo(self):
        """Create the residents of the demo and their presences, relative to now."""
        today = local_time.to_local(fields.Datetime.now(), TZ).date()
        for house, people in demo.RESIDENTS.items():
            residence = self.env.ref(f"residence_community.residence_{house}")
            residents = self.create(
                [
                    {
                        **demo.resident_values(one, today),
                        "residence_id": residence.id,
                        "age_bracket_id": self.env.ref(
                            f"residence_community.age_bracket_{one.generation}"
                        ).id,
                    }
                    for one in people
                ]
            )
            ids = {
                one.key: made.id for one, made in zip(people, residents, strict=True)
            }
            events = self._get_demo_events(residence)
            self.env["residence.presence"].create(
                [
                    {"event_id": event_id, "resident_id": ids[key], "role": role}
                    for event_id, key, role in demo.make_presences(house, events, today)
                ]
            )

    @api.model
    def _get_demo_events(self, residence):
        """Return the events held there, as ``tools/demo/residents.py`` wants them."""
        data = self.env["ir.model.data"].search(
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
                    names[
                        "residence.age.bracket", line.age_bracket_id.id
                    ]: line.quantity
                    for line in event.attendance_ids
                },
                "external": event.external_count,
                "led_by": event.led_by,
                "households": event.declared_households,
            }
            for event in self.env["residence.event"].search(
                [("residence_id", "=", residence.id), ("state", "=", "done")]
            )
        ]
