from odoo import models
from odoo.exceptions import UserError


class MergePartnerAutomatic(models.TransientModel):
    """Merging contacts moves memberships in SQL: it must not open a group to anyone."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        # sudo: only whether one of them takes part; the answer names nobody
        groups = self.env["residence.peer.group"].sudo()
        groups = groups.with_context(active_test=False)
        attendances = self.env["residence.peer.attendance"].sudo()
        if not self.env.su and (
            groups.search_count([("member_ids", "in", partner_ids)], limit=1)
            or attendances.search_count([("partner_id", "in", partner_ids)], limit=1)
        ):
            raise UserError(
                self.env._(
                    "These contacts cannot be merged: a confidential list uses one of "
                    "them. Ask the coordination to choose one contact there first."
                )
            )
        result = super()._merge(partner_ids, dst_partner, extra_checks)
        self.env.registry.clear_cache()
        return result
