from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

MEASURE = "unique_people"
COUNTED = ("count_distinct", "sum")  # some screens sum whatever is a number


class ResidenceActivityReport(models.Model):
    """« Personnes différentes »: people who were named, each counted once.

    The query of the figures has no column that tells people apart: there is nothing to
    read, group or filter by. On a row stands how many were named at that event; over
    several, PostgreSQL counts the different keys of ``residence.presence`` behind the
    events of the group. Presences' own record rules are left out on purpose: a number
    comes back, of events that the user's rules on figures let through.
    """

    _inherit = "residence.activity.report"

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        name, _colon, function = aggregate_spec.partition(":")
        if name != MEASURE:
            return super()._read_group_select(aggregate_spec, query)
        if function not in COUNTED:
            raise AccessError(self.env._("Different people are counted, nothing else."))
        return self._count_people(query)

    @api.model
    def _count_people(self, query, condition=None):
        """Return the SQL of the number of different people of a group, NULL if none.

        :param SQL condition: on the rows of the group, all of them by default.
        """
        source, named = (
            self._field_to_sql(self._table, name, query)
            for name in ("source_id", MEASURE)
        )
        # an outer aggregate: the events of the group, as one array; those alone where
        # somebody was named, and none at the grain of generations
        return SQL(
            """(SELECT NULLIF(COUNT(DISTINCT presence.person_key), 0)
                  FROM unnest(ARRAY_AGG(%(source)s) FILTER (
                           WHERE %(named)s > 0 AND %(condition)s)) AS named (event_id)
                  JOIN residence_presence presence
                    ON presence.event_id = named.event_id)""",
            source=source,
            named=named,
            condition=condition or SQL("TRUE"),
        )

    @api.model
    def _read_group_empty_value(self, spec):
        if spec.partition(":")[0] == MEASURE:
            spec = "newcomers:sum"  # blank, which is not 0
        return super()._read_group_empty_value(spec)
