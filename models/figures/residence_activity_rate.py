from odoo import api, fields, models
from odoo.tools import SQL

MEASURE = "dwellings_counted"


class ResidenceActivityReport(models.Model):
    """What people are divided by: « participants pour 100 logements ».

    Of any selection: 100 × residents ÷ Σ (events counted × dwellings of their
    residence); for one residence it is the rate of its form. Each leaf of the query
    stays one table: the dwellings are joined where they are asked for.
    """

    _inherit = "residence.activity.report"

    _depends = {"residence.residence": ["dwelling_count"]}

    dwelling_count = fields.Integer(related="residence_id.dwelling_count")
    dwellings_counted = fields.Integer(
        "Dwellings × events counted",
        compute="_compute_dwellings_counted",
        aggregator="sum",
        help="What the rates per 100 dwellings are divided by: at each event that was "
        "counted, the dwellings of its residence.",
    )

    @api.depends("events_counted", "dwelling_count")
    def _compute_dwellings_counted(self):
        for row in self:
            row.dwellings_counted = row.events_counted * row.dwelling_count

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        if aggregate_spec != f"{MEASURE}:sum":
            return super()._read_group_select(aggregate_spec, query)
        counted, dwellings = (
            self._field_to_sql(self._table, name, query)
            for name in ("events_counted", "dwelling_count")
        )
        return SQL("SUM(%s * %s)", counted, dwellings)

    @api.model
    def _read_group_empty_value(self, spec):
        if spec == f"{MEASURE}:sum":
            spec = "events_counted:sum"
        return super()._read_group_empty_value(spec)
