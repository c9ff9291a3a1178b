from odoo import api, models


class ResidenceToday(models.AbstractModel):
    """What is to be printed, or told to partners, and the programmes."""

    _inherit = "residence.today"

    @api.model
    def _get_cards(self):
        """Add ``papers`` and ``programmes``, of the user's residences."""
        residences = self.env["residence.residence"]._get_mine()
        return {
            **super()._get_cards(),
            "papers": self.env["residence.event"]._get_paper_cards(residences),
            "programmes": [
                {
                    "id": residence.id,
                    "name": residence.name,
                    "choices": residence._get_programme_choices(),
                }
                for residence in residences
            ],
        }
