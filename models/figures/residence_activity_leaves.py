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
    "month": "varchar",
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
    "events_shared": "int4",
    "events_resident_led": "int4",
    "reports_missing": "int4",
    "participations": "int4",
    "external_participations": "int4",
    "unique_people": "int4",
    "newcomers": "int4",
    "households": "int4",
    "passages": "int4",
    "baskets": "int4",
    "baskets_ordered": "int4",
    "volunteer_hours": "float8",
    "planned_cost": "numeric",
    "actual_cost": "numeric",
    "contribution_amount": "numeric",
    "contribution_hours": "float8",
    "sessions": "int4",
    "session_hours": "float8",
    "sessions_missing": "int4",
    "attendances_present": "int4",
    "attendances_expected": "int4",
    "peer_theme_id": "int4",
    "peer_group": "int4",
    "events_ten_or_more": "int4",
    "events_by_generation": "int4",
    "events_intergenerational": "int4",
    "events_households_counted": "int4",
    "events_with_partners": "int4",
    "helpers": "int4",
    "partners": "int4",
    "detail_bracket_id": "int4",
    "axis_id": "int4",
    "axis_events": "int4",
    "axis_events_planned": "int4",
    "axis_participations": "int4",
    "axis_newcomers": "int4",
    "axis_planned_cost": "numeric",
    "axis_actual_cost": "numeric",
    "axis_planned_valued": "numeric",
    "axis_actual_valued": "numeric",
}

# Leaves of the query, in an order that never changes: ids are made from it.
LEAVES = (
    "event",
    "generation",
    "coaching",
    "peer_session",
    "peer_theme",
    "allocation",
)
ID_STEP = 8  # room for more leaves


class ResidenceActivityReport(models.Model):
    """The query behind the figures: one SELECT per kind of row, joined by UNION ALL.

    Each leaf reads one table, with what figures are sliced by stored on its rows.
    """

    _inherit = "residence.activity.report"

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
            "named_count",
            "newcomer_count",
            "basket_count",
            "basket_ordered_count",
            "passage_count",
            "volunteer_hours",
            "planned_cost",
            "actual_cost",
            "contribution_amount",
            "contribution_hours",
            "summary",
        ],
        "residence.attendance": [
            "event_id",
            "quantity",
            "age_bracket_id",
            "generation_id",
            "date",
            "residence_id",
            "company_id",
            "event_type_id",
            "state",
            "led_by",
        ],
        "residence.event.type": ["counting_mode"],
        "residence.presence": ["event_id", "person_key"],
    }

    @property
    def _table_query(self):
        leaves = SQL(" UNION ALL ").join(
            [
                self._select_event(),
                self._select_generation(),
                self._select_coaching(),
                self._select_peer_session(),
                self._select_peer_theme(),
                self._select_allocation(),
            ]
        )
        # not a WHERE in each leaf: PostgreSQL then reads a leaf's table as if the query
        # named it, without making the other columns of each of its rows (a quarter of
        # the time that the measures of five years take)
        names = SQL(", ").join(map(SQL.identifier, COLUMNS))
        return SQL("SELECT %s FROM (%s) AS leaves WHERE is_figure", names, leaves)

    @api.model
    def _select_leaf(self, leaf, source, where, **columns):
        """Return the SELECT of one leaf; the columns that it leaves out are NULL.

        :param SQL source: its one table, called ``t``.
        :param SQL where: which of its rows are figures.
        :param columns: SQL by name of column; a plain string is a column of ``t``.
        """
        columns["id"] = SQL(
            "t.id::int8 * %s + %s", SQL(str(ID_STEP)), SQL(str(LEAVES.index(leaf)))
        )
        columns["row_id"] = "id"
        columns["grain"] = SQL("%s", leaf)
        day = columns["date"]
        if isinstance(day, str):
            day = SQL.identifier("t", day)
        columns["month"] = SQL("TO_CHAR(%s, 'MM')", day)
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
        terms.append(SQL("(%s) AS is_figure", where))
        return SQL("SELECT %s FROM %s t", SQL(", ").join(terms), source)

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
        has_baskets = SQL(
            "%s AND t.is_counted AND t.counting_mode = 'baskets'", is_done
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
            **self._get_regularity_terms(is_done, has_people, one_if),
            events_shared=one_if(SQL("t.state = 'done' AND t.led_by = 'shared'")),
            events_resident_led=one_if(
                SQL("t.state = 'done' AND t.led_by = 'residents'")
            ),
            reports_missing=SQL(
                "CASE WHEN t.state IN ('draft', 'planned') AND t.stop < %s"
                " THEN 1 ELSE 0 END",
                now,
            ),
            participations=when(has_people, "t.attendance_count"),
            external_participations=when(has_people, "COALESCE(t.external_count, 0)"),
            households=when(is_done, "NULLIF(t.household_count, 0)"),
            # of people who were named, and blank where nobody was
            unique_people=when(is_done, "NULLIF(t.named_count, 0)"),
            newcomers=when(
                SQL("%s AND t.named_count > 0", is_done), "t.newcomer_count"
            ),
            helpers=when(SQL("%s AND t.named_count > 0", is_done), "t.helper_count"),
            partners=when(is_done, "NULLIF(t.partner_count, 0)"),
            passages=when(SQL("%s AND %s", is_done, is_open_door), "t.passage_count"),
            baskets=when(has_baskets, "t.basket_count"),
            baskets_ordered=when(has_baskets, "t.basket_ordered_count"),
            volunteer_hours=when(is_done, "NULLIF(t.volunteer_hours, 0)"),
            planned_cost=when(
                SQL("t.state <> 'cancelled'"), "NULLIF(t.planned_cost, 0)"
            ),
            actual_cost=SQL("NULLIF(t.actual_cost, 0)"),
            contribution_amount=when(is_done, "NULLIF(t.contribution_amount, 0)"),
            contribution_hours=when(is_done, "NULLIF(t.contribution_hours, 0)"),
        )

    @api.model
    def _select_generation(self):
        """One row per line of a count: the same participations, by generation."""
        return self._select_leaf(
            "generation",
            SQL("residence_attendance"),
            # an open door counts passages: lines that somebody imported are none
            SQL(
                """t.state = 'done' AND t.event_type_id NOT IN (
                    SELECT id FROM residence_event_type
                    WHERE counting_mode = 'passages')"""
            ),
            kind=SQL("'event'"),
            date="date",
            residence_id="residence_id",
            company_id="company_id",
            event_type_id="event_type_id",
            age_bracket_id="generation_id",
            detail_bracket_id="age_bracket_id",
            state="state",
            led_by="led_by",
            source_id="event_id",
            participations="quantity",
        )
