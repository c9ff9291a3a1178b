from odoo.fields import Domain
from odoo.tools import SQL

# as floats: Excel has no decimals
AMOUNTS = ("planned_cost", "actual_cost", "contribution_amount")


class PeriodTerms:
    """The figures over several periods at once: one query, and SQL for what it selects.

    Record rules and the rights to fields are the report's own, checked as the user.
    """

    def __init__(self, sheets, periods, residences):
        """Search the report.

        :param sheets: ``residence.sheets``, with the rights of the reader.
        :param periods: the periods that the query reads; they may overlap.
        :param residences: the ones asked for; empty for all that the user may read.
        """
        domain = Domain.OR(map(sheets._get_period_domain, periods))
        if residences:
            domain &= Domain("residence_id", "in", residences.ids)
        self.report = sheets.env["residence.activity.report"]
        self.query = self.report._search(domain)

    def field(self, name):
        return self.report._field_to_sql(self.report._table, name, self.query)

    def within(self, period):
        return SQL(
            "%s BETWEEN %s AND %s", self.field("date"), period.first, period.last
        )

    def total(self, name, period):
        """Return the sum of a measure over a period."""
        condition = self.within(period)
        term = SQL("SUM(%s) FILTER (WHERE %s)", self.field(name), condition)
        return SQL("%s::float8", term) if name in AMOUNTS else term

    def median(self, period):
        """Return the median of the participations over a period."""
        return SQL(
            "percentile_cont(0.5) WITHIN GROUP (ORDER BY %s) FILTER (WHERE %s)",
            self.field("participations"),  # NULL, and left out, where nobody counted
            self.within(period),
        )

    def distinct(self, name, period):
        """Return how many different ones a measure has over a period."""
        return self.report._count_distinct(name, self.query, self.within(period))
