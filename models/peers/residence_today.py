from odoo import api, models


class ResidenceToday(models.AbstractModel):
    """The next session of the animator's group, as a meeting like others."""

    _inherit = "residence.today"

    @api.model
    def _get_cards(self):
        """Add the next session to ``meetings``."""
        cards = super()._get_cards()
        sessions = self.env["residence.peer.session"]
        session = sessions._get_next_card()
        if session:
            cards["meetings"] = [
                *cards["meetings"],
                {"model": sessions._name, **session},
            ]
        return cards
