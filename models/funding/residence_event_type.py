from odoo import fields, models
from odoo.fields import Domain

from ...tools.period import last_civil_year
from .residence_funding_allocation import SHARE


class ResidenceEventType(models.Model):
    """The axis that funders know a type under, proposed for each new event."""

    _inherit = "residence.event.type"

    default_axis_id = fields.Many2one(
        "residence.funding.axis",
        string="Usual Axis",
        ondelete="set null",
        index="btree_not_null",
        help="A new event of this type gives it the share below, which anyone may "
        "change on the event.",
    )
    default_axis_share = fields.Float(
        string="Usual Share (%)", digits=SHARE, default=100.0
    )

    _axis_share_range = models.Constraint(
        "CHECK(default_axis_share > 0 AND default_axis_share <= 100)",
        "“Usual Share (%)”: more than 0 and at most 100.",
    )

    def action_allocate_past(self):
        """Give the usual share to events noted before the type had an axis.

        Those of this civil year and the last alone, where nobody set a share: older
        reviews were handed in.
        """
        self.ensure_one()
        self.check_access("write")
        first = last_civil_year(fields.Date.context_today(self)).first
        events = self.env["residence.event"].search(
            Domain("event_type_id", "=", self.id)
            & Domain("date", ">=", first)
            & Domain("state", "!=", "cancelled")
            & Domain("allocation_ids", "=", False)
        )
        events._allocate_by_default()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%s events have the usual share now.",
                    len(events.filtered("allocation_ids")),
                ),
            },
        }
