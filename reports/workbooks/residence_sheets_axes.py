from odoo import api, models
from odoo.fields import Domain

from ...tools.sheet import Column, Ratio, Sheet, Total

MEASURES = (
    "axis_events",
    "axis_participations",
    "axis_planned_cost",
    "axis_planned_valued",
    "axis_actual_cost",
    "axis_actual_valued",
)


class ResidenceSheets(models.AbstractModel):
    """A scheme's axes, as who reads no convention sees them: own events, no amount
    of a convention."""

    _inherit = "residence.sheets"

    @api.model
    def _get_axes_sheet(self, code, period, residences):
        columns = (
            Column("residence", self.env._("Residence"), width=28),
            Column("axis", self.env._("Axis"), width=44),
            Column("axis_events", self.env._("Sessions held"), "int", 11, total=True),
            Column(
                "axis_participations",
                self.env._("Participations"),
                "int",
                12,
                total=True,
                people=True,
            ),
            Column(
                "axis_planned_cost",
                self.env._("Planned expense"),
                "money",
                14,
                total=True,
            ),
            Column(
                "axis_planned_valued",
                self.env._("Planned, claimed"),
                "money",
                14,
                total=True,
            ),
            Column(
                "axis_actual_cost",
                self.env._("Actual expense"),
                "money",
                14,
                total=True,
            ),
            Column(
                "axis_actual_valued",
                self.env._("Actual, claimed"),
                "money",
                14,
                total=True,
            ),
            Column(
                "rate",
                self.env._("Actual rate"),
                "percent",
                11,
                ratio=Ratio("axis_actual_valued", "axis_actual_cost"),
            ),
        )
        return Sheet(
            "axes",
            self.env._("Axes"),
            columns,
            self._get_axes_rows(code, period, residences),
            heading=self._get_heading(self._get_scheme_name(code), period, residences),
            warning=self._get_warning(period, residences),
            notes=(
                self.env._(
                    "Of the events of these residences that give an axis a share. The "
                    "convention itself is the direction's."
                ),
                self.env._(
                    "Sessions and participations: an event shared by two axes is under "
                    "both."
                ),
            ),
            empty=self._get_empty(),
            frozen=2,
            wrap=True,
        )

    @api.model
    def _get_axes_rows(self, code, period, residences):
        groups = self._read_axes(code, period, residences)
        for residence, axis, *sums in groups:
            # Odoo's sum of nothing is False
            values = [None if value is False else value for value in sums]
            spent, claimed = values[-2:]
            rate = (claimed or 0) / spent if spent else None
            yield (residence.name, axis.display_name, *values, rate)
        if groups:
            yield Total((self.env._("Total"), *[None] * (len(MEASURES) + 2)))

    @api.model
    def _read_axes(self, code, period, residences):
        """Return (residence, axis, sum of each measure) of a scheme over a period."""
        return self.env["residence.activity.report"]._read_group(
            self._get_domain(period, residences)
            & Domain("axis_id.scheme_id.code", "=", code),
            ["residence_id", "axis_id"],
            [f"{name}:sum" for name in MEASURES],
        )

    @api.model
    def _get_no_convention_sheet(self, code, period, residences):
        """Return the sheet of a period in which the scheme has no convention."""
        return Sheet(
            "convention",
            self._get_scheme_name(code),
            (Column("convention", self.env._("Convention"), width=60),),
            (),
            heading=self._get_heading(self._get_scheme_name(code), period, residences),
            empty=self.env._("No convention over this period."),
        )

    @api.model
    def _get_scheme_name(self, code):
        schemes = self.env["residence.funding.scheme"].with_context(active_test=False)
        return schemes.search([("code", "=", code)], limit=1).name or code.upper()
