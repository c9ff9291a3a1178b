"""The support meetings of the demo, and the talk that Rachid asks for."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from ...tools import demo, local_time
from .records import TZ, get_id

TEAM = {"tamaris": "nadege", "grand_large": "rachid"}


def load(env):
    """Create the meetings of the demo, their next steps and one talk asked for."""
    today = local_time.to_local(fields.Datetime.now(), TZ).date()

    env["residence.coaching.visit"].create(
        [
            {
                "animator_id": get_id(env, f"user_{TEAM[one.house]}"),
                "coordinator_id": get_id(env, "user_solene"),
                "residence_id": get_id(env, f"residence_{one.house}"),
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
    env["residence.coaching.talk"].create(
        {
            "animator_id": get_id(env, "user_rachid"),
            "residence_id": get_id(env, "residence_grand_large"),
            "date": today - timedelta(days=1),
        }
    )
    env["residence.briefing"].create(
        {
            "residence_id": get_id(env, "residence_tamaris"),
            "body": "Ici, le contexte du lieu, sans nom : l'histoire de la maison, "
            "le quartier, ce qui marche, qui appeler chez le bailleur.",
        }
    )
