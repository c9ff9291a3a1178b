from odoo import models
from odoo.exceptions import AccessError, UserError

# What a relay member notes; all else of a session is the coordinator's.
ENTRY_FIELDS = {
    "presence_grid",
    "mood_grid",
    "attendance_ids",
    "situation_count",
    "theme_ids",
    "shared_theme_ids",
    "state",
}
# Where the coordinator may lead a session; a relay member only notes it, or corrects.
NEXT_STATES = {
    "draft": {"planned", "cancelled"},
    "planned": {"done", "cancelled"},
    "done": {"planned"},
    "cancelled": {"planned"},
}
NOTED_STATES = {"planned", "done"}


class ResidencePeerSession(models.Model):
    """Who may change what of a session, and where it may be led."""

    _inherit = "residence.peer.session"

    def _check_write(self, vals):
        """Raise where a relay member changes more than what she notes."""
        if self.env.su:
            return
        if vals.keys() - ENTRY_FIELDS and any(
            session.group_id.coordinator_id != self.env.user for session in self
        ):
            self.check_access("write")
            raise AccessError(
                self.env._("Dates, place and link are for the group's coordinator.")
            )
        if "group_id" in vals:
            raise UserError(self.env._("A session stays in its group."))

    def _check_state(self, state):
        """Raise where a session does not go to ``state`` from where it is."""
        if not state:
            return
        for session in self:
            before = session.state
            if before == state:
                continue
            if state not in NEXT_STATES[before]:
                raise UserError(
                    self.env._(
                        "Once planned, a session is held or cancelled; held, it can "
                        "only be corrected."
                    )
                )
            is_noted = {before, state} <= NOTED_STATES
            is_hers = session.group_id.coordinator_id == self.env.user
            if not (is_noted or is_hers or self.env.su):
                raise AccessError(
                    self.env._("Only the group's coordinator plans or cancels.")
                )
