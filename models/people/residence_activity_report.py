from odoo import api, fields, models
from odoo.tools import SQL

from ..event.residence_activity_report import IS_DONE, when

# Measures of things counted anew over a selection, never added; as ``_get_distinct``.
DISTINCT = ("unique_people", "helpers", "partners")
NAMED = SQL("%s AND t.named_count > 0", IS_DONE)


class ResidenceActivityReport(models.Model):
    """« Personnes différentes »: people who were named, each counted once."""

    _inherit = "residence.activity.report"

    _depends = {
        "residence.event": ["helper_count", "named_count", "newcomer_count"],
        "residence.presence": ["event_id", "person_key", "role"],
    }

    unique_people = fields.Integer(
        "Different people",
        readonly=True,
        aggregator="count_distinct",
        help="Of those whose name was noted: one person at ten events makes one. Never "
        "a sum: the people of a year are not those of its months added up.",
    )
    newcomers = fields.Integer(
        "First visits", readonly=True, help="Of those whose name was noted."
    )
    helpers = fields.Integer(
        "Different people who lent a hand or led",
        readonly=True,
        aggregator="count_distinct",
        help="Of those whose name was noted: one person at ten events makes one.",
    )

    @api.model
    def _get_columns(self):
        return {
            **super()._get_columns(),
            "unique_people": "int4",
            "newcomers": "int4",
            "helpers": "int4",
        }

    @api.model
    def _get_event_terms(self):
        """Add the people who were named; blank where nobody was."""
        return {
            **super()._get_event_terms(),
            "unique_people": when(IS_DONE, "NULLIF(t.named_count, 0)"),
            "newcomers": when(NAMED, "t.newcomer_count"),
            "helpers": when(NAMED, "t.helper_count"),
        }

    @api.model
    def _get_distinct(self):
        people = SQL("SELECT event_id, person_key AS one FROM residence_presence")
        helping = SQL("%s WHERE role <> 'participant'", people)
        return {
            **super()._get_distinct(),
            "unique_people": (people, "unique_people"),
            "helpers": (helping, "unique_people"),
        }
