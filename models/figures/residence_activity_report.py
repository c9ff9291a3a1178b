from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

ID_STEP = 8  # room for more leaves
COUNTED = ("count_distinct", "sum")  # some screens sum whatever is a number
MONTHS = [
    ("01", "January"),
    ("02", "February"),
    ("03", "March"),
    ("04", "April"),
    ("05", "May"),
    ("06", "June"),
    ("07", "July"),
    ("08", "August"),
    ("09", "September"),
    ("10", "October"),
    ("11", "November"),
    ("12", "December"),
]


class ResidenceActivityReport(models.Model):
    """The one set of numbers: pivots, workbooks, PDFs and dashboards read it.

    A projection, not a permission: it selects no person, and no sentence other than
    ``summary``, of which the event's form says that the direction reads it. What was
    not measured is NULL, never 0.

    The query is one SELECT per kind of row (a leaf), joined by UNION ALL. Each reads
    one table, with what figures are sliced by stored on its rows. A domain adds its
    leaf, its columns and the fields that show them, in a file of this model's name.

    Rows have a grain: the name of their leaf. 'event': one row per event, all measures
    but generations. 'generation': one row per line of an event's count, participations
    only. A query sees one grain, chosen by what takes part in it: no total is ever
    doubled, and PostgreSQL plans the other leaves away.

    « Personnes différentes » are counted, each once: no column tells people apart,
    there is nothing to read, group or filter by. On a row stands how many were named at
    that event; over several, PostgreSQL counts the different keys behind the events of
    the group. The rules of what is counted are left out on purpose: a number comes
    back, of events that the user's rules on figures let through.
    """

    _name = "residence.activity.report"
    _description = "Activity Figures"
    _auto = False
    _order = "date desc, id desc"

    # Where a row comes from, for this model's own use.
    grain = fields.Selection([], readonly=True, exportable=False)
    row_id = fields.Integer(readonly=True, aggregator=None, exportable=False)

    kind = fields.Selection(
        [
            ("event", "Event"),
            ("peer_session", "Peer session"),
            ("coaching", "Support meeting"),
            ("open_door", "Open door"),
        ],
        readonly=True,
    )
    date = fields.Date(readonly=True, help="In the residence's time zone.")
    month = fields.Selection(
        MONTHS, readonly=True, help="Of whatever year: to set years side by side."
    )
    company_id = fields.Many2one("res.company", "Landlord", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sessions = fields.Integer(readonly=True)
    session_hours = fields.Float("Hours of sessions", readonly=True)

    @property
    def _table_query(self):
        columns = self._get_columns()
        leaves = [
            self._select_leaf(grain, number, columns, **select())
            for grain, (number, select) in self._get_leaves().items()
        ]
        # not a WHERE in each leaf: PostgreSQL then reads a leaf's table as if the query
        # named it, without making the other columns of each of its rows (a quarter of
        # the time that the measures of five years take)
        return SQL(
            "SELECT %s FROM (%s) AS leaves WHERE is_figure",
            SQL(", ").join(map(SQL.identifier, columns)),
            SQL(" UNION ALL ").join(leaves),
        )

    @api.model
    def _get_columns(self):
        """Return {name: SQL type} of the query's columns; a domain adds its own.

        All leaves have the same types, or PostgreSQL builds the whole union before it
        looks at the conditions.
        """
        return {
            "id": "int8",
            "row_id": "int4",
            "grain": "varchar",
            "kind": "varchar",
            "date": "date",
            "month": "varchar",
            "company_id": "int4",
            "sessions": "int4",
            "session_hours": "float8",
        }

    @api.model
    def _get_leaves(self):
        """Return {grain: (number, method)} of the leaves; a domain adds its own.

        The number, below ``ID_STEP``, is part of the ids of its rows: it never changes.
        The method returns the arguments of ``_select_leaf``.
        """
        return {}

    @api.model
    def _select_leaf(self, grain, number, types, *, source, where, **columns):
        """Return the SELECT of one leaf; the columns that it leaves out are NULL.

        :param dict types: of ``_get_columns``.
        :param SQL source: its one table, called ``t``.
        :param SQL where: which of its rows are figures.
        :param columns: SQL by name of column; a plain string is a column of ``t``.
        """
        columns["id"] = SQL("t.id::int8 * %s + %s", SQL(str(ID_STEP)), SQL(str(number)))
        columns["row_id"] = "id"
        columns["grain"] = SQL("%s", grain)
        day = columns["date"]
        if isinstance(day, str):
            day = SQL.identifier("t", day)
        columns["month"] = SQL("TO_CHAR(%s, 'MM')", day)
        terms = []
        for name, sql_type in types.items():
            term = columns.pop(name, SQL("NULL"))
            if isinstance(term, str):
                term = SQL.identifier("t", term)
            terms.append(
                SQL("(%s)::%s AS %s", term, SQL(sql_type), SQL.identifier(name))
            )
        if columns:
            raise ValueError(f"no such columns: {', '.join(columns)}")
        terms.append(SQL("(%s) AS is_figure", where))
        return SQL("SELECT %s FROM %s t", SQL(", ").join(terms), source)

    @api.model
    def _get_distinct(self):
        """Return what is counted once however often it comes; a domain adds its own.

        :return: {measure: (SELECT of ``event_id`` and ``one``, the thing counted;
            the measure that says at which events there are any)}
        """
        return {}

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        name, _colon, function = aggregate_spec.partition(":")
        if name not in self._get_distinct():
            return super()._read_group_select(aggregate_spec, query)
        if function not in COUNTED:
            raise AccessError(self.env._("Different people are counted, nothing else."))
        return self._count_distinct(name, query)

    @api.model
    def _count_distinct(self, name, query, condition=None):
        """Return the SQL of a measure of ``_get_distinct`` over a group: NULL where
        nobody, or no partner, was noted.

        :param SQL condition: on the rows of the group, all of them by default.
        """
        rows, noted_by = self._get_distinct()[name]
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
        if spec.partition(":")[0] in self._get_distinct():
            spec = "sessions:sum"  # blank, which is not 0
        return super()._read_group_empty_value(spec)
