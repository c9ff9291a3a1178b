from odoo import api, fields, models
from odoo.exceptions import UserError

FIRST_YEAR, LAST_YEAR = 2015, 2100  # the TFPB's national framework is of 2015
STATES = [
    ("programme", "Programme"),
    ("running", "Under way"),
    ("closed", "Review closed"),
]
# What the totals and the header of a closed review are made of.
FROZEN = {
    "scheme_id",
    "company_id",
    "city",
    "priority_district_code",
    "residence_ids",
    "year",
    "dwelling_count",
    "allowance_amount",
    "line_ids",
}


class ResidenceFundingConvention(models.Model):
    """« Convention »: what a funder and a landlord agreed on, one place and one year.

    A programme before the year, a review after it: the same lines, planned and then
    actual. Where: ``residence_funding_convention_place.py``. A closed one keeps its
    figures: ``residence_funding_convention_closing.py``.
    """

    _name = "residence.funding.convention"
    _description = "Funding Convention"
    _inherit = ["residence.thread", "mail.activity.mixin"]
    _order = "year desc, scheme_id, city, id"
    _check_company_auto = True

    name = fields.Char(
        compute="_compute_name",
        inverse="_inverse_name",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    title = fields.Char(
        string="Name of Its Own",
        help="Of an action, for instance. Left empty: scheme, year and place.",
    )
    active = fields.Boolean(default=True)
    scheme_id = fields.Many2one(
        "residence.funding.scheme", required=True, ondelete="restrict", index=True
    )
    scheme_code = fields.Char(related="scheme_id.code")
    is_by_action = fields.Boolean(
        related="scheme_id.is_by_action", store=True, precompute=True
    )
    company_id = fields.Many2one(
        "res.company",
        string="Landlord",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    year = fields.Integer(
        required=True, default=lambda self: fields.Date.context_today(self).year
    )
    allowance_amount = fields.Monetary(
        string="Allowance",
        help="TFPB: the tax that is not paid (montant d'abattement). Others: granted.",
    )
    due_date = fields.Date(
        string="To Hand In By",
        help="The direction is reminded 30 days before, and 7.",
    )
    state = fields.Selection(
        STATES, string="Status", required=True, default="programme", copy=False
    )
    line_ids = fields.One2many(
        "residence.funding.line", "convention_id", string="Actions"
    )
    column_ids = fields.One2many(
        "residence.funding.column", "convention_id", string="Columns", copy=True
    )

    planned_amount = fields.Monetary(
        string="Planned Expense", compute="_compute_totals"
    )
    planned_valued = fields.Monetary(
        string="Planned, Claimed", compute="_compute_totals"
    )
    actual_amount = fields.Monetary(string="Actual Expense", compute="_compute_totals")
    actual_valued = fields.Monetary(string="Actual, Claimed", compute="_compute_totals")
    balance_amount = fields.Monetary(
        string="Left to Justify",
        compute="_compute_totals",
        help="The allowance, less what the review claims. Below 0: more than needed.",
    )
    missing_evidence_count = fields.Integer(
        string="Missing Evidence", compute="_compute_totals"
    )

    _allowance_positive = models.Constraint(
        "CHECK(allowance_amount >= 0)", "“Allowance” cannot be below 0."
    )
    _year_range = models.Constraint(
        f"CHECK(year BETWEEN {FIRST_YEAR} AND {LAST_YEAR})",
        f"“Year”: from {FIRST_YEAR} to {LAST_YEAR}, such as 2026.",
    )

    @api.depends("title", "scheme_id", "year", "city", "priority_district_code")
    def _compute_name(self):
        for convention in self:
            convention.name = convention.title or convention._get_proposed_name()

    def _inverse_name(self):
        for convention in self:
            if convention.name != convention._get_proposed_name():
                convention.title = convention.name

    def _get_proposed_name(self):
        parts = [self.city, self.priority_district_code]
        place = " ".join(part for part in parts if part)
        head = " ".join(
            str(part) for part in (self.scheme_id.code, self.year) if part
        ).upper()
        return f"{head} – {place}" if place else head

    @api.depends(
        "allowance_amount",
        "line_ids.planned_amount",
        "line_ids.planned_valued",
        "line_ids.actual_amount",
        "line_ids.actual_valued",
        "line_ids.evidence_state",
    )
    def _compute_totals(self):
        names = ("planned_amount", "planned_valued", "actual_amount", "actual_valued")
        for convention in self:
            lines = convention.line_ids
            for name in names:
                convention[name] = sum(lines.mapped(name))
            convention.balance_amount = (
                convention.allowance_amount - convention.actual_valued
            )
            missing = lines.filtered(lambda line: line.evidence_state == "missing")
            convention.missing_evidence_count = len(missing)

    @api.model_create_multi
    def create(self, vals_list):
        # a log of who made it would be about people, not about the convention
        quiet = self.with_context(mail_create_nolog=True, mail_create_nosubscribe=True)
        return super(ResidenceFundingConvention, quiet).create(vals_list)

    def write(self, vals):
        """Refuse to change what a closed review is made of."""
        closed = self.filtered(lambda one: one.state == "closed")
        if closed and self._get_frozen_fields() & vals.keys():
            raise UserError(
                self.env._(
                    "“%s” is closed: its figures are those that were handed in. Reopen "
                    "it to change them.",
                    closed[0].name,
                )
            )
        return super().write(vals)

    @api.model
    def _get_frozen_fields(self):
        """Return the names of what stays as it is once the review is closed."""
        return FROZEN
