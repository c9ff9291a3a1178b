from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_datetime

NEXT_SESSIONS = 5


class ResidenceCoachingVisit(models.Model):
    """« Suivi de mon réseau » shows the coordinator the sessions that she organises."""

    _inherit = "residence.coaching.visit"

    @api.model
    @api.readonly
    def get_network(self):
        """Add ``sessions``, the next ones."""
        return {**super().get_network(), "sessions": self._get_next_sessions()}

    @api.model
    def _get_next_sessions(self):
        """Return the next sessions of the peer groups that the user organises."""
        sessions = self.env["residence.peer.session"].search(
            Domain("group_id.coordinator_id", "=", self.env.uid)
            & Domain("state", "=", "planned")
            & Domain("stop", ">", fields.Datetime.now()),
            order="start, id",
            limit=NEXT_SESSIONS,
        )
        return [
            {
                "id": session.id,
                "name": session.group_id.name,
                "day": format_datetime(
                    self.env, session.start, session._get_tz(), "EEE d MMM HH:mm"
                ),
            }
            for session in sessions
        ]
