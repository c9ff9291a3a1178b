from odoo import api, models

from ...tools.sheet import Column

# What a total row cannot add up from the rows above it.
UNDIVIDED = ("median", "unique_people")


class ResidenceSheets(models.AbstractModel):
    """Columns of the people who were named: how many different ones, first visits."""

    _inherit = "residence.sheets"

    @api.model
    def _get_people_columns(self):
        return (
            Column(
                "unique_people",
                self.env._("Different people named"),
                "int",
                10,
                people=True,
            ),
            Column(
                "newcomers",
                self.env._("First visits, named"),
                "int",
                9,
                total=True,
                people=True,
            ),
        )

    @api.model
    def _get_people_note(self):
        return self.env._(
            "Different people, first visits: of those who gave their name, blank where "
            "nobody did. Different people are counted anew on each total row."
        )

    @api.model
    def _get_undivided(self, sums):
        """Return what a subtotal or a total shows of its own group, by column."""
        return {name: sums[name] for name in UNDIVIDED}
