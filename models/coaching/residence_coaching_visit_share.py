from odoo import api, fields, models


class ResidenceCoachingVisit(models.Model):
    """Another coordination reads a meeting where the animator alone decides so."""

    _inherit = "residence.coaching.visit"

    # set by the animator alone, when her coordination changed (action_share)
    shared_with_id = fields.Many2one(
        "res.users",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )
    can_share = fields.Boolean(compute="_compute_can_share")

    @api.depends("animator_id", "coordinator_id", "residence_id", "shared_with_id")
    @api.depends_context("uid")
    def _compute_can_share(self):
        for visit in self:
            # sudo: who coordinates her residence now; she reads it on its form
            new = visit.sudo().residence_id.coordinator_id
            visit.can_share = (
                visit.animator_id == self.env.user
                and bool(new)
                and new not in (visit.coordinator_id, visit.shared_with_id)
            )

    def action_share(self):
        """Let the residence's new coordinator read it: the animator's to decide."""
        for visit in self:
            visit.check_access("write")
            if not visit.can_share:
                raise visit._make_confidential_error()
            # sudo: the animator writes the text alone, and this, as checked above
            visit.sudo().shared_with_id = visit.sudo().residence_id.coordinator_id

    def action_unshare(self):
        """Take it back."""
        self.check_access("write")
        if any(visit.animator_id != self.env.user for visit in self):
            raise self._make_confidential_error()
        # sudo: as for sharing
        self.sudo().shared_with_id = False
