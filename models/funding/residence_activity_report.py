from odoo import api, fields, models
from odoo.tools import SQL

from ..event.residence_activity_report import HAS_PEOPLE, IS_DONE, IS_OPEN_DOOR, when

PREFIX = "axis_"


class ResidenceActivityReport(models.Model):
    """What funders' axes may claim: one row per event and axis, no person in it.

    Seen where ``axis_id`` takes part in the query; beside events where one of its
    measures does. Over the axes of one scheme, costs add up to what the events cost;
    what is claimed adds up over all schemes.
    """

    _inherit = "residence.activity.report"

    _depends = {
        "residence.funding.allocation": [
            "actual_cost",
            "actual_valued",
            "attendance_count",
            "axis_id",
            "company_id",
            "counting_mode",
            "date",
            "event_id",
            "event_type_id",
            "is_counted",
            "named_count",
            "newcomer_count",
            "planned_cost",
            "planned_valued",
            "residence_id",
            "state",
            "stop",
        ],
    }

    grain = fields.Selection(selection_add=[("allocation", "Funding share")])
    axis_id = fields.Many2one("residence.funding.axis", readonly=True)
    axis_events = fields.Integer(
        "Events held, by axis",
        readonly=True,
        help="Of which the axis has a share: one shared by two axes is under both.",
    )
    axis_events_planned = fields.Integer(
        "Events planned, by axis", readonly=True, help="Still planned or held."
    )
    axis_participations = fields.Integer("Participations, by axis", readonly=True)
    axis_newcomers = fields.Integer("First visits, by axis", readonly=True)
    axis_planned_cost = fields.Monetary(
        "Planned Budget, by axis",
        readonly=True,
        help="Of the events; in proportion where a scheme has several axes. Another "
        "scheme counts it again: never add up two schemes.",
    )
    axis_actual_cost = fields.Monetary(
        "Spent, by axis", readonly=True, help="As the planned budget by axis."
    )
    axis_planned_valued = fields.Monetary(
        "Planned, claimed", readonly=True, help="The axis's share of the budget."
    )
    axis_actual_valued = fields.Monetary(
        "Spent, claimed", readonly=True, help="The axis's share of what was spent."
    )

    @api.model
    def _get_columns(self):
        return {
            **super()._get_columns(),
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

    @api.model
    def _get_leaves(self):
        return {**super()._get_leaves(), "allocation": (5, self._select_allocation)}

    @api.model
    def _get_followed(self):
        return {
            **super()._get_followed(),
            "residence.funding.axis": {
                "name",
                "active",
                "code",
                "sequence",
                "scheme_id",
                "date_from",
                "date_to",
                "is_to_check",
            },
            "residence.funding.scheme": {"name", "active", "code", "sequence"},
        }

    @api.model
    def _get_grains(self, names):
        if "axis_id" in names:
            return ["allocation"]
        grains = super()._get_grains(names)
        if "event" in grains and any(name.startswith(PREFIX) for name in names):
            grains = [*grains, "allocation"]
        return grains

    @api.model
    def _select_allocation(self):
        """One row per share of an event, as the share itself says it."""
        is_event = SQL("NOT (%s)", IS_OPEN_DOOR)
        return {
            "source": SQL("residence_funding_allocation"),
            "where": SQL("(t.state <> 'draft' OR t.stop < %s)", fields.Datetime.now()),
            "kind": SQL("CASE WHEN %s THEN 'event' ELSE 'open_door' END", is_event),
            "date": "date",
            "residence_id": "residence_id",
            "company_id": "company_id",
            "event_type_id": "event_type_id",
            "state": "state",
            "source_id": "event_id",
            "axis_id": "axis_id",
            "unique_people": when(IS_DONE, "NULLIF(t.named_count, 0)"),
            "axis_events": when(
                is_event, "CASE WHEN t.state = 'done' THEN 1 ELSE 0 END"
            ),
            "axis_events_planned": when(
                is_event, "CASE WHEN t.state IN ('planned', 'done') THEN 1 ELSE 0 END"
            ),
            "axis_participations": when(HAS_PEOPLE, "t.attendance_count"),
            "axis_newcomers": when(
                SQL("%s AND t.named_count > 0", IS_DONE), "t.newcomer_count"
            ),
            "axis_planned_cost": when(
                SQL("t.state <> 'cancelled'"), "NULLIF(t.planned_cost, 0)"
            ),
            "axis_actual_cost": SQL("NULLIF(t.actual_cost, 0)"),
            "axis_planned_valued": when(
                SQL("t.state <> 'cancelled'"), "NULLIF(t.planned_valued, 0)"
            ),
            "axis_actual_valued": SQL("NULLIF(t.actual_valued, 0)"),
        }
