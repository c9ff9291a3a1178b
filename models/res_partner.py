from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    # Read by record rules, as constants. Nobody else, and nobody writes it: whoever
    # edits contacts would otherwise join a group through this side of the relation.
    peer_group_ids = fields.Many2many(
        "residence.peer.group",
        "residence_peer_group_member_rel",
        "partner_id",
        "group_id",
        context={"active_test": False},
        groups=fields.NO_ACCESS,
        copy=False,
    )
