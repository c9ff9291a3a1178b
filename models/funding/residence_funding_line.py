from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import float_compare

AMOUNTS = ("planned_amount", "planned_valued", "actual_amount", "actual_valued")
COUNTS = ("session_planned", "session_count", "participation_count", "people_count")
FIGURES = (*AMOUNTS, *COUNTS)
# What may still come in once a review is closed.
AFTER_CLOSING = {"evidence_state", "evidence_ids"}


class ResidenceFundingLine(models.Model):
    """One action of a convention: what it costs, what is claimed, what proves it.

    From events: its figures are the report's, never typed
    (``residence_funding_line_figures.py``). By hand: typed. Hours never become euros:
    what a post costs is typed, in euros.
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
        for line in self.filtered(lambda one: one.origin == "events"):
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
