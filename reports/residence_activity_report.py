from odoo import api, fields, models
from odoo.tools import SQL

# Every column of the query, with its type: all leaves must have the same types, or
# PostgreSQL builds the whole union before it looks at the conditions.
COLUMNS = {
    "id": "int8",
    "row_id": "int4",
    "grain": "varchar",
    "kind": "varchar",
    "date": "date",
    "start": "timestamp",
    "residence_id": "int4",
    "company_id": "int4",
    "event_type_id": "int4",
    "age_bracket_id": "int4",
    "state": "varchar",
    "led_by": "varchar",
    "name": "varchar",
    "summary": "text",
    "source_id": "int4",
    "events": "int4",
    "events_counted": "int4",
    "events_planned": "int4",
    "events_cancelled": "int4",
    "reports_missing": "int4",
    "participations": "int4",
    "external_participations": "int4",
    "unique_people": "int4",
    "newcomers": "int4",
    "households": "int4",
    "passages": "int4",
    "baskets": "int4",
    "volunteer_hours": "float8",
    "planned_cost": "numeric",
    "actual_cost": "numeric",
    "sessions": "int4",
    "session_hours": "float8",
}

# Leaves of the query, in an order that never changes: ids are made from it.
LEAVES = ("event", "generation")
ID_STEP = 8  # room for more leaves


class ResidenceActivityReport(models.Model):
    """The one set of numbers: pivots, workbooks, PDFs and dashboards read it.

    A projection, not a permission: it selects no person, and no sentence other than
    ``summary``, of which the event's form says that the direction reads it. What was
    not measured is NULL, never 0.

    Rows have a grain. 'event': one row per event, all measures but generations.
    'generation': one row per line of an event's count, participations only. A query
    sees one grain, chosen by whether ``age_bracket_id`` takes part: no total is ever
    doubled, and PostgreSQL plans the other leaf away.
    """

    _name = "residence.activity.report"
    _description = "Activity Figures"
    _auto = False
    _order = "date desc, id desc"

    # Where a row comes from, for this file's own use.
    grain = fields.Selection(
        [("event", "Event"), ("generation", "Generation")],
        readonly=True,
        exportable=False,
    )
    row_id = fields.Integer(readonly=True, aggregator=None, exportable=False)
    source_id = fields.Integer("Event Number", readonly=True, aggregator=None)

    kind = fields.Selection(
        [
            ("event", "Event"),
            ("peer_session", "Peer session"),
            ("coaching", "Support visit"),
            ("open_door", "Open door"),
        ],
        readonly=True,
    )
    name = fields.Char("Title", readonly=True)
    date = fields.Date(readonly=True, help="In the residence's time zone.")
    start = fields.Datetime(readonly=True)
    residence_id = fields.Many2one("residence.residence", readonly=True)
    company_id = fields.Many2one("res.company", "Landlord", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    phase = fields.Selection(related="residence_id.phase")
    priority_district_code = fields.Char(related="residence_id.priority_district_code")
    event_type_id = fields.Many2one("residence.event.type", "Type", readonly=True)
    age_bracket_id = fields.Many2one(
        "residence.age.bracket", "Generation", readonly=True
    )
    # as on the event: a test holds them equal
    state = fields.Selection(
        [
            ("draft", "To prepare"),
            ("planned", "Planned"),
            ("done", "Held"),
            ("cancelled", "Cancelled"),
        ],
        string="Status",
        readonly=True,
    )
    led_by = fields.Selection(
        [
            ("animator", "The team"),
            ("shared", "The team and residents"),
            ("residents", "Residents"),
        ],
        string="Who led it?",
        readonly=True,
    )
    summary = fields.Text("What We Keep", readonly=True)

    events = fields.Integer("Events held", readonly=True)
    events_counted = fields.Integer(
        "Events counted", readonly=True, help="Held, and somebody counted the people."
    )
    events_planned = fields.Integer(
        "Events planned", readonly=True, help="Still planned, held or cancelled."
    )
    events_cancelled = fields.Integer("Events cancelled", readonly=True)
    reports_missing = fields.Integer(
        "Wrap-ups missing",
        readonly=True,
        help="Over, and nobody has said yet how it went: figures are provisional.",
    )
    participations = fields.Integer(
        readonly=True, help="One person at ten events makes ten."
    )
    external_participations = fields.Integer(
        "of which from outside", readonly=True, help="Part of the participations."
    )
    unique_people = fields.Integer("Different people", readonly=True)
    newcomers = fields.Integer("First visits", readonly=True)
    households = fields.Integer("Households", readonly=True)
    passages = fields.Integer(
        readonly=True, help="Open door. Never added to participations."
    )
    baskets = fields.Integer("Baskets Collected", readonly=True)
    volunteer_hours = fields.Float("Time Given by Residents (h)", readonly=True)
    planned_cost = fields.Monetary("Planned Budget", readonly=True)
    actual_cost = fields.Monetary("Spent", readonly=True)
    sessions = fields.Integer("Sessions", readonly=True)
    session_hours = fields.Float("Hours of sessions", readonly=True)

    _depends = {
        "residence.event": [
            "name",
            "residence_id",
            "company_id",
            "event_type_id",
            "counting_mode",
            "date",
            "start",
            "stop",
            "state",
            "led_by",
            "is_counted",
            "attendance_count",
            "external_count",
            "household_count",
            "basket_count",
            "passage_count",
            "volunteer_hours",
            "planned_cost",
            "actual_cost",
            "summary",
        ],
        "residence.attendance": [
            "event_id",
            "quantity",
            "generation_id",
            "date",
            "residence_id",
            "company_id",
            "event_type_id",
            "state",
            "led_by",
        ],
    }

    @property
    def _table_query(self):
        return SQL(" UNION ALL ").join(
            [self._select_event(), self._select_generation()]
        )

    @api.model
    def _select_leaf(self, leaf, source, where, **columns):
        """Return the SELECT of one leaf; the columns that it leaves out are NULL.

        :param SQL source: its one table, called ``t``.
        :param columns: SQL by name of column; a plain string is a column of ``t``.
        """
        columns["id"] = SQL(
            "t.id::int8 * %s + %s", SQL(str(ID_STEP)), SQL(str(LEAVES.index(leaf)))
        )
        columns["row_id"] = "id"
        columns["grain"] = SQL("%s", leaf)
        terms = []
        for name, sql_type in COLUMNS.items():
            term = columns.pop(name, SQL("NULL"))
            if isinstance(term, str):
                term = SQL.identifier("t", term)
            terms.append(
                SQL("(%s)::%s AS %s", term, SQL(sql_type), SQL.identifier(name))
            )
        if columns:
            raise ValueError(f"no such columns: {', '.join(columns)}")
        return SQL("SELECT %s FROM %s t WHERE %s", SQL(", ").join(terms), source, where)

    @api.model
    def _select_event(self):
        """One row per event. What is still in preparation is nobody's figure yet."""
        now = fields.Datetime.now()
        is_done = SQL("t.state = 'done'")
        is_open_door = SQL("t.counting_mode = 'passages'")
        # people were counted, not only baskets
        has_people = SQL(
            """(t.state = 'done' AND t.is_counted AND (
                t.counting_mode IN ('generations', 'total')
                OR (t.counting_mode <> 'passages' AND t.attendance_count > 0)))"""
        )

        def one_if(condition):
            """1 or 0, and NULL for the open door: it is no event that is held."""
            return SQL(
                "CASE WHEN %s THEN NULL WHEN %s THEN 1 ELSE 0 END",
                is_open_door,
                condition,
            )

        def when(condition, term):
            return SQL("CASE WHEN %s THEN %s END", condition, SQL(term))

        return self._select_leaf(
            "event",
            SQL("residence_event"),
            SQL("(t.state <> 'draft' OR t.stop < %s)", now),
            kind=SQL("CASE WHEN %s THEN 'open_door' ELSE 'event' END", is_open_door),
            date="date",
            start="start",
            residence_id="residence_id",
            company_id="company_id",
            event_type_id="event_type_id",
            state="state",
            led_by="led_by",
            name="name",
            summary=SQL("NULLIF(t.summary, '')"),
            source_id="id",
            events=one_if(is_done),
            events_counted=one_if(has_people),
            events_planned=one_if(SQL("t.state <> 'draft'")),
            events_cancelled=one_if(SQL("t.state = 'cancelled'")),
            reports_missing=SQL(
                "CASE WHEN t.state IN ('draft', 'planned') AND t.stop < %s"
                " THEN 1 ELSE 0 END",
                now,
            ),
            participations=when(has_people, "t.attendance_count"),
            external_participations=when(has_people, "COALESCE(t.external_count, 0)"),
            households=when(is_done, "NULLIF(t.household_count, 0)"),
            passages=when(SQL("%s AND %s", is_done, is_open_door), "t.passage_count"),
            baskets=when(
                SQL("%s AND t.is_counted AND t.counting_mode = 'baskets'", is_done),
                "t.basket_count",
            ),
            volunteer_hours=when(is_done, "NULLIF(t.volunteer_hours, 0)"),
            planned_cost=when(
                SQL("t.state <> 'cancelled'"), "NULLIF(t.planned_cost, 0)"
            ),
            actual_cost=SQL("NULLIF(t.actual_cost, 0)"),
        )

    @api.model
    def _select_generation(self):
        """One row per line of a count: the same participations, by generation."""
        return self._select_leaf(
            "generation",
            SQL("residence_attendance"),
            SQL("t.state = 'done'"),
            kind=SQL("'event'"),
            date="date",
            residence_id="residence_id",
            company_id="company_id",
            event_type_id="event_type_id",
            age_bracket_id="generation_id",
            state="state",
            led_by="led_by",
            source_id="event_id",
            participations="quantity",
        )
