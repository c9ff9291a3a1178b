from odoo import api, models

from ...models.people.residence_activity_report import DISTINCT
from ...tools.sheet import Column, Ratio, Sheet, Total
from .residence_sheets_notes import DEFINITIONS
from .residence_sheets_residences_query import derive

READS_ALL = (
    "residence_community.group_management",
    "residence_community.group_administrator",
)


class ResidenceSheets(models.AbstractModel):
    """« Résidences »: one row per residence, by name: never a ranking.

    Regularity and not only averages; who leads; means; the same period a year before.
    """

    _inherit = "residence.sheets"

    @api.model
    def _get_residences_sheets(self, period, residences):
        columns = self._get_residences_columns(period)
        heading = self._get_heading(
            self.env._("Residence Life: residences"), period, residences
        )
        return [
            Sheet(
                "residences",
                self.env._("Residences"),
                columns,
                self._get_residences_rows(columns, period, residences),
                heading=(*heading, *self._get_coverage_lines(residences)),
                warning=self._get_warning(period, residences),
                notes=self._get_definition_lines(*DEFINITIONS["residences"][:4]),
                empty=self.env._("No residence yet."),
                frozen=1,
            )
        ]

    @api.model
    def _get_coverage_lines(self, residences):
        """Return a line per landlord, for who reads all of their residences."""
        if not any(map(self.env.user.has_group, READS_ALL)):
            return ()
        companies = residences.company_id or self.env.companies
        coverage = self.env["residence.residence"]._get_coverage(companies)
        return tuple(
            self.env._(
                "%(landlord)s: %(housed)s of %(all)s dwellings have a shared house "
                "(%(share)s %%).",
                landlord=company.name,
                housed=housed,
                all=dwellings,
                share=round(100 * housed / dwellings),
            )
            for company, (housed, dwellings) in coverage.items()
        )

    @api.model
    def _get_residences_columns(self, period):
        return (
            *self._get_place_columns(),
            *self._get_regularity_columns(),
            *self._get_reach_columns(),
            *self._get_together_columns(),
            *self._get_before_columns(period),
        )

    @api.model
    def _get_place_columns(self):
        return (
            Column("residence", self.env._("Residence"), width=25),
            Column("code", self.env._("Code"), width=9),
            Column("city", self.env._("Municipality"), width=15),
            Column("phase", self.env._("Phase"), width=18),
            Column("district", self.env._("Priority District"), width=11),
            Column("dwellings", self.env._("Dwellings"), "int", 9, total=True),
            Column(
                "housed", self.env._("Dwellings with a House"), "int", 9, total=True
            ),
            Column(
                "coverage",
                self.env._("With a house, %"),
                "percent",
                8,
                ratio=Ratio("housed", "dwellings"),
            ),
        )

    @api.model
    def _get_residences_rows(self, columns, period, residences):
        """Yield a row per residence, then the total; archived ones where they count."""
        groups = self._read_residences(period, residences)
        phases = dict(
            self.env["residence.residence"]
            ._fields["phase"]
            ._description_selection(self.env)
        )
        places = self._get_residences(residences).filtered(
            lambda place: place.active or place.id in groups
        )
        for place in places:
            values = {
                "residence": place.name,
                "code": place.code or None,
                "city": place.city or None,
                "phase": phases[place.phase],
                "district": place.priority_district_code or None,
                "dwellings": place.dwelling_count,
                "housed": place.housed_dwelling_count,
                **derive(groups.get(place.id, {}), place),
            }
            for column in columns:
                ratio = column.ratio
                if ratio and values.get(ratio.denominator):
                    above = values.get(ratio.numerator)
                    if above is not None:
                        below = values[ratio.denominator]
                        values[column.key] = above / below * ratio.factor
            yield tuple(values.get(column.key) for column in columns)
        if places:
            alone = groups.get(None, {})
            alone = {name: alone.get(name) for name in ("median", *DISTINCT)}
            alone["residence"] = self.env._("Total")
            yield Total(alone.get(column.key) for column in columns)
