from odoo import fields, models

from .residence_event import LED_BY, STATES


class ResidenceActivityReport(models.Model):
    """Who leads, and the means: numerators only, a share is computed where it shows."""

    _inherit = "residence.activity.report"

    state = fields.Selection(STATES, string="Status", readonly=True)
    led_by = fields.Selection(LED_BY, string="Who led it?", readonly=True)
    events_shared = fields.Integer(
        "Led by the team and residents", readonly=True, help="Of the events held."
    )
    events_resident_led = fields.Integer(
        "Led by residents", readonly=True, help="Of the events held."
    )
    baskets_ordered = fields.Integer(readonly=True)
    contribution_amount = fields.Monetary(
        "Brought by Partners", readonly=True, help="Money, at the events held."
    )
    contribution_hours = fields.Float(
        "Hours Brought by Partners",
        readonly=True,
        help="At the events held. Hours are hours: never turned into euros.",
    )
