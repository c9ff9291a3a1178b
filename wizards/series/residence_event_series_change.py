from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...models.series.residence_recurrence_reconcile import get_reasons


class ResidenceEventSeriesChange(models.TransientModel):
    """What was changed on one date of a series, given to the following ones or to all.

    Where a space is taken nothing is changed: the dates are listed, each with a choice.
    Closing the window is the third choice: to stop.
    """

    _name = "residence.event.series.change"
    _description = "Apply to Other Dates"

    event_id = fields.Many2one("residence.event", required=True, ondelete="cascade")
    what = fields.Char("What Changes", compute="_compute_what")
    scope = fields.Selection(
        [
            ("following", "This date and the following ones"),
            ("all", "All dates to come"),
        ],
        string="To Which Dates",
        required=True,
        default="following",
    )
    date_count = fields.Integer("Dates Concerned", compute="_compute_date_count")
    line_ids = fields.One2many(
        "residence.event.series.change.line", "change_id", string="Space Taken"
    )

    @api.depends("event_id")
    def _compute_what(self):
        for change in self:
            change.what = change.event_id.series_change

    @api.depends("event_id", "scope")
    def _compute_date_count(self):
        now = fields.Datetime.now()
        for change in self:
            event, scope = change.event_id, change.scope
            change.date_count = len(
                event.series_id.event_ids.filtered(
                    lambda one, event=event, scope=scope: (
                        one._is_coming(now)
                        and (scope == "all" or one.series_date >= event.series_date)
                    )
                )
            )

    def action_apply(self):
        """Apply, or list the dates whose space is taken, nothing changed."""
        self.ensure_one()
        event = self.event_id
        event.check_access("write")
        if not event._is_changeable():
            raise UserError(
                self.env._("This date is over, or it does not belong to a series.")
            )
        decisions = {
            line.date: line.decision for line in self.line_ids if line.decision != "ask"
        }
        try:
            with self.env.cr.savepoint():
                event.series_id._apply_from(event, self.scope, decisions)
        except ValidationError as error:
            reasons = get_reasons(error)
            if not reasons:
                raise
            self._list(reasons)
            return self._reopen()
        return event.action_open_series()

    def _list(self, reasons):
        known = set(self.line_ids.mapped("date"))
        # what is in the way was found here
        self._unseal().line_ids = [
            Command.create({"date": day, "reason": reason})
            for day, reason in sorted(reasons.items())
            if day not in known
        ]

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Apply to Other Dates"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
