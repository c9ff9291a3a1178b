from odoo import api, models
from odoo.fields import Domain

from ...tools.sheet import Sheet, Total

SCHEMES = ("avp", "senacs", "cfppa")  # each fills the workbook of its own name


class ResidenceSheets(models.AbstractModel):
    """Workbooks of funding schemes: offered where a scheme is in use, one row per
    convention; who reads no convention has the axes of their own events."""

    _inherit = "residence.sheets"

    @api.model
    def _is_available(self, key):
        if key in SCHEMES and not self._is_scheme_in_use(key):
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
    def _count_rows(self, key, period, residences):
        if key not in SCHEMES:
            return super()._count_rows(key, period, residences)
        _events, missing = self._count(period, residences)
        if self._reads_conventions():
            conventions = self._get_conventions(key, period, residences)
            return len(conventions.residence_ids) + len(conventions.line_ids), missing
        return len(self._read_axes(key, period, residences)), missing

    @api.model
    def _reads_conventions(self):
        return self.env["residence.funding.convention"].has_access("read")

    @api.model
    def _get_axis_domain(self, conventions):
        """Return the domain of the figures that conventions' lines from events claim:
        their axis, types and residences, in their year."""
        lines = conventions.line_ids.filtered(lambda line: line.origin == "events")
        return Domain.OR(
            Domain("axis_id", "=", line.axis_id.id)
            & Domain("residence_id", "in", line.convention_id.residence_ids.ids)
            & self._get_period_domain(line.convention_id._get_period())
            & (
                Domain("event_type_id", "in", line.event_type_ids.ids)
                if line.event_type_ids
                else Domain.TRUE
            )
            for line in lines
        )

    @api.model
    def _get_scheme_sheet(self, code, columns, rows, period, residences, **options):
        """Return a sheet of a scheme, with the rows' keys put in the columns' order.

        :param rows: dicts, values by the key of their column.
        """
        notices = self._get_conventions(code, period, residences).mapped("notice")
        warnings = [*notices, self._get_warning(period, residences)]
        rows = [tuple(row.get(column.key) for column in columns) for row in rows]
        if rows:
            total = [None] * len(columns)
            total[0] = self.env._("Total")
            rows.append(Total(total))
        return Sheet(
            columns=columns,
            rows=rows,
            heading=self._get_heading(self._get_scheme_name(code), period, residences),
            warning=" ".join(filter(None, warnings)),
            empty=self.env._("No convention over this period."),
            frozen=1,
            wrap=True,
            **options,
        )
