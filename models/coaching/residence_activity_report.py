from odoo import api, fields, models
from odoo.tools import SQL

from .residence_coaching_visit import LAST_DAY


class ResidenceActivityReport(models.Model):
    """Support meetings, as the direction sees them: how many, by residence and month.

    Neither who met, nor how, nor what was kept; and the first of the month stands for
    the day. Seen where a query speaks of ``kind``: no total mixes them with events.
    """

    _inherit = "residence.activity.report"

    _depends = {
        "residence.coaching.visit": [
            "company_id",
            "date",
            "hour",
            "is_cancelled",
            "residence_id",
            "start",
        ],
    }

    grain = fields.Selection(selection_add=[("coaching", "Support meeting")])

    @api.model
    def _get_leaves(self):
        return {**super()._get_leaves(), "coaching": (2, self._select_coaching)}

    @api.model
    def _get_grains(self, names):
        grains = super()._get_grains(names)
        return (
            [*grains, "coaching"] if "event" in grains and "kind" in names else grains
        )

    @api.model
    def _select_coaching(self):
        """One row per meeting that was held, as the meeting itself says it."""
        now = fields.Datetime.now()
        return {
            "source": SQL("residence_coaching_visit"),
            "where": SQL(
                """t.is_cancelled IS NOT TRUE
                   AND t.start <= CASE WHEN t.hour <> 0 THEN %s ELSE %s END""",
                now,
                now - LAST_DAY,
            ),
            "kind": SQL("'coaching'"),
            "date": SQL("DATE_TRUNC('month', t.date)::date"),
            "residence_id": "residence_id",
            "company_id": "company_id",
            "state": SQL("'done'"),
            "sessions": SQL("1"),
        }
