from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command, Domain

from ...tools.demo import means


class ResidenceEvent(models.Model):
    """The demo's expenses, contributions and decisions: links to the events made by
    ``_load_demo``, called from ``data/residence_event_means_demo.xml`` only."""

    _inherit = "residence.event"

    @api.model
    def _load_demo_means(self):
        """Itemise the last meals, note what partners brought, ideas and decisions."""
        for meal in self._find_demo("meal", Domain("actual_cost", ">", 0))[:4]:
            meal.cost_ids = [
                Command.create({"kind": kind, "name": name, "amount": amount})
                for kind, name, amount in means.split_cost(meal.actual_cost)
            ]
        for title, lines in means.CONTRIBUTIONS.items():
            for event in self.search([("name", "=", title), ("state", "=", "done")]):
                event.contribution_ids = [
                    Command.create(
                        {"partner_id": self._get_demo_id(f"partner_{key}"), **values}
                    )
                    for key, values in lines
                ]
        for key, title in means.IDEAS.items():
            last = self.search([("name", "=", title), ("state", "=", "done")], limit=1)
            last.idea_id = self._get_demo_id(f"idea_{key}")
        today = fields.Date.context_today(self)
        meeting = self._find_demo("consultation", Domain("state", "=", "done"))[:1]
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

    @api.model
    def _find_demo(self, kind, domain):
        """Return the events of a type at Les Tamaris, latest first."""
        return self.search(
            Domain("residence_id", "=", self._get_demo_id("residence_tamaris"))
            & Domain("event_type_id", "=", self._get_demo_id(f"event_type_{kind}"))
            & domain
        )
