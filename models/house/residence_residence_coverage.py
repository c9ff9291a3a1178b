from odoo import api, fields, models


class Residence(models.Model):
    """How many of the landlord's dwellings have a shared house."""

    _inherit = "residence.residence"

    housed_dwelling_count = fields.Integer(
        string="Dwellings with a House",
        compute="_compute_housed_dwelling_count",
        store=True,
        help="The residence's dwellings, once it is delivered and its house has a "
        "name; else 0.",
    )

    @api.depends("dwelling_count", "house_name", "phase")
    def _compute_housed_dwelling_count(self):
        for residence in self:
            has_house = residence.house_name and residence.phase != "amu"
            residence.housed_dwelling_count = has_house and residence.dwelling_count

    @api.model
    def _get_coverage(self, companies):
        """Return how many dwellings of some landlords have a house, and of how many.

        All dwellings: those that the landlord's settings say, where they are more than
        those of the residences noted here.

        :return: {company: (dwellings with a house, all dwellings)}, of the active
            residences that the user may read.
        """
        groups = self._read_group(
            [("company_id", "in", companies.ids)],
            ["company_id"],
            ["housed_dwelling_count:sum", "dwelling_count:sum"],
        )
        return {
            company: (housed or 0, max(dwellings, company.residence_dwelling_stock))
            for company, housed, dwellings in groups
        }
