from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain


class Residence(models.Model):
    """What a residence's team and coordination share, and what follows a change."""

    _inherit = "residence.residence"

    # Read through the briefing's own rules: nobody is shown more by this field.
    need_to_know = fields.Text(
        string="What to Know",
        compute="_compute_need_to_know",
        groups="residence_community.group_animator",
        export_string_translation=False,
    )
    may_write_briefing = fields.Boolean(
        compute="_compute_need_to_know", groups="residence_community.group_animator"
    )

    @api.depends_context("uid")
    def _compute_need_to_know(self):
        briefings = self.env["residence.briefing"]
        texts = {}
        if briefings.has_access("read"):
            texts = {
                briefing.residence_id.id: briefing.body
                for briefing in briefings.search([("residence_id", "in", self.ids)])
            }
        user = self.env.user
        mine = set(user._get_residence_ids("animator", "coordinator"))
        for residence in self:
            residence.need_to_know = texts.get(residence.id)
            residence.may_write_briefing = residence._origin.id in mine

    @api.readonly
    def action_edit_briefing(self):
        """Open what to know about the residence, to be read and written."""
        self.ensure_one()
        briefing = self.env["residence.briefing"].search(
            [("residence_id", "=", self.id)]
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What to Know"),
            "res_model": "residence.briefing",
            "res_id": briefing.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_residence_id": self.id},
        }

    def write(self, vals):
        result = super().write(vals)
        if {"animator_ids", "coordinator_id"} & vals.keys():
            self._follow_team_change()
        return result

    def _follow_team_change(self):
        """Drop what was planned with people who left, and what they asked for.

        What was kept of past meetings stays with the animator: the new coordination
        reads it where she shares it. sudo: none of it is the writer's to read.
        """
        now = fields.Datetime.now()
        talks = self.env["residence.coaching.talk"].sudo()
        visits = self.env["residence.coaching.visit"].sudo()
        here = Domain("residence_id", "in", self.ids)
        coming = visits.search(
            here & Domain("start", ">", now) & Domain("is_cancelled", "=", False)
        ).filtered(
            lambda visit: (
                visit.coordinator_id != visit.residence_id.coordinator_id
                or visit.animator_id not in visit.residence_id.animator_ids
            )
        )
        coming.is_cancelled = True
        coming._reopen_talks()
        gone = talks.search(here).filtered(
            lambda talk: talk.animator_id not in talk.residence_id.animator_ids
        )
        gone.with_user(SUPERUSER_ID).unlink()  # not even "sudo" deletes for others
