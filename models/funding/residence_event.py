from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare, format_date

from .residence_funding_allocation import SHARE


class ResidenceEvent(models.Model):
    """Which axes claim the event's cost: never more than the whole of it."""

    _inherit = "residence.event"

    allocation_ids = fields.One2many(
        "residence.funding.allocation", "event_id", string="Funding Shares", copy=False
    )
    # stored for its CHECK: two people who add a share at once cannot pass it together
    allocated_share = fields.Float(
        string="Claimed (%)",
        compute="_compute_allocated_share",
        store=True,
        digits=SHARE,
        aggregator=None,
    )

    _allocated_at_most_whole = models.Constraint(
        "CHECK(allocated_share <= 100)",
        "Funding shares: more than 100 % of an event's cost. Each euro is claimed "
        "once: lower a share, or remove one.",
    )

    @api.depends("allocation_ids.share")
    def _compute_allocated_share(self):
        for event in self:
            event.allocated_share = sum(event.allocation_ids.mapped("share"))

    @api.constrains("allocation_ids", "allocated_share")
    def _check_claimed_once(self):
        for event in self:
            total = sum(event.allocation_ids.mapped("share"))
            if float_compare(total, 100, precision_digits=SHARE[1]) > 0:
                raise ValidationError(
                    self.env._(
                        "“Funding Shares” of “%(event)s” make %(total)s %%. Each euro "
                        "is claimed once: lower a share, or remove one, until they "
                        "make 100 %% at most.",
                        event=event.name,
                        total=f"{total:g}",
                    )
                )

    @api.constrains("start")
    def _check_axes_in_force(self):
        for event in self:
            for axis in event.allocation_ids.axis_id:
                if not axis._is_in_force(event.date):
                    raise ValidationError(
                        self.env._(
                            "“Start”: on %(day)s the axis “%(axis)s” of “%(event)s” is "
                            "not in force. Remove its share under “Itemise” first, or "
                            "choose another day.",
                            day=format_date(self.env, event.date),
                            axis=axis.display_name,
                            event=event.name,
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        events.filtered(lambda event: not event.allocation_ids)._allocate_by_default()
        return events

    def write(self, vals):
        """Give the new type's share to an event that had its former type's."""
        if "event_type_id" not in vals or "allocation_ids" in vals:
            return super().write(vals)
        usual = self.filtered(lambda event: event._has_usual_share())
        result = super().write(vals)
        changed = usual.filtered(
            lambda event: (
                event.allocation_ids.axis_id != event.event_type_id.default_axis_id
            )
        )
        changed.allocation_ids.unlink()
        changed._allocate_by_default()
        return result

    def _has_usual_share(self):
        """Return whether the event has the share that its type proposes, if any."""
        self.ensure_one()
        axis = self.event_type_id.default_axis_id
        shares = [(line.axis_id, line.share) for line in self.allocation_ids]
        return not shares or shares == [(axis, self.event_type_id.default_axis_share)]

    def _allocate_by_default(self):
        """Give each event its type's usual share, where its axis is in force."""
        self.env["residence.funding.allocation"].create(
            [
                {
                    "event_id": event.id,
                    "axis_id": axis.id,
                    "share": event.event_type_id.default_axis_share,
                }
                for event in self
                if (axis := event.event_type_id.default_axis_id)
                and axis._is_in_force(event.date)
                and event._is_within(axis.scheme_id)
            ]
        )

    def _is_within(self, scheme):
        """Return whether a scheme's usual axis is proposed in the event's residence."""
        return not scheme.needs_district or bool(
            self.residence_id.priority_district_code
        )
