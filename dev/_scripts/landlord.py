"""Make what a landlord has by the day of the uninstallation: run in ``odoo shell``.

Their own model, whose name looks like ours and whose fields lead to us in every way;
favourites and export templates, on our models and on theirs.
"""

from odoo import Command

env = env  # noqa: F821, PLW0127  # pylint: disable=self-assigning-variable

works = env["ir.model"].create({"name": "Works", "model": "x_residence_works"})
relations = {
    "x_partner_id": {"ttype": "many2one", "relation": "res.partner"},
    "x_residence_id": {
        "ttype": "many2one",
        "relation": "residence.residence",
        "on_delete": "cascade",
    },
    "x_type_id": {
        "ttype": "many2one",
        "relation": "residence.event.type",
        "required": True,
        "on_delete": "restrict",
    },
    "x_event_ids": {"ttype": "many2many", "relation": "residence.event"},
}
for name, values in relations.items():
    env["ir.model.fields"].create({"name": name, "model_id": works.id, **values})
event = env["residence.event"].search([], limit=1)
for title in ("Roof", "Lift"):
    env["x_residence_works"].create(
        {
            "x_name": title,
            "x_partner_id": env.user.partner_id.id,
            "x_residence_id": event.residence_id.id,
            "x_type_id": event.event_type_id.id,
            "x_event_ids": [Command.link(event.id)],
        }
    )
for model in (event._name, "res.partner", "x_residence_works"):
    env["ir.filters"].create({"name": "Favourite", "model_id": model})
    env["ir.exports"].create({"name": "Template", "resource": model})
env["ir.attachment"].create(
    {"name": "ours.txt", "res_model": event._name, "res_id": event.id, "raw": b"x"}
)
group = env["residence.peer.group"].search([], limit=1)
session = env["residence.peer.session"].create(
    {"group_id": group.id, "start": "2100-05-12 09:00", "stop": "2100-05-12 11:00"}
)
session.with_user(group.coordinator_id).write({"state": "planned"})
session.with_user(group.coordinator_id)._send_invitations()
env.cr.commit()
