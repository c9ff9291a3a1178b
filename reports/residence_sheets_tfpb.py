from odoo import api, models
from odoo.fields import Domain

from ..tools.sheet import Ratio

SCHEME = "tfpb"
KEYS = {"tfpb_programme": "programme", "tfpb_review": "review"}
PROGRAMME = (
    "axis",
    "action",
    "schedule",
    "planned_amount",
    "own_funding",
    "other_funding",
    "planned_valued",
    "planned_rate",
)
REVIEW = (
    *PROGRAMME,
    "actual_amount",
    "gap_amount",
    "actual_valued",
    "actual_rate",
    "dwellings",
    "session_count",
    "participation_count",
    "assessment",
    "renewal",
    "evidence",
)
SHEET_COLUMNS = {"programme": PROGRAMME, "review": REVIEW}
RATES = {
    "planned_rate": Ratio("planned_valued", "planned_amount"),
    "actual_rate": Ratio("actual_valued", "actual_amount"),
}
MONEY = (
    "planned_amount",
    "own_funding",
    "other_funding",
    "planned_valued",
    "actual_amount",
    "gap_amount",
    "actual_valued",
)
COUNTS = ("session_count", "participation_count")
WIDTHS = {"axis": 34, "action": 44, "schedule": 20, "assessment": 40, "renewal": 16}


class ResidenceSheets(models.AbstractModel):
    """« Abattement TFPB »: programme and review, one tab per convention.

    The columns are those that départements commonly ask for; each convention may
    rename, reorder and hide them (``residence.funding.column``). A hidden column stays
    in the file, for the formulas that need it.
    """

    _inherit = "residence.sheets"

    @api.model
    def _is_available(self, key):
        if key in KEYS and not self._is_scheme_in_use(SCHEME):
            return False
        return super()._is_available(key)

    @api.model
    def _is_scheme_in_use(self, code):
        """Return whether a scheme has a convention that the user may read; for who
        reads none, a share of their events."""
        conventions = self.env["residence.funding.convention"]
        if conventions.has_access("read"):
            return bool(
                conventions.with_context(active_test=False).search_count(
                    [("scheme_id.code", "=", code)], limit=1
                )
            )
        report = self.env["residence.activity.report"]
        return report.has_access("read") and bool(
            report.search_count([("axis_id.scheme_id.code", "=", code)], limit=1)
        )

    @api.model
    def _get_conventions(self, code, period, residences):
        """Return the conventions of the years that a period meets, archived ones too.

        :param residences: the ones asked for; empty for all that the user may read.
        """
        conventions = self.env["residence.funding.convention"]
        if not conventions.has_access("read"):
            return conventions
        domain = (
            Domain("scheme_id.code", "=", code)
            & Domain("year", ">=", period.first.year)
            & Domain("year", "<=", period.last.year)
        )
        if residences:
            domain &= Domain("residence_ids", "in", residences.ids)
        return conventions.with_context(active_test=False).search(
            domain, order="year, company_id, city, priority_district_code, id"
        )

    @api.model
    def _get_tfpb_labels(self, sheet):
        """Return {key: our own label} of a sheet's columns, in our order."""
        labels = {
            "axis": self.env._("Axis"),
            "action": self.env._("Action"),
            "schedule": self.env._("Schedule"),
            "planned_amount": self.env._("Planned expense"),
            "own_funding": self.env._("Landlord's funding"),
            "other_funding": self.env._("Other funding"),
            "planned_valued": self.env._("Planned, claimed for the TFPB"),
            "planned_rate": self.env._("Rate claimed for the TFPB"),
            "actual_amount": self.env._("Actual expense"),
            "gap_amount": self.env._("Gap"),
            "actual_valued": self.env._("Actual, claimed for the TFPB"),
            "actual_rate": self.env._("Actual rate"),
            "dwellings": self.env._("Number of dwellings"),
            "session_count": self.env._("Sessions held"),
            "participation_count": self.env._("Participations"),
            "assessment": self.env._("Assessment"),
            "renewal": self.env._("Renewal"),
            "evidence": self.env._("Evidence"),
        }
        return {key: labels[key] for key in SHEET_COLUMNS[sheet]}
