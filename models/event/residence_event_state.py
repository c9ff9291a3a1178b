from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

# From each state, where an event may go.
MOVES = {
    "draft": {"planned", "done", "cancelled"},
    "planned": {"draft", "done", "cancelled"},
    "done": {"planned"},
    "cancelled": {"draft", "planned"},
}


class ResidenceEvent(models.Model):
    """À préparer, Programmée, Réalisée, Annulée: the moves, each one checked."""

    _inherit = "residence.event"

    @api.constrains("state", "start")
    def _check_done_after_start(self):
        now = fields.Datetime.now()
        for event in self:
            if event.state == "done" and event.start > now:
                raise ValidationError(
                    self.env._(
                        "“%s” has not started yet: its wrap-up waits until then.",
                        event.name,
                    )
                )

    def write(self, vals):
        if "state" in vals:
            for event in self:
                event._check_move(vals["state"])
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(event.state == "done" for event in self):
            raise UserError(
                self.env._(
                    "An event that was held is part of the figures. "
                    "Reopen its wrap-up first, then delete it."
                )
            )

    def action_plan(self):
        """Put on the programme, which books the spaces."""
        self.state = "planned"

    def action_cancel(self):
        """Cancel, which frees the spaces; nothing is lost."""
        self.state = "cancelled"

    def action_draft(self):
        """Back to preparation, which frees the spaces."""
        self.state = "draft"

    def action_reopen(self):
        """Reopen the wrap-up: out of the figures until it is saved again."""
        self.state = "planned"

    def _check_move(self, state):
        """Raise unless the event may go to ``state``."""
        if state != self.state and state not in MOVES[self.state]:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "“%(event)s” cannot go from “%(before)s” to “%(after)s”.",
                    event=self.name,
                    before=labels[self.state],
                    after=labels.get(state, state),
                )
            )
