from odoo import api, fields, models
from odoo.fields import Domain


class Residence(models.Model):
    """Who has the spaces of a residence."""

    _inherit = "residence.residence"

    booking_count = fields.Integer(compute="_compute_booking_count")

    def _compute_booking_count(self):
        counts = {}
        if self.env["residence.booking"].has_access("read"):
            counts = dict(
                self.env["residence.booking"]._read_group(
                    [
                        ("residence_id", "in", self.ids),
                        ("state", "=", "confirmed"),
                        ("stop", ">=", fields.Datetime.now()),
                    ],
                    ["residence_id"],
                    ["__count"],
                )
            )
        for residence in self:
            residence.booking_count = counts.get(residence, 0)

    @api.readonly
    def action_view_bookings(self):
        """Open the bookings of the residence's spaces."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_booking_action"
        )
        action["domain"] = list(Domain("residence_id", "=", self.id))
        action["context"] = {"search_default_upcoming": 1}
        return action
