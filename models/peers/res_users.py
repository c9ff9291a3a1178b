from odoo import fields, models


class ResUsers(models.Model):
    """The peer groups that a user organises: read by record rules, as constants."""

    _inherit = "res.users"

    coordinated_peer_group_ids = fields.One2many(
        "residence.peer.group",
        "coordinator_id",
        context={"active_test": False},
        groups=fields.NO_ACCESS,
    )
    relayed_peer_group_ids = fields.One2many(
        "residence.peer.group",
        "relay_id",
        context={"active_test": False},
        groups=fields.NO_ACCESS,
    )

    def write(self, vals):
        result = super().write(vals)
        if "partner_id" in vals:
            # the evaluated record rules hold the groups of the user's contact
            self.env.registry.clear_cache()
        return result
