from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

COUNTED = ("count_distinct", "sum")  # some screens sum whatever is a number
# What is counted once however often it comes back: the table that ties it to events,
# its columns, which of its rows, and the measure that says where there are any.
DISTINCT = {
    "unique_people": (
        SQL("SELECT event_id, person_key AS one FROM residence_presence"),
        "unique_people",
    ),
    "helpers": (
        SQL(
            "SELECT event_id, person_key AS one FROM residence_presence"
            " WHERE role <> 'participant'"
        ),
        "unique_people",
    ),
    "partners": (
        SQL(
            "SELECT residence_event_id AS event_id, res_partner_id AS one"
            " FROM res_partner_residence_event_rel"
        ),
        "partners",
    ),
}


class ResidenceActivityReport(models.Model):
    """« Personnes différentes »: people who were named, each counted once.

    The query of the figures has no column that tells people apart: there is nothing to
    read, group or filter by. On a row stands how many were named at that event; over
    several, PostgreSQL counts the different keys of ``residence.presence`` behind the
    events of the group. Presences' own record rules are left out on purpose: a number
    comes back, of events that the user's rules on figures let through. The same for
    those who lent a hand, and for the organisations that were partners.
    """

    _inherit = "residence.activity.report"

    _depends = {
        "residence.event": ["helper_count"],
        "residence.presence": ["role"],
    }

    helpers = fields.Integer(
        "Different people who lent a hand or led",
        readonly=True,
        aggregator="count_distinct",
        help="Of those whose name was noted: one person at ten events makes one.",
    )
    partners = fields.Integer(
        "Different partners",
        readonly=True,
        aggregator="count_distinct",
        help="Organisations: one at ten events makes one.",
    )

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        name, _colon, function = aggregate_spec.partition(":")
        if name not in DISTINCT:
            return super()._read_group_select(aggregate_spec, query)
        if function not in COUNTED:
            raise AccessError(self.env._("Different people are counted, nothing else."))
        return self._count_distinct(name, query)

    @api.model
    def _count_distinct(self, name, query, condition=None):
        """Return the SQL of a measure of DISTINCT over a group: NULL where nobody, or
        no partner, was noted.

        :param SQL condition: on the rows of the group, all of them by default.
        """
        rows, noted_by = DISTINCT[name]
        source, noted = (
            self._field_to_sql(self._table, field, query)
            for field in ("source_id", noted_by)
        )
        # an outer aggregate: the events of the group as one array, those alone where
        # somebody was noted; one pass over the index finds them all
        return SQL(
            """CASE WHEN BOOL_OR(%(is_noted)s) THEN (
                   SELECT COUNT(one) FROM (
                       SELECT DISTINCT one FROM (%(rows)s) AS every
                        WHERE event_id = ANY (
                            ARRAY_AGG(%(source)s) FILTER (WHERE %(is_noted)s))
                   ) AS found) END""",
            is_noted=SQL("(%s > 0 AND %s)", noted, condition or SQL("TRUE")),
            rows=rows,
            source=source,
        )

    @api.model
    def _read_group_empty_value(self, spec):
        if spec.partition(":")[0] in DISTINCT:
            spec = "newcomers:sum"  # blank, which is not 0
        return super()._read_group_empty_value(spec)
