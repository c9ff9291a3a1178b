from odoo import api, models

from ...tools.sheet import Column, Ratio

# What a total row cannot add up from the rows above it.
UNDIVIDED = ("median", "unique_people")


class ResidenceSheets(models.AbstractModel):
    """Columns of people, declared once for all workbooks.

    The people who were named: how many different ones, first visits. People at an
    average event, and for 100 dwellings.
    """

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

    @api.model
    def _get_rate_columns(self, prefix="", *, band=""):
        """Return the average, the rate of residents, and that of all.

        :param str prefix: of the keys, and of those that they are computed from.
        """

        def rate(key, label, above, below, factor=1):
            ratio = Ratio(prefix + above, prefix + below, factor)
            return Column(prefix + key, label, "float", 9, ratio=ratio, band=band)

        return (
            rate("average", self.env._("Average"), "participations", "events_counted"),
            rate(
                "residents_rate",
                self.env._("Residents per 100 dwellings"),
                "residents",
                "base",
                100,
            ),
            rate(
                "overall_rate",
                self.env._("All, per 100 dwellings"),
                "participations",
                "base",
                100,
            ),
        )

    @api.model
    def _get_rate_base_columns(self, prefix="", *, band=""):
        """Return the hidden columns that the formulas of these rates need."""

        def number(key, label, **options):
            return Column(
                prefix + key,
                label,
                "int",
                total=True,
                hidden=True,
                band=band,
                **options,
            )

        return (
            number(
                "residents",
                self.env._("Residents counted"),
                people=True,
                part_of=f"{prefix}participations",
            ),
            number("base", self.env._("Dwellings × counted")),
        )
