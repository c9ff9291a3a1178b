from odoo import fields, models

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
