from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain
from odoo.tools import float_compare

AMOUNTS = ("planned_amount", "planned_valued", "actual_amount", "actual_valued")
COUNTS = ("session_planned", "session_count", "participation_count", "people_count")
FIGURES = (*AMOUNTS, *COUNTS)
# What may still come in once a review is closed.
AFTER_CLOSING = {"evidence_state", "evidence_ids"}
# A line's figure: the report's, summed over the types of the line.
MEASURES = {
    "planned_amount": "axis_planned_cost",
    "planned_valued": "axis_planned_valued",
    "actual_amount": "axis_actual_cost",
    "actual_valued": "axis_actual_valued",
    "session_planned": "axis_events_planned",
    "session_count": "axis_events",
    "participation_count": "axis_participations",
}
PLANNED = ("planned_amount", "planned_valued", "session_planned")


class ResidenceFundingLine(models.Model):
    """One action of a convention: what it costs, what is claimed, what proves it.

    By hand: its figures are typed. From events: they are the report's, or those kept
    when the review was closed. A programme is agreed on before its events are planned:
    what is typed as planned stands, also on a line from events. What was spent and
    claimed of events is never typed. Hours never become euros: what a post costs is
    typed, in euros.
    """

    _name = "residence.funding.line"
    _description = "Funded Action"
    _order = "convention_id, axis_sequence, sequence, id"

    convention_id = fields.Many2one(
        "residence.funding.convention", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="convention_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    scheme_id = fields.Many2one(related="convention_id.scheme_id")
    year = fields.Integer(related="convention_id.year")
    convention_state = fields.Selection(related="convention_id.state")
    axis_id = fields.Many2one(
        "residence.funding.axis",
        required=True,
        ondelete="restrict",
        index=True,
        domain="[('scheme_id', '=', scheme_id)]",
    )
    axis_sequence = fields.Integer(
        "Axis Order",
        related="axis_id.sequence",
        store=True,
        precompute=True,
        aggregator=None,
    )
    axis_to_check = fields.Boolean(related="axis_id.is_to_check")
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Action", required=True)
    origin = fields.Selection(
        [("manual", "By hand"), ("events", "From events")],
        required=True,
        default="manual",
        help="From events: expenses and participations are those of the events that "
        "give this axis a share. By hand: a post, an invoice, a contract.",
    )
    event_type_ids = fields.Many2many(
        "residence.event.type",
        string="Types of Events",
        help="Left empty: all types that give this axis a share.",
    )
    schedule = fields.Char(
        string="Timetable", help="January to December, every Tuesday, in June…"
    )
    other_funding = fields.Monetary(
        help="What others pay of the planned expense. From events: never claimed."
    )
    own_funding = fields.Monetary(
        string="Landlord's Funding", compute="_compute_own_funding"
    )
    ordinary_amount = fields.Monetary(
        string="Ordinary Management",
        help="What the same would cost outside a priority district. Only what exceeds "
        "it may be claimed.",
    )
    assessment = fields.Text(help="What it changed, in a sentence or two. No name.")
    renewal = fields.Selection(
        [
            ("continued", "Continued"),
            ("changed", "Continued, with changes"),
            ("stopped", "Stopped"),
        ]
    )
    evidence_ids = fields.One2many(
        "residence.funding.evidence", "line_id", string="Pieces of Evidence"
    )
    evidence_state = fields.Selection(
        [
            ("missing", "Missing"),
            ("provided", "Provided"),
            ("none", "None needed"),
        ],
        string="Evidence",
        compute="_compute_evidence_state",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )

    planned_amount = fields.Monetary(
        string="Planned Expense",
        compute="_compute_figures",
        inverse=lambda lines: lines._type("planned_amount"),
        help="From events: left as it is, what they plan; typed, what was agreed.",
    )
    planned_valued = fields.Monetary(
        string="Planned, Claimed",
        compute="_compute_figures",
        inverse=lambda lines: lines._type("planned_valued"),
    )
    actual_amount = fields.Monetary(
        string="Actual Expense",
        compute="_compute_figures",
        inverse=lambda lines: lines._type("actual_amount"),
    )
    actual_valued = fields.Monetary(
        string="Actual, Claimed",
        compute="_compute_figures",
        inverse=lambda lines: lines._type("actual_valued"),
    )
    session_planned = fields.Integer(
        string="Sessions Planned",
        compute="_compute_figures",
        inverse=lambda lines: lines._type("session_planned"),
    )
    session_count = fields.Integer(
        string="Sessions Held",
        compute="_compute_figures",
        inverse=lambda lines: lines._type("session_count"),
    )
    participation_count = fields.Integer(
        string="Participations",
        compute="_compute_figures",
        inverse=lambda lines: lines._type("participation_count"),
    )
    people_count = fields.Integer(
        string="Different People",
        compute="_compute_people_count",
        inverse=lambda lines: lines._type("people_count"),
        help="From events: of those who gave their name.",
    )

    planned_rate = fields.Float(
        string="Rate Planned",
        compute="_compute_rates",
        help="Claimed, of the expense: computed from the amounts, never typed.",
    )
    actual_rate = fields.Float(string="Rate", compute="_compute_rates")
    gap_amount = fields.Monetary(
        string="Gap", compute="_compute_rates", help="Actual expense, less planned."
    )

    typed_planned_amount = fields.Monetary(copy=True)
    typed_planned_valued = fields.Monetary()
    typed_actual_amount = fields.Monetary(copy=False)
    typed_actual_valued = fields.Monetary(copy=False)
    typed_session_planned = fields.Integer()
    typed_session_count = fields.Integer(copy=False)
    typed_participation_count = fields.Integer(copy=False)
    typed_people_count = fields.Integer(copy=False)

    closed_figures = fields.Json(
        copy=False, help="What the report said when the review was closed."
    )
    is_changed = fields.Boolean(
        compute="_compute_is_changed",
        help="The events say something else than the review that was closed.",
    )

    _amounts_positive = models.Constraint(
        "CHECK(other_funding >= 0 AND ordinary_amount >= 0)",
        "“Other Funding” and “Ordinary Management” cannot be below 0.",
    )

    @api.depends("planned_amount", "other_funding")
    def _compute_own_funding(self):
        for line in self:
            line.own_funding = line.planned_amount - line.other_funding

    @api.depends("evidence_ids")
    def _compute_evidence_state(self):
        for line in self:
            if line.evidence_ids:
                line.evidence_state = "provided"
            elif not line.evidence_state:
                line.evidence_state = "missing"

    @api.depends(
        "axis_id",
        "closed_figures",
        "convention_id.residence_ids",
        "convention_id.state",
        "convention_id.year",
        "event_type_ids",
        "ordinary_amount",
        "origin",
        "other_funding",
        *(f"typed_{name}" for name in FIGURES),
    )
    def _compute_figures(self):
        names = (*MEASURES,)
        for line in self:
            line.update({name: line[f"typed_{name}"] for name in names})
        from_events = self.filtered(lambda line: line.origin == "events")
        live = from_events.filtered(lambda line: not line._is_kept())
        for line in from_events - live:
            line.update({name: line.closed_figures.get(name) or 0 for name in names})
        for line, figures in live._read_figures().items():
            typed = {name: line[f"typed_{name}"] for name in PLANNED}
            line.update(
                figures | {name: value for name, value in typed.items() if value}
            )

    @api.depends(
        "axis_id",
        "closed_figures",
        "convention_id.residence_ids",
        "convention_id.state",
        "convention_id.year",
        "event_type_ids",
        "origin",
        "typed_people_count",
    )
    def _compute_people_count(self):
        for line in self:
            if line.origin != "events":
                line.people_count = line.typed_people_count
            elif line._is_kept():
                line.people_count = line.closed_figures.get("people_count") or 0
            else:
                line.people_count = line._read_people()

    @api.depends(*AMOUNTS)
    def _compute_rates(self):
        for line in self:
            planned, actual = line.planned_amount, line.actual_amount
            line.planned_rate = line.planned_valued / planned if planned else 0
            line.actual_rate = line.actual_valued / actual if actual else 0
            line.gap_amount = actual - planned

    @api.depends("closed_figures", "convention_id.state", *FIGURES)
    def _compute_is_changed(self):
        kept = self.filtered(lambda line: line._is_kept())
        (self - kept).is_changed = False
        for line, figures in kept._read_figures().items():
            line.is_changed = any(
                round(value - (line.closed_figures.get(name) or 0), 2)
                for name, value in figures.items()
                if name not in PLANNED or not line[f"typed_{name}"]
            )

    @api.constrains("axis_id", "convention_id")
    def _check_axis(self):
        for line in self:
            axis, convention = line.axis_id, line.convention_id
            if axis.scheme_id != convention.scheme_id:
                raise ValidationError(
                    self.env._(
                        "“Axis”: “%(axis)s” is not one of %(scheme)s.",
                        axis=axis.display_name,
                        scheme=convention.scheme_id.name,
                    )
                )
            year = convention._get_period()
            if (axis.date_from and axis.date_from > year.last) or (
                axis.date_to and axis.date_to < year.first
            ):
                raise ValidationError(
                    self.env._(
                        "“Axis”: “%(axis)s” is not in force in %(year)s. Choose an "
                        "axis of that year.",
                        axis=axis.display_name,
                        year=convention.year,
                    )
                )

    @api.constrains("axis_id", "origin", "event_type_ids", "convention_id")
    def _check_claimed_once(self):
        """Refuse two lines that would claim the same events."""
        for line in self.filtered(lambda line: line.origin == "events"):
            convention = line.convention_id
            # sudo: a convention that the user may not read claims euros as well
            others = self.sudo().search(
                Domain("id", "!=", line.id)
                & Domain("origin", "=", "events")
                & Domain("axis_id", "=", line.axis_id.id)
                & Domain("convention_id.active", "=", True)
                & Domain("convention_id.year", "=", convention.year)
                & Domain(
                    "convention_id.residence_ids", "in", convention.residence_ids.ids
                )
            )
            for other in others:
                mine, theirs = line.event_type_ids, other.event_type_ids
                if not (mine and theirs) or mine & theirs:
                    raise ValidationError(
                        self.env._(
                            "“%(line)s”: the line “%(other)s” takes the same events on "
                            "the same axis. Choose other “Types of Events”: no euro "
                            "is claimed twice.",
                            line=line.name,
                            other=other.name,
                        )
                    )

    @api.constrains(
        *(f"typed_{name}" for name in FIGURES), "other_funding", "ordinary_amount"
    )
    def _check_amounts(self):
        for line in self:
            line._check_typed()

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_open()
        return lines

    def write(self, vals):
        if not vals.keys() <= AFTER_CLOSING:
            self._check_open()
        result = super().write(vals)
        if "convention_id" in vals:
            self._check_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_if_open(self):
        self._check_open()

    def _check_typed(self):
        """Raise ValidationError where typed amounts contradict each other."""
        self.ensure_one()
        if any(self[f"typed_{name}"] < 0 for name in FIGURES):
            raise ValidationError(
                self.env._("“%s”: amounts and counts cannot be below 0.", self.name)
            )
        if self.origin == "events":
            return  # what the report says, and no more than it may claim
        for amount, valued, label in (
            (
                self.planned_amount - self.other_funding - self.ordinary_amount,
                self.planned_valued,
                self.env._("Planned, Claimed"),
            ),
            (
                self.actual_amount - self.ordinary_amount,
                self.actual_valued,
                self.env._("Actual, Claimed"),
            ),
        ):
            if valued and float_compare(valued, max(amount, 0), precision_digits=2) > 0:
                raise ValidationError(
                    self.env._(
                        "“%(label)s” of “%(line)s”: %(valued)s is more than the "
                        "%(amount)s that the landlord spends beyond ordinary "
                        "management. Only that may be claimed.",
                        label=label,
                        line=self.name,
                        valued=self.currency_id.format(valued),
                        amount=self.currency_id.format(max(amount, 0)),
                    )
                )

    def _check_open(self):
        """Raise UserError where the convention is closed: its figures are kept."""
        for convention in self.convention_id:
            if convention.state == "closed":
                raise UserError(
                    self.env._(
                        "“%s” is closed: its figures are those that were handed in. "
                        "Reopen it to change them.",
                        convention.name,
                    )
                )

    def _type(self, name):
        """Keep a figure that somebody typed; what events say is not typed over."""
        for line in self:
            if line.origin == "manual" or name in PLANNED:
                line[f"typed_{name}"] = line[name]

    def _is_kept(self):
        """Return whether the figures are those of the day the review was closed."""
        self.ensure_one()
        return self.convention_id.state == "closed" and bool(self.closed_figures)

    def _keep_figures(self):
        """Keep what the report says now, for a review that is being closed."""
        for line in self.filtered(lambda line: line.origin == "events"):
            line.closed_figures = {name: line[name] for name in FIGURES}

    def _get_renewed(self, factor):
        """Return the values of the same action in a later programme.

        :param float factor: what the planned amounts are multiplied by.
        """
        self.ensure_one()
        money = ("planned_amount", "planned_valued", "other_funding", "ordinary_amount")
        return {
            "axis_id": self.axis_id.id,
            "sequence": self.sequence,
            "name": self.name,
            "origin": self.origin,
            "event_type_ids": [Command.set(self.event_type_ids.ids)],
            "schedule": self.schedule,
            "session_planned": self.session_planned,
            "evidence_state": "none" if self.evidence_state == "none" else "missing",
            **{name: self.currency_id.round(self[name] * factor) for name in money},
        }

    def _get_report(self):
        """Return the figures to read the lines from.

        sudo: a convention has the same amounts for whoever may read it. Sums come
        back, of the residences of that very convention, and never a row of an event.
        What is only typed yet, in a form or by whoever calls ``onchange``, is no
        convention: it is read with the user's own rights.
        """
        report = self.env["residence.activity.report"]
        is_stored = all(self._ids) and bool(self.convention_id.id)
        return report.sudo() if is_stored else report

    def _get_figures_domain(self):
        convention = self.convention_id
        period = convention._get_period()
        return (
            Domain("axis_id", "in", self.axis_id._origin.ids)
            & Domain("residence_id", "in", convention.residence_ids._origin.ids)
            & Domain("date", ">=", period.first)
            & Domain("date", "<=", period.last)
        )

    def _read_figures(self):
        """Return {line: {name: figure}} of lines from events: a query a convention."""
        figures = {}
        for lines in self.grouped("convention_id").values():
            groups = lines._get_report()._read_group(
                lines._get_figures_domain(),
                ["axis_id", "event_type_id"],
                [f"{measure}:sum" for measure in MEASURES.values()],
            )
            for line in lines:
                figures[line] = line._sum_figures(groups)
        return figures

    def _sum_figures(self, groups):
        """Return the line's figures, of what it may claim of its own events."""
        self.ensure_one()
        kinds = self.event_type_ids._origin
        rows = [
            sums
            for axis, kind, *sums in groups
            if axis == self.axis_id._origin and (not kinds or kind in kinds)
        ]
        none = [0] * len(MEASURES)
        columns = zip(none, *rows, strict=True)
        totals = [sum(value or 0 for value in column) for column in columns]
        figures = dict(zip(MEASURES, totals, strict=True))
        for name in AMOUNTS:  # sums of cents, without the dust of their last digits
            figures[name] = self.currency_id.round(figures[name])
        for amount, valued in (
            ("planned_amount", "planned_valued"),
            ("actual_amount", "actual_valued"),
        ):
            # what others pay, or ordinary management, is not claimed a second time
            paid = self.ordinary_amount + self.other_funding
            figures[valued] = min(figures[valued], max(figures[amount] - paid, 0))
        return figures

    def _read_people(self):
        """Return how many different people were named at the line's events."""
        self.ensure_one()
        domain = self._get_figures_domain()
        if kinds := self.event_type_ids._origin:
            domain &= Domain("event_type_id", "in", kinds.ids)
        [(people,)] = self._get_report()._read_group(
            domain & Domain("axis_id", "in", self.axis_id._origin.ids),
            aggregates=["unique_people:count_distinct"],
        )
        return people or 0
