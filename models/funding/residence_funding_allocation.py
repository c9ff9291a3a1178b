from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ...tools.sharing import split_amount, split_whole

SHARE = (5, 2)  # percent, two decimals


class ResidenceFundingAllocation(models.Model):
    """« Part affectée »: the part of an event's cost that one axis may claim.

    Over all axes of all schemes it is never more than the whole: each euro is claimed
    once. What figures are sliced by, and the amounts, are stored on the row: the report
    reads one table.
    """

    _name = "residence.funding.allocation"
    _description = "Funding Share"
    _inherit = "residence.scoped"
    _scoped_by = ("event_id",)
    _order = "event_id, id"
    _rec_name = "axis_id"

    event_id = fields.Many2one(
        "residence.event", required=True, ondelete="cascade", index=True
    )
    axis_id = fields.Many2one(
        "residence.funding.axis", required=True, ondelete="restrict", index=True
    )
    scheme_id = fields.Many2one(related="axis_id.scheme_id")
    share = fields.Float(
        string="Share (%)",
        digits=SHARE,
        required=True,
        default=100.0,
        aggregator=None,
        help="Of what the event cost. The shares of all axes make 100 % at most.",
    )
    date = fields.Date(related="event_id.date", store=True, precompute=True)
    stop = fields.Datetime(related="event_id.stop", store=True, precompute=True)
    residence_id = fields.Many2one(
        related="event_id.residence_id", store=True, precompute=True
    )
    company_id = fields.Many2one(
        related="event_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    event_type_id = fields.Many2one(
        related="event_id.event_type_id", store=True, precompute=True
    )
    state = fields.Selection(related="event_id.state", store=True, precompute=True)
    counting_mode = fields.Selection(
        related="event_id.counting_mode", store=True, precompute=True
    )
    is_counted = fields.Boolean(
        related="event_id.is_counted", store=True, precompute=True
    )
    attendance_count = fields.Integer(
        related="event_id.attendance_count", store=True, precompute=True
    )
    named_count = fields.Integer(
        related="event_id.named_count", store=True, precompute=True
    )
    newcomer_count = fields.Integer(
        related="event_id.newcomer_count", store=True, precompute=True
    )
    planned_cost = fields.Monetary(
        string="Planned Budget",
        compute="_compute_amounts",
        store=True,
        help="Of the event; its part in proportion where the scheme has several axes.",
    )
    actual_cost = fields.Monetary(
        string="Spent", compute="_compute_amounts", store=True
    )
    planned_valued = fields.Monetary(
        string="Planned, Claimed", compute="_compute_amounts", store=True
    )
    actual_valued = fields.Monetary(
        string="Spent, Claimed", compute="_compute_amounts", store=True
    )

    _one_per_axis = models.Constraint(
        "UNIQUE(event_id, axis_id)",
        "This axis has a share of the event already: change that one.",
    )
    _share_range = models.Constraint(
        "CHECK(share > 0 AND share <= 100)",
        "“Share (%)”: more than 0 and at most 100.",
    )
    # figures by axis, over a year: of a residence, of all
    _by_residence = models.Index("(residence_id, date)")
    _by_date = models.Index("(date, residence_id)")

    @api.depends(
        "share",
        "axis_id.scheme_id",
        "event_id.planned_cost",
        "event_id.actual_cost",
        "event_id.allocation_ids.share",
        "event_id.allocation_ids.axis_id.scheme_id",
    )
    def _compute_amounts(self):
        """Share the event's amounts: what is claimed once over all schemes, and what
        it cost once within each scheme."""
        zero = dict.fromkeys(
            ("planned_cost", "actual_cost", "planned_valued", "actual_valued"), 0
        )
        self.update(zero)
        for event in self.event_id:
            lines = event.allocation_ids.filtered(lambda line: line.share > 0)
            for name, cost in (
                ("planned", event.planned_cost),
                ("actual", event.actual_cost),
            ):
                parts = split_amount(cost, lines.mapped("share"))
                self._set_parts(lines, f"{name}_valued", parts)
                for same in lines.grouped("scheme_id").values():
                    parts = split_whole(cost, same.mapped("share"))
                    self._set_parts(same, f"{name}_cost", parts)

    def _set_parts(self, lines, name, parts):
        """Set the field ``name`` of those of ``lines`` that are computed now."""
        for line, part in zip(lines, parts, strict=True):
            if line in self:
                line[name] = part

    @api.constrains("axis_id", "event_id")
    def _check_axis_in_force(self):
        for line in self:
            day = line.event_id.date
            if not line.axis_id._is_in_force(day):
                raise ValidationError(
                    self.env._(
                        "“Axis”: “%(axis)s” is not in force on %(day)s, when "
                        "“%(event)s” takes place. Choose an axis of that time, or "
                        "remove it.",
                        axis=line.axis_id.display_name,
                        day=format_date(self.env, day),
                        event=line.event_id.name,
                    )
                )
