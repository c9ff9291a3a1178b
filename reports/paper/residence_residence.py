from odoo import models


class Residence(models.Model):
    """« L'essentiel » of a residence, printed from its form."""

    _inherit = "residence.residence"

    def _get_figures_file_name(self):
        """Return the name of the printed page of figures, without its extension."""
        self.ensure_one()
        period, _with_euros = self.env["residence.paper.wizard"]._get_remembered()
        return self.env._(
            "The essentials %(first)s - %(last)s - %(residence)s",
            first=period.first,
            last=period.last,
            residence=self.name,
        )
