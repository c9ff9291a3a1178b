import logging

from psycopg2 import OperationalError

from odoo import api, models
from odoo.exceptions import UserError

from .residence_recurrence import BY_SERIES

_logger = logging.getLogger(__name__)


class ResidenceRecurrence(models.AbstractModel):
    """From draft to running to ended: whatever changes, the dates follow at once.

    A cron prolongs running series day by day.
    """

    _inherit = "residence.recurrence"

    @api.model_create_multi
    def create(self, vals_list):
        series = super().create([self._with_rule_fields(vals) for vals in vals_list])
        for one in series:
            one._link_first()
            if one.state == "active":
                one._reconcile(past=True)
        return series

    def write(self, vals):
        by_series = self.env.context.get("residence_by_series") is BY_SERIES
        if by_series or not vals.keys() & self._get_reconciling_fields():
            return super().write(vals)
        vals = self._with_rule_fields(vals)
        before = {one: (one.state, one._get_template()) for one in self}
        result = super().write(vals)
        for one, (state, template) in before.items():
            one._follow_state(state, template)
        return result

    def _follow_state(self, state, template):
        """Bring the dates in line after a change.

        :param state, template: as they were before it.
        """
        self.ensure_one()
        if self.state == "draft" and state != "draft":
            raise UserError(
                self.env._("A series that began does not go back: stop it instead.")
            )
        if self.state == "active":
            self._reconcile(template, past=state == "draft")
        elif self.state == "stopped" and state == "active":
            self._reconcile(template)

    def copy_data(self, default=None):
        """Copy as a draft: nothing is made before somebody looked."""
        return [{"state": "draft", **vals} for vals in super().copy_data(default)]

    def action_start(self):
        """Make the dates: the draft runs from now on."""
        self.state = "active"

    def action_stop(self):
        """End the series: dates to come go, except those somebody worked on."""
        self.state = "stopped"

    def action_resume(self):
        """Make the dates to come again."""
        self.state = "active"

    def unlink(self):
        """Take along the dates to come that nobody touched; the others stay."""
        for series in self.filtered(lambda one: one.state == "active"):
            series.state = "stopped"
        return super().unlink()

    @api.model
    def _cron_extend(self):
        """Prolong the running series of this model, one transaction each."""
        ids = self.search([("state", "=", "active")], order="reconciled_on, id").ids
        self.env["ir.cron"]._commit_progress(remaining=len(ids))
        for series_id in ids:
            series = self.browse(series_id).exists()
            try:
                with self.env.cr.savepoint():
                    if series.state == "active":
                        series._extend()
            except (UserError, OperationalError) as error:
                # somebody is changing it, or it cannot be prolonged: tomorrow again
                _logger.info("Series %s left as it is: %s", series_id, error)
            self.env["ir.cron"]._commit_progress(1)

    def _extend(self):
        """Prolong one series, or end it when its last day is over."""
        if self._get_rule().is_bounded() and self._get_last_date() < self._get_today():
            self.state = "stopped"
        else:
            self._reconcile(by_cron=True)

    def _get_last_date(self):
        """Return the last day of a bounded series."""
        days = self._get_occurrences().mapped("series_date")
        return max([*self._get_plan(kept=set(days)).days, *days, self._get_first_day()])
