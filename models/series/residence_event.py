from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.recurrence_changes import merge

WHEN_FIELDS = {"start", "stop"}


class ResidenceEvent(models.Model):
    """An event may be a date of a series; changed by hand, it stays as it is."""

    _name = "residence.event"
    _inherit = ["residence.event", "residence.occurrence"]

    series_id = fields.Many2one(
        "residence.event.series",
        string="In the Series",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        readonly=True,
    )
    series_change = fields.Char(
        "Differs from its Series",
        compute="_compute_series_change",
        help="What was changed on this date alone.",
    )
    day_note = fields.Char("About this Day", compute="_compute_day_note")

    # two people, or one and the cron: never the same date twice
    _once_per_series = models.UniqueIndex(
        "(series_id, series_date) WHERE series_id IS NOT NULL",
        "This date of the series was just made by someone else. Nothing was changed: "
        "reload the page.",
    )

    @api.depends(
        lambda self: [
            "series_id",
            "start",
            "stop",
            *self.env["residence.event.series"]._template_fields,
        ]
    )
    @api.depends_context("lang")
    def _compute_series_change(self):
        for event in self:
            changed = event._get_changed_fields() if event._is_changeable() else []
            labels = event.fields_get(changed, ["string"])
            words = [
                labels[name]["string"] for name in changed if name not in WHEN_FIELDS
            ]
            if WHEN_FIELDS & set(changed):
                words.insert(0, self.env._("When"))
            event.series_change = ", ".join(words)

    @api.depends("residence_id", "start")
    @api.depends_context("lang")
    def _compute_day_note(self):
        for event in self:
            is_ready = event.residence_id and event.date and event.state != "done"
            event.day_note = (
                event.residence_id._describe_day(event.date) if is_ready else ""
            )

    @api.constrains("series_id", "residence_id")
    def _check_series_of_residence(self):
        for event in self:
            series = event.series_id
            if series and series.residence_id != event.residence_id:
                raise ValidationError(
                    self.env._(
                        "“Residence”: this event is a date of a series of %s. Make a "
                        "new event for the other residence.",
                        series.residence_id.name,
                    )
                )

    @api.readonly
    def action_make_series(self):
        """Open a new series that begins with this event."""
        self.ensure_one()
        self.check_access("write")
        if self.series_id:
            return self.action_open_series()
        names = self.env["residence.event.series"]._template_fields
        values = self._to_write(self._get_series_values())
        context = {f"default_{name}": values[name] for name in names}
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Make it a Series"),
            "res_model": "residence.event.series",
            "views": [(False, "form")],
            "context": {
                **context,
                **self._get_rule_defaults(),
                "default_residence_id": self.residence_id.id,
                "default_source_event_id": self.id,
                "default_start": fields.Datetime.to_string(self.start),
                "default_stop": fields.Datetime.to_string(self.stop),
                "residence_series_draft": True,
            },
        }

    @api.readonly
    def action_open_series(self):
        """Open the series that this date belongs to."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "residence.event.series",
            "res_id": self.series_id.id,
            "views": [(False, "form")],
        }

    @api.readonly
    def action_apply_to_series(self):
        """Ask which other dates take what was changed on this one."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Apply to Other Dates"),
            "res_model": "residence.event.series.change",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_event_id": self.id},
        }

    def action_follow_series(self):
        """Undo what was changed on this date alone."""
        for event in self.filtered(lambda event: event._is_changeable()):
            wanted = event._get_values_of_series()
            mine = event._get_series_values()
            groups = event.series_id._template_groups
            event.write(self._to_write(merge(mine, mine, wanted, groups)))

    def action_cancel_following(self):
        """Cancel this date and the later ones, and end the series the day before."""
        self.ensure_one()
        series, day, now = self.series_id, self.series_date, fields.Datetime.now()
        if not series:
            raise UserError(self.env._("This event is not a date of a series."))
        later = series.event_ids.filtered(
            lambda event: event.series_date >= day and event._is_coming(now)
        )
        later.action_cancel()
        series._end_before(day)

    def _get_rule_defaults(self):
        """Return a weekly rule on the weekday of the event, for a new series."""
        weekdays = self.env["residence.event.series"]._get_weekday_values(self.date)
        return {f"default_{name}": value for name, value in weekdays.items()}

    def _is_changeable(self):
        return bool(
            self.series_id and self.series_date and self.state in ("draft", "planned")
        )

    def _get_values_of_series(self):
        template = self.series_id._get_template()
        return self.series_id._get_values(template, self.series_date)

    def _get_changed_fields(self):
        """Return the names of the fields that differ from what the series made."""
        mine, made = self._get_series_values(), self._get_values_of_series()
        return [name for name, value in made.items() if mine[name] != value]

    def _is_coming(self, now):
        return self.state in ("draft", "planned") and self.start > now

    def _filter_lived(self):
        lived = super()._filter_lived()
        return lived | self.filtered(
            lambda event: (
                event.expected_count
                or event.is_counted
                or event.actual_cost
                or event.summary
                or event.presence_ids
                or event.cost_ids
                or event.contribution_ids
            )
        )

    def _get_series_bookings(self):
        return self.booking_ids

    def _join_series(self, series):
        """Become the first date of ``series``.

        :raise UserError: if the event is a date of another series already.
        """
        self.ensure_one()
        if self.series_id:
            raise UserError(
                self.env._("“%s” is a date of another series already.", self.name)
            )
        self._unseal().write({"series_id": series.id, "series_date": self.date})
