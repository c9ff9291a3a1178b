from odoo import api, fields, models
from odoo.fields import Command, Domain

from .residence_recurrence import BY_SERIES
from .residence_recurrence_reconcile import get_plain_values


class ResidenceOccurrence(models.AbstractModel):
    """One date of a series: an event, or a loan.

    ``series_date`` is the day that the rule gave, wherever the date was moved since:
    it is how a series knows that this one is there already.
    """

    _name = "residence.occurrence"
    _description = "Date of a Series"

    series_date = fields.Date(
        readonly=True, copy=False, help="The day that the series gave, before any move."
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_and_set_apart(self):
        """Deleted by hand, a date does not come back."""
        if self.env.context.get("residence_by_series") is BY_SERIES:
            return
        gone = self.filtered("series_id")
        gone.series_id._set_apart(
            [
                (occurrence.series_id, occurrence.series_date, self.env._("Deleted"))
                for occurrence in gone
            ]
        )

    def _get_series_values(self):
        """Return what the date shares with its series, as plain values."""
        names = self.env[self._fields["series_id"].comodel_name]._template_fields
        return get_plain_values(self, (*names, "start", "stop"))

    @api.model
    def _to_write(self, values):
        """Return plain values as ``write`` takes them."""
        return {
            name: [Command.set(value)] if isinstance(value, tuple) else value
            for name, value in values.items()
        }

    def _is_coming(self, now):
        """Return whether a series may still move the date or take it away."""
        raise NotImplementedError

    def _filter_lived(self):
        """Return the dates that somebody worked on, beside what a series sets."""
        commented = self.env["mail.message"].browse()
        if "message_ids" in self._fields:
            # sudo: only whether there are any; who may write the date reads them
            commented = (
                self.env["mail.message"]
                .sudo()
                .search_fetch(
                    Domain("model", "=", self._name)
                    & Domain("res_id", "in", self.ids)
                    & Domain("message_type", "in", ("comment", "email")),
                    ["res_id"],
                )
            )
        # sudo: as above
        attached = (
            self.env["ir.attachment"]
            .sudo()
            .search_fetch(
                Domain("res_model", "=", self._name) & Domain("res_id", "in", self.ids),
                ["res_id"],
            )
        )
        lived = {*commented.mapped("res_id"), *attached.mapped("res_id")}
        return self.filtered(lambda occurrence: occurrence.id in lived)

    def _get_series_bookings(self):
        """Return the bookings that move with the dates."""
        raise NotImplementedError

    def _write_each(self, values):
        """Write {date: values} and book spaces once, not date by date."""
        raise NotImplementedError
