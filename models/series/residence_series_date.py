from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResidenceSeriesDate(models.Model):
    """A date of a series set apart: skipped, or held without the space that is taken.

    Also the question that a form asks where a space is taken: ``ask``. A date that
    somebody deletes is kept here, so that it does not come back.
    """

    _name = "residence.series.date"
    _description = "Date Set Apart"
    _order = "date, id"
    _rec_name = "date"

    event_series_id = fields.Many2one(
        "residence.event.series", ondelete="cascade", index="btree_not_null"
    )
    booking_series_id = fields.Many2one(
        "residence.booking.series", ondelete="cascade", index="btree_not_null"
    )
    residence_id = fields.Many2one(
        "residence.residence",
        compute="_compute_residence_id",
        store=True,
        precompute=True,
        index=True,
    )
    company_id = fields.Many2one(
        related="residence_id.company_id", store=True, precompute=True
    )
    date = fields.Date(required=True)
    decision = fields.Selection(
        [
            ("ask", "To choose"),
            ("skip", "Skip this date"),
            ("no_space", "Keep it without the space"),
        ],
        string="What to Do",
        required=True,
        default="skip",
    )
    reason = fields.Char("Why", readonly=True)

    _one_series = models.Constraint(
        "CHECK((event_series_id IS NULL) <> (booking_series_id IS NULL))",
        "A date is set apart in one series.",
    )
    _once_per_event_series = models.UniqueIndex(
        "(event_series_id, date) WHERE event_series_id IS NOT NULL",
        "“Dates set apart”: this date is there already.",
    )
    _once_per_booking_series = models.UniqueIndex(
        "(booking_series_id, date) WHERE booking_series_id IS NOT NULL",
        "“Dates set apart”: this date is there already.",
    )

    @api.depends("event_series_id.residence_id", "booking_series_id.residence_id")
    def _compute_residence_id(self):
        for line in self:
            series = line.event_series_id or line.booking_series_id
            line.residence_id = series.residence_id

    @api.constrains("decision", "booking_series_id")
    def _check_decision(self):
        for line in self:
            if line.booking_series_id and line.decision == "no_space":
                raise ValidationError(
                    self.env._("A loan needs its space: skip the date instead.")
                )
