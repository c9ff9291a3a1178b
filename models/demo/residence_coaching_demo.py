from datetime import timedelta

from odoo import Command, api, fields, models

from ...tools import demo, local_time

TZ = "Europe/Paris"
TEAM = {"tamaris": "nadege", "grand_large": "rachid"}


class ResidenceCoachingVisit(models.Model):
    """The demo's support meetings, and the talk that Rachid asks for.

    Called from ``data/residence_coaching_demo.xml`` and nowhere else. When and what is
    decided in ``tools/demo/coaching.py``, which knows no Odoo.
    """

    _inherit = "residence.coaching.visit"

    @api.model
    def _load_demo(self):
        """Create the meetings of the demo, their next steps and one talk asked for."""
        today = local_time.to_local(fields.Datetime.now(), TZ).date()

        def ref(name):
            return self.env.ref(f"residence_community.{name}").id

        self.create(
            [
                {
                    "animator_id": ref(f"user_{TEAM[one.house]}"),
                    "coordinator_id": ref("user_solene"),
                    "residence_id": ref(f"residence_{one.house}"),
                    "kind": one.kind,
                    "date": day,
                    "hour": one.hour,
                    "body": one.body,
                    "action_ids": [
                        Command.create(
                            {
                                "name": step.name,
                                "owner": step.owner,
                                "due_date": day + timedelta(days=step.due),
                                "state": step.state,
                            }
                        )
                        for step in one.steps
                    ],
                }
                for day, one in demo.meetings(today)
            ]
        )
        self.env["residence.coaching.talk"].create(
            {
                "animator_id": ref("user_rachid"),
                "residence_id": ref("residence_grand_large"),
                "date": today - timedelta(days=1),
            }
        )
        self.env["residence.briefing"].create(
            {
                "residence_id": ref("residence_tamaris"),
                "body": "Ici, le contexte du lieu, sans nom : l'histoire de la maison, "
                "le quartier, ce qui marche, qui appeler chez le bailleur.",
            }
        )
