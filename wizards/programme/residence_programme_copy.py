from dataclasses import replace

from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class ResidenceProgrammeCopy(models.TransientModel):
    """Copy the programme of a residence to another: how a new house begins.

    Types belong to all residences; series, their partners, hours and budgets are
    copied as drafts. Nothing is on the new house's calendar before somebody there has
    looked at each and made its dates.
    """

    _name = "residence.programme.copy"
    _description = "Copy a Programme"

    source_id = fields.Many2one(
        "residence.residence",
        string="From Residence",
        required=True,
        ondelete="cascade",
    )
    target_id = fields.Many2one(
        "residence.residence",
        string="To Residence",
        required=True,
        ondelete="cascade",
        domain="[('id', '!=', source_id)]",
    )
    date_start = fields.Date(
        "From When",
        required=True,
        default=fields.Date.context_today,
        help="Each series begins on its first day from this date on.",
    )
    with_partners = fields.Boolean(
        "With their partners", default=True, help="The same grower, the same school."
    )
    with_costs = fields.Boolean("With their budgets", default=True)
    line_ids = fields.One2many(
        "residence.programme.copy.line",
        "copy_id",
        string="Series",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )

    @api.depends("source_id", "target_id")
    def _compute_line_ids(self):
        """List the series of the source, ticked; those that ended are left unticked."""
        for copy in self:
            series = self.env["residence.event.series"].search(
                [("residence_id", "=", copy.source_id.id)]
            )
            copy.line_ids = [
                Command.clear(),
                *(
                    Command.create(
                        {"series_id": one.id, "is_chosen": one.state != "stopped"}
                    )
                    for one in series
                ),
            ]

    def action_copy(self):
        """Create the drafts and show them.

        :raise UserError: with nothing to copy, or onto the same residence.
        """
        self.ensure_one()
        self.source_id.check_access("write")
        self.target_id.check_access("write")
        if self.source_id == self.target_id:
            raise UserError(self.env._("“To Residence”: choose another one."))
        chosen = self.line_ids.filtered("is_chosen").series_id
        if not chosen:
            raise UserError(
                self.env._(
                    "“Series”: tick at least one. A residence without series: make "
                    "them first, from its events."
                )
            )
        copies = self.env["residence.event.series"].create(
            [self._prepare_series(series) for series in chosen]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_event_series_action"
        )
        return {
            **action,
            "domain": [("id", "in", copies.ids)],
            "context": {"create": False},
        }

    def _prepare_series(self, series):
        """Return the values of the copy of one series, for the target."""
        target, spaces = self.target_id, self._get_spaces(series)
        start, stop = self._get_first(series)
        team = target.animator_ids
        values = series.copy_data()[0] | {
            "residence_id": target.id,
            "animator_id": team.id if len(team) == 1 else False,
            "space_id": spaces.get(series.space_id, False),
            "extra_space_ids": [
                Command.set(
                    [spaces[one] for one in series.extra_space_ids if one in spaces]
                )
            ],
            "start": start,
            "stop": stop,
            "note": False,
            "state": "draft",
        }
        if not self.with_partners:
            values["partner_ids"] = False
        if not self.with_costs:
            values["planned_cost"] = 0
        if series.until and series.until < self.date_start:
            values |= {"end_type": "never", "until": False}
        return values

    def _get_first(self, series):
        """Return the first slot: the first day of the rule, at the same local hour."""
        clock, tz = series._get_clock(), self.target_id.tz
        rule = series._get_rule()
        day = next(replace(rule, until=None, count=None).days(self.date_start))
        return replace(clock, tz=tz).on(day)

    def _get_spaces(self, series):
        """Return {space of the source: id of the target's space of that name}."""
        names = {space.name.casefold(): space.id for space in self.target_id.space_ids}
        return {
            space: names[space.name.casefold()]
            for space in series.space_id | series.extra_space_ids
            if space.name.casefold() in names
        }
