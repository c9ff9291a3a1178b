from odoo import fields, models


class ResidenceEventSeriesChangeLine(models.TransientModel):
    """A date whose space is taken, and what to do with it."""

    _name = "residence.event.series.change.line"
    _description = "Date Whose Space Is Taken"
    _order = "date, id"

    change_id = fields.Many2one(
        "residence.event.series.change", required=True, ondelete="cascade"
    )
    date = fields.Date(required=True)
    reason = fields.Char("In the Way", readonly=True)
    decision = fields.Selection(
        [
            ("ask", "To choose"),
            ("skip", "Skip this date"),
            ("no_space", "Keep it without the space"),
        ],
        string="What to Do",
        required=True,
        default="ask",
    )
