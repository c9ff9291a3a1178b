from odoo import api, models
from odoo.fields import Domain

MEASURES = (
    "events",
    "events_counted",
    "participations",
    "external_participations",
    "events_shared",
    "events_resident_led",
    "reports_missing",
)


class ResidenceActivityReport(models.Model):
    """The few figures that a residence shows on its own form."""

    _inherit = "residence.activity.report"

    @api.model
    def _get_residence_figures(self, residences, date_from, date_to):
        """Return the figures of each residence over a period, as the user.

        :param date_from, date_to: dates, both included.
        :return: {residence id: {measure: sum, "residents_per_100": float or None,
            "overall_per_100": float or None, "residents_share": float or None}}; None
            where nothing was counted, or held. Per 100 dwellings: people at an average
            event that was counted. The share: led or shared by residents, of 1.
        """
        groups = self._read_group(
            Domain("residence_id", "in", residences.ids)
            & Domain("date", ">=", date_from)
            & Domain("date", "<=", date_to),
            ["residence_id"],
            [f"{name}:sum" for name in MEASURES],
        )
        figures = {}
        for residence, *sums in groups:
            figure = dict(zip(MEASURES, sums, strict=True))
            overall = figure["participations"] or 0
            residents = overall - (figure["external_participations"] or 0)
            # dwellings: at least 1, by a constraint
            base = (figure["events_counted"] or 0) * residence.dwelling_count
            figure["residents_per_100"] = 100 * residents / base if base else None
            figure["overall_per_100"] = 100 * overall / base if base else None
            shared = (figure["events_shared"] or 0) + (
                figure["events_resident_led"] or 0
            )
            held = figure["events"]
            figure["residents_share"] = shared / held if held else None
            figures[residence.id] = figure
        return figures
