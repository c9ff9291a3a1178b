from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResidenceEvent(models.Model):
    """Made with residents: the idea an event comes from, what it decided."""

    _inherit = "residence.event"

    idea_id = fields.Many2one(
        "residence.idea",
        string="From an Idea",
        domain="[('residence_id', '=', residence_id)]",
        index="btree_not_null",
        ondelete="set null",
    )
    is_consultation = fields.Boolean(related="event_type_id.is_consultation")
    decision_ids = fields.One2many(
        "residence.decision", "event_id", string="Decisions", copy=False
    )

    @api.constrains("idea_id", "residence_id")
    def _check_idea_of_residence(self):
        for event in self:
            if event.idea_id and event.idea_id.residence_id != event.residence_id:
                raise ValidationError(
                    self.env._(
                        "“From an Idea”: choose an idea of %s only.",
                        event.residence_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        events.idea_id._follow_events()
        return events

    def write(self, vals):
        if not {"state", "idea_id"} & vals.keys():
            return super().write(vals)
        ideas = self.idea_id
        result = super().write(vals)
        (ideas | self.idea_id)._follow_events()
        return result
