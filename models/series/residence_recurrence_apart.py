from odoo import api, fields, models

from ...tools.recurrence import RuleError


class ResidenceRecurrence(models.AbstractModel):
    """Dates set apart: by whoever deletes one, or asked where a space is taken."""

    _inherit = "residence.recurrence"

    ask_count = fields.Integer("Dates to Settle", compute="_compute_ask_count")
    settle_all = fields.Selection(
        [("skip", "Skip them"), ("no_space", "Keep them without the space")],
        string="All of Them",
        store=False,
        help="The same choice for every date whose space is taken.",
    )

    @api.depends("date_ids.decision")
    def _compute_ask_count(self):
        for series in self:
            asked = series.date_ids.filtered(lambda one: one.decision == "ask")
            series.ask_count = len(asked)

    @api.onchange("settle_all")
    def _onchange_settle_all(self):
        if self.settle_all:
            asked = self.date_ids.filtered(lambda one: one.decision == "ask")
            asked.decision = self.settle_all
            self.settle_all = False

    @api.model
    def _set_apart(self, dates):
        """Keep dates from coming back.

        :param dates: [(series, day, why)]; a day set apart already stays as it is.
        """
        known = {(one, line.date) for one in self for line in one.date_ids}
        inverse = self._fields["date_ids"].inverse_name
        self.env["residence.series.date"].create(
            [
                {inverse: one.id, "date": day, "reason": reason}
                for one, day, reason in dates
                if (one, day) not in known
            ]
        )

    def _move_dates_apart(self, moved):
        """Keep dates apart that became another day; forget what is asked no more.

        :param moved: {day: the day it becomes}
        """
        self.date_ids.filtered(lambda one: one.decision == "ask").unlink()
        lines = {line.date: line for line in self.date_ids}
        for day in moved.keys() & lines.keys():
            if moved[day] not in lines:
                lines[day].date = moved[day]

    def _propose_decisions(self):
        """Ask, under the rule of an open form, about each date whose space is taken."""
        self.ensure_one()
        lines = self.date_ids
        if not (self.start and self.stop and self.residence_id):
            return
        try:
            changes = self._get_changes(
                self._get_former_template(), past=self.state == "draft"
            )
        except RuleError:
            return  # the sentence says what is wrong
        asked = {one.date: one for one in lines if one.decision == "ask"}
        kept = lines.filtered(
            lambda one: one.decision != "ask" or one.date in changes.conflicts
        )
        for day, taken in changes.conflicts.items():
            if day not in asked:
                reason = " ".join(taken._describe_blocks())
                values = {"date": day, "decision": "ask", "reason": reason}
                kept |= self.env["residence.series.date"].new(values)
        if kept != lines:
            self.date_ids = kept
