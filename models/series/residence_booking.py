from odoo import api, fields, models

# In the context of bookings that a series moves: it looked at what is in the way of
# all of them at once. An object, so that no client can send it.
LOOKED = object()


class ResidenceBooking(models.Model):
    """A loan may be a date of a series; changed by hand, it stays as it is."""

    _name = "residence.booking"
    _inherit = ["residence.booking", "residence.occurrence"]

    series_id = fields.Many2one(
        "residence.booking.series",
        string="In the Series",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        readonly=True,
    )
    day_note = fields.Char("About this Day", compute="_compute_day_note")

    # two people, or one and the cron: never the same date twice
    _once_per_series = models.UniqueIndex(
        "(series_id, series_date) WHERE series_id IS NOT NULL",
        "This date of the series was just made by someone else. Nothing was changed: "
        "reload the page.",
    )

    @api.depends("space_id", "start")
    @api.depends_context("lang")
    def _compute_day_note(self):
        for booking in self:
            residence = booking.space_id.residence_id
            booking.day_note = (
                residence._describe_day(residence._get_day_of(booking.start))
                if residence and booking.start
                else ""
            )

    @api.readonly
    def action_make_series(self):
        """Open a new series that begins with this loan."""
        self.ensure_one()
        self.check_access("write")
        if self.series_id:
            return self.action_open_series()
        series = self.env["residence.booking.series"]
        day = self.residence_id._get_day_of(self.start)
        defaults = {
            **{name: self[name] for name in ("purpose", "expected_count")},
            "space_id": self.space_id.id,
            "partner_id": self.partner_id.id,
            "start": fields.Datetime.to_string(self.start),
            "stop": fields.Datetime.to_string(self.stop),
            "source_booking_id": self.id,
            **series._get_weekday_values(day),
        }
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Make it a Series"),
            "res_model": series._name,
            "views": [(False, "form")],
            "context": {
                **{f"default_{name}": value for name, value in defaults.items()},
                "residence_series_draft": True,
            },
        }

    @api.readonly
    def action_open_series(self):
        """Open the series that this loan belongs to."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "residence.booking.series",
            "res_id": self.series_id.id,
            "views": [(False, "form")],
        }

    @api.model
    def _refuse_blocked(self, slots, ignored=()):
        if self.env.context.get("residence_slots") is LOOKED:
            return None
        return super()._refuse_blocked(slots, ignored)

    def _blocks(self, slots):
        """Return whether the booking overlaps one of (space id, start, stop)."""
        return any(
            self.space_id.id == space and self.start < stop and start < self.stop
            for space, start, stop in slots
        )

    def _is_coming(self, now):
        return self.state == "confirmed" and self.start > now

    def _get_series_bookings(self):
        return self

    def _write_each(self, values):
        bookings = self.browse([booking.id for booking in values])
        for booking in bookings.with_context(residence_slots=LOOKED):
            booking.write(values[booking])
