from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResidencePeerAcceptance(models.Model):
    """When a member accepted the charter: herself, or as told to the coordinator."""

    _name = "residence.peer.acceptance"
    _description = "Acceptance of a Peer Group's Charter"
    _is_residence_confidential = True  # as residence.peer.named
    _order = "date desc, id desc"

    group_id = fields.Many2one(
        "residence.peer.group", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="group_id.company_id", store=True, precompute=True
    )
    partner_id = fields.Many2one(
        "res.partner", string="Member", required=True, ondelete="cascade"
    )
    date = fields.Date(
        "Accepted on",
        required=True,
        default=fields.Date.context_today,
    )

    _one_per_member = models.UniqueIndex(
        "(group_id, partner_id)", "This member accepted the charter already."
    )

    @api.constrains("group_id", "partner_id")
    def _check_member(self):
        for acceptance in self:
            if acceptance.partner_id not in acceptance.group_id.member_ids:
                raise ValidationError(
                    self.env._("“Member”: choose someone of the group.")
                )

    @api.model
    def _accept(self, group, partner):
        """Note that a member accepts, today; once is enough.

        :raise AccessError: where the user may not read the group.
        """
        group.check_access("read")
        # sudo: a member says so for herself, and has no right to the others' rows
        acceptances = self.sudo()
        known = acceptances.search_count(
            [("group_id", "=", group.id), ("partner_id", "=", partner.id)]
        )
        if not known:
            acceptances.create({"group_id": group.id, "partner_id": partner.id})
