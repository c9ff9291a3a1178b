from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .residence_event import LED_BY, STATES

MANY_PEOPLE = 10
DWELLINGS_COUNTED = "dwellings_counted"
RESIDENCE_MEASURES = (
    "events",
    "events_counted",
    "participations",
    "external_participations",
    "events_shared",
    "events_resident_led",
    "reports_missing",
)

# Conditions on a row of an event, called ``t``.
IS_DONE = SQL("t.state = 'done'")
IS_OPEN_DOOR = SQL("t.counting_mode = 'passages'")
# people were counted, not only baskets
HAS_PEOPLE = SQL(
    """(t.state = 'done' AND t.is_counted AND (
        t.counting_mode IN ('generations', 'total')
        OR (t.counting_mode <> 'passages' AND t.attendance_count > 0)))"""
)
HAS_BASKETS = SQL("%s AND t.is_counted AND t.counting_mode = 'baskets'", IS_DONE)
HAS_AGES = SQL(
    """(%s AND (t.generation_count > 0 OR (
        t.attendance_count = 0 AND t.counting_mode = 'generations')))""",
    HAS_PEOPLE,
)


def when(condition, term):
    """Return ``term``, a string of SQL, where ``condition`` holds; else NULL."""
    return SQL("CASE WHEN %s THEN %s END", condition, SQL(term))


def _one_if(condition):
    """Return 1 or 0, and NULL for the open door: it is no event that is held."""
    return SQL(
        "CASE WHEN %s THEN NULL WHEN %s THEN 1 ELSE 0 END", IS_OPEN_DOOR, condition
    )


def _one_where(measured, condition):
    """Return 1 or 0 where ``measured`` holds; else NULL."""
    return when(measured, SQL("CASE WHEN %s THEN 1 ELSE 0 END", condition))


class ResidenceActivityReport(models.Model):
    """Events as figures: held, counted, led by whom, at what cost, how regularly.

    Numerators only, each with what it is a share of; a share is computed where it
    shows. Held is a share of planned; ten people or more, of counted; several
    generations, of those whose generations are known; households, of the dwellings of
    the events where they were counted; partners, of held.

    What people are divided by, « participants pour 100 logements », of any selection:
    100 × residents ÷ Σ (events counted × dwellings of their residence); for one
    residence it is the rate of its form. Each leaf of the query stays one table: the
    dwellings are joined where they are asked for.
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
            "generation_count",
            "household_count",
            "partner_count",
            "partner_ids",
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
    }

    grain = fields.Selection(
        selection_add=[("event", "Event"), ("generation", "Generation")]
    )
    source_id = fields.Integer("Event Number", readonly=True, aggregator=None)
    name = fields.Char("Title", readonly=True)
    start = fields.Datetime(readonly=True)
    event_type_id = fields.Many2one("residence.event.type", "Type", readonly=True)
    state = fields.Selection(STATES, string="Status", readonly=True)
    led_by = fields.Selection(LED_BY, string="Who led it?", readonly=True)
    summary = fields.Text("What We Keep", readonly=True)

    events = fields.Integer("Events held", readonly=True)
    events_counted = fields.Integer(
        "Events counted", readonly=True, help="Held, and somebody counted the people."
    )
    events_planned = fields.Integer(
        "Events planned", readonly=True, help="Still planned, held or cancelled."
    )
    events_cancelled = fields.Integer("Events cancelled", readonly=True)
    events_shared = fields.Integer(
        "Led by the team and residents", readonly=True, help="Of the events held."
    )
    events_resident_led = fields.Integer(
        "Led by residents", readonly=True, help="Of the events held."
    )
    events_ten_or_more = fields.Integer(
        "With ten people or more", readonly=True, help="Of the events counted."
    )
    events_by_generation = fields.Integer(
        "Counted by generation",
        readonly=True,
        help="Of the events counted: those where some ages are known, or nobody came. "
        "A total typed as one number tells nothing of generations.",
    )
    events_intergenerational = fields.Integer(
        "With several generations",
        readonly=True,
        help="At least two generations present, of the events counted by generation. "
        "“Age not specified” is none.",
    )
    events_households_counted = fields.Integer(
        "Households counted",
        readonly=True,
        help="Events held where somebody counted the households present.",
    )
    events_with_partners = fields.Integer(
        "With partners", readonly=True, help="Of the events held."
    )
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
    households = fields.Integer(readonly=True)
    partners = fields.Integer(
        "Different partners",
        readonly=True,
        aggregator="count_distinct",
        help="Organisations: one at ten events makes one.",
    )
    passages = fields.Integer(
        readonly=True, help="Open door. Never added to participations."
    )
    baskets = fields.Integer("Baskets Collected", readonly=True)
    baskets_ordered = fields.Integer(readonly=True)
    volunteer_hours = fields.Float("Time Given by Residents (h)", readonly=True)
    planned_cost = fields.Monetary("Planned Budget", readonly=True)
    actual_cost = fields.Monetary("Spent", readonly=True)
    contribution_amount = fields.Monetary(
        "Brought by Partners", readonly=True, help="Money, at the events held."
    )
    contribution_hours = fields.Float(
        "Hours Brought by Partners",
        readonly=True,
        help="At the events held. Hours are hours: never turned into euros.",
    )
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
    def _get_columns(self):
        return {
            **super()._get_columns(),
            "source_id": "int4",
            "name": "varchar",
            "start": "timestamp",
            "event_type_id": "int4",
            "state": "varchar",
            "led_by": "varchar",
            "summary": "text",
            "events": "int4",
            "events_counted": "int4",
            "events_planned": "int4",
            "events_cancelled": "int4",
            "events_shared": "int4",
            "events_resident_led": "int4",
            "events_ten_or_more": "int4",
            "events_by_generation": "int4",
            "events_intergenerational": "int4",
            "events_households_counted": "int4",
            "events_with_partners": "int4",
            "reports_missing": "int4",
            "participations": "int4",
            "external_participations": "int4",
            "households": "int4",
            "partners": "int4",
            "passages": "int4",
            "baskets": "int4",
            "baskets_ordered": "int4",
            "volunteer_hours": "float8",
            "planned_cost": "numeric",
            "actual_cost": "numeric",
            "contribution_amount": "numeric",
            "contribution_hours": "float8",
        }

    @api.model
    def _get_leaves(self):
        return {
            **super()._get_leaves(),
            "event": (0, self._select_event),
            "generation": (1, self._select_generation),
        }

    @api.model
    def _select_event(self):
        """One row per event. What is still in preparation is nobody's figure yet."""
        return {
            "source": SQL("residence_event"),
            "where": SQL("(t.state <> 'draft' OR t.stop < %s)", fields.Datetime.now()),
            **self._get_event_terms(),
        }

    @api.model
    def _get_event_terms(self):
        """Return the columns of a row per event, SQL by name; a domain adds its own."""
        return {
            "kind": SQL("CASE WHEN %s THEN 'open_door' ELSE 'event' END", IS_OPEN_DOOR),
            "date": "date",
            "start": "start",
            "residence_id": "residence_id",
            "company_id": "company_id",
            "event_type_id": "event_type_id",
            "state": "state",
            "led_by": "led_by",
            "name": "name",
            "summary": SQL("NULLIF(t.summary, '')"),
            "source_id": "id",
            "events": _one_if(IS_DONE),
            "events_counted": _one_if(HAS_PEOPLE),
            "events_planned": _one_if(SQL("t.state <> 'draft'")),
            "events_cancelled": _one_if(SQL("t.state = 'cancelled'")),
            "events_ten_or_more": _one_where(
                HAS_PEOPLE, SQL("t.attendance_count >= %s", MANY_PEOPLE)
            ),
            "events_by_generation": _one_if(HAS_AGES),
            "events_intergenerational": _one_where(
                HAS_AGES, SQL("t.generation_count >= 2")
            ),
            "events_households_counted": _one_if(
                SQL("(%s AND t.household_count > 0)", IS_DONE)
            ),
            "events_with_partners": _one_if(
                SQL("(%s AND t.partner_count > 0)", IS_DONE)
            ),
            "events_shared": _one_if(SQL("%s AND t.led_by = 'shared'", IS_DONE)),
            "events_resident_led": _one_if(
                SQL("%s AND t.led_by = 'residents'", IS_DONE)
            ),
            "reports_missing": SQL(
                "CASE WHEN t.state IN ('draft', 'planned') AND t.stop < %s"
                " THEN 1 ELSE 0 END",
                fields.Datetime.now(),
            ),
            "participations": when(HAS_PEOPLE, "t.attendance_count"),
            "external_participations": when(
                HAS_PEOPLE, "COALESCE(t.external_count, 0)"
            ),
            "households": when(IS_DONE, "NULLIF(t.household_count, 0)"),
            "partners": when(IS_DONE, "NULLIF(t.partner_count, 0)"),
            "passages": when(
                SQL("%s AND %s", IS_DONE, IS_OPEN_DOOR), "t.passage_count"
            ),
            "baskets": when(HAS_BASKETS, "t.basket_count"),
            "baskets_ordered": when(HAS_BASKETS, "t.basket_ordered_count"),
            "volunteer_hours": when(IS_DONE, "NULLIF(t.volunteer_hours, 0)"),
            "planned_cost": when(
                SQL("t.state <> 'cancelled'"), "NULLIF(t.planned_cost, 0)"
            ),
            "actual_cost": SQL("NULLIF(t.actual_cost, 0)"),
            "contribution_amount": when(IS_DONE, "NULLIF(t.contribution_amount, 0)"),
            "contribution_hours": when(IS_DONE, "NULLIF(t.contribution_hours, 0)"),
        }

    @api.model
    def _select_generation(self):
        """One row per line of a count: the same participations, by generation."""
        return {
            "source": SQL("residence_attendance"),
            # an open door counts passages: lines that somebody imported are none
            "where": SQL(
                """t.state = 'done' AND t.event_type_id NOT IN (
                    SELECT id FROM residence_event_type
                    WHERE counting_mode = 'passages')"""
            ),
            "kind": SQL("'event'"),
            "date": "date",
            "residence_id": "residence_id",
            "company_id": "company_id",
            "event_type_id": "event_type_id",
            "age_bracket_id": "generation_id",
            "detail_bracket_id": "age_bracket_id",
            "state": "state",
            "led_by": "led_by",
            "source_id": "event_id",
            "participations": "quantity",
        }

    @api.model
    def _get_distinct(self):
        return {
            **super()._get_distinct(),
            "partners": (
                SQL(
                    "SELECT residence_event_id AS event_id, res_partner_id AS one"
                    " FROM res_partner_residence_event_rel"
                ),
                "partners",
            ),
        }

    @api.model
    def _get_followed(self):
        return {
            **super()._get_followed(),
            "residence.event.type": {
                "name",
                "active",
                "color",
                "sequence",
                "counting_mode",
            },
        }

    @api.model
    def _get_grains(self, names):
        grains = super()._get_grains(names)
        if "event" in grains and {"age_bracket_id", "detail_bracket_id"} & names:
            return ["generation"]
        return grains

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        if aggregate_spec != f"{DWELLINGS_COUNTED}:sum":
            return super()._read_group_select(aggregate_spec, query)
        counted, dwellings = (
            self._field_to_sql(self._table, name, query)
            for name in ("events_counted", "dwelling_count")
        )
        return SQL("SUM(%s * %s)", counted, dwellings)

    @api.model
    def _read_group_empty_value(self, spec):
        if spec == f"{DWELLINGS_COUNTED}:sum":
            spec = "events_counted:sum"
        return super()._read_group_empty_value(spec)

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
            [f"{name}:sum" for name in RESIDENCE_MEASURES],
        )
        figures = {}
        for residence, *sums in groups:
            figure = dict(zip(RESIDENCE_MEASURES, sums, strict=True))
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
