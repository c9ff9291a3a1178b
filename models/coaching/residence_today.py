from odoo import api, models


class ResidenceToday(models.AbstractModel):
    """Whom the animator may ask for a talk, and her next meeting."""

    _inherit = "residence.today"

    @api.model
    def _get_cards(self):
        """Add ``talks``, and ``meetings`` (neutral: residents may see the screen)."""
        visits = self.env["residence.coaching.visit"]
        meeting = visits._get_next_meeting()
        meetings = []
        if meeting:
            meetings = [{"model": visits._name, "join_url": False, **meeting}]
        return {
            **super()._get_cards(),
            "talks": visits._get_talks(),
            "meetings": meetings,
        }
