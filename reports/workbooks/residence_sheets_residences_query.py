from odoo import api, fields, models
from odoo.tools import SQL

from ...models.people.residence_activity_report import DISTINCT
from .residence_sheets_terms import PeriodTerms

# Sums over the period asked for.
SUMS = (
    "events_planned",
    "events",
    "events_cancelled",
    "events_counted",
    "events_ten_or_more",
    "events_by_generation",
    "events_intergenerational",
    "events_households_counted",
    "events_shared",
    "events_resident_led",
    "events_with_partners",
    "reports_missing",
    "participations",
    "external_participations",
    "households",
    "newcomers",
    "passages",
    "baskets",
    "volunteer_hours",
    "planned_cost",
    "actual_cost",
    "contribution_amount",
)
# The same period, a year before.
BEFORE = (
    "events",
    "events_counted",
    "participations",
    "external_participations",
    "actual_cost",
)
# How many there were is always known: 0, and never blank.
KNOWN = ("events_planned", "events", "events_cancelled", "events_counted", "due")


class ResidenceSheets(models.AbstractModel):
    """« Résidences »: the sums of each residence, and of all, in one query."""

    _inherit = "residence.sheets"

    @api.model
    def _read_residences(self, period, residences):
        """Return {residence id, None for all: values by column's key}."""
        passed = period.until(fields.Date.context_today(self))
        before = self._get_periods(period)["before"]
        asked = PeriodTerms(self, (period, before), residences)
        query = asked.query
        if query.is_empty():
            return {}
        terms = {name: asked.total(name, period) for name in SUMS}
        terms["due"] = asked.total("events_planned", passed)
        terms["median"] = asked.median(period)
        terms |= {name: asked.distinct(name, period) for name in DISTINCT}
        terms |= {f"before_{name}": asked.total(name, before) for name in BEFORE}
        place = asked.field("residence_id")
        query.groupby = SQL("GROUPING SETS ((%s), ())", place)
        rows = self.env.execute_query(query.select(place, *terms.values()))
        return {
            place_id: dict(zip(terms, values, strict=True))
            for place_id, *values in rows
        }


def derive(sums, residence):
    """Return the sums of a residence with what rates are computed from."""
    sums = dict(sums)
    for name in (*KNOWN, "before_events"):
        sums[name] = sums.get(name) or 0
    for prefix in ("", "before_"):
        counted = sums.get(f"{prefix}events_counted")
        if counted:
            sums[f"{prefix}residents"] = (
                sums[f"{prefix}participations"]
                - sums[f"{prefix}external_participations"]
            )
            sums[f"{prefix}base"] = counted * residence.dwelling_count
    measured = sums.get("events_households_counted")
    if measured:
        sums["household_base"] = measured * residence.dwelling_count
    sums["reports_missing"] = sums.get("reports_missing") or None
    return sums
