from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .residence_residence import PRIORITY_DISTRICT

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
    actual. A closed one keeps its figures
    (``residence_funding_convention_closing.py``).
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
    residence_ids = fields.Many2many(
        "residence.residence",
        "residence_funding_convention_residence_rel",
        "convention_id",
        "residence_id",
        string="Residences",
        domain="[('company_id', '=', company_id)]",
        check_company=True,
        required=True,
    )
    city = fields.Char(
        string="Municipality",
        compute="_compute_place",
        store=True,
        readonly=False,
        precompute=True,
    )
    priority_district_code = fields.Char(
        string="Priority District",
        compute="_compute_place",
        store=True,
        readonly=False,
        precompute=True,
        help="The district's code (code QPV), such as QN07699M.",
    )
    dwelling_count = fields.Integer(
        string="Dwellings",
        compute="_compute_place",
        store=True,
        readonly=False,
        precompute=True,
        help="The landlord's own in the district, whether a residence has a house or "
        "not.",
    )
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

    _dwellings_positive = models.Constraint(
        "CHECK(dwelling_count > 0)", "“Dwellings”: at least 1 in the convention."
    )
    _allowance_positive = models.Constraint(
        "CHECK(allowance_amount >= 0)", "“Allowance” cannot be below 0."
    )
    _year_range = models.Constraint(
        f"CHECK(year BETWEEN {FIRST_YEAR} AND {LAST_YEAR})",
        f"“Year”: from {FIRST_YEAR} to {LAST_YEAR}, such as 2026.",
    )
    _one_per_place = models.UniqueIndex(
        "(company_id, scheme_id, year, LOWER(COALESCE(city, '')),"
        " COALESCE(priority_district_code, ''))"
        " WHERE is_by_action IS NOT TRUE AND active",
        "There is a convention of this scheme for the same landlord, municipality, "
        "district and year already: complete that one.",
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

    @api.depends("residence_ids")
    def _compute_place(self):
        """Propose the residences' municipality, district and dwellings."""
        for convention in self:
            places = convention.residence_ids
            for name in ("city", "priority_district_code"):
                if not convention[name] and places:
                    convention[name] = places[:1][name]
            proposed = sum(places.mapped("dwelling_count"))
            before = sum(convention._origin.residence_ids.mapped("dwelling_count"))
            if not convention.dwelling_count or convention.dwelling_count == before:
                convention.dwelling_count = proposed

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

    @api.constrains("residence_ids")
    def _check_residences(self):
        for convention in self:
            if not convention.residence_ids:
                raise ValidationError(
                    self.env._(
                        "“Residences” of “%s”: choose one at least. Its events fill "
                        "the lines.",
                        convention.name,
                    )
                )

    @api.constrains("priority_district_code", "residence_ids")
    def _check_district(self):
        for convention in self:
            code = convention.priority_district_code
            if code and not PRIORITY_DISTRICT.fullmatch(code):
                raise ValidationError(
                    self.env._(
                        "“Priority District”: %(code)s is not the code of a district. "
                        "It reads QN, three characters for the department, two "
                        "digits and a letter: QN07699M. Leave it empty outside one.",
                        code=code,
                    )
                )
            others = convention.residence_ids.filtered(
                lambda place, code=code: (
                    code and place.priority_district_code not in (False, code)
                )
            )
            if others:
                raise ValidationError(
                    self.env._(
                        "“Residences”: %(residence)s is in the district %(other)s, not "
                        "in %(code)s. Make a convention for each district.",
                        residence=others[0].name,
                        other=others[0].priority_district_code,
                        code=code,
                    )
                )

    @api.constrains("residence_ids", "year", "scheme_id", "active")
    def _check_overlap(self):
        """A residence's year is in one convention of a scheme, or euros count twice."""
        for convention in self.filtered("active"):
            if convention.is_by_action:
                convention.line_ids._check_claimed_once()
                continue
            # sudo: one that the user may not read claims euros as well; only its
            # place, scheme and year are told
            other = self.sudo().search(
                Domain("id", "!=", convention.id)
                & Domain("scheme_id", "=", convention.scheme_id.id)
                & Domain("year", "=", convention.year)
                & Domain("residence_ids", "in", convention.residence_ids.ids),
                limit=1,
            )
            if other:
                shared = other.residence_ids & convention.residence_ids
                raise ValidationError(
                    self.env._(
                        "“Residences”: %(residence)s is in another convention of "
                        "%(scheme)s for %(year)s already, %(other)s. Its expenses "
                        "would be claimed twice.",
                        residence=shared[:1].name,
                        scheme=convention.scheme_id.name,
                        year=convention.year,
                        other=other._get_proposed_name(),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        # a log of who made it would be about people, not about the convention
        quiet = self.with_context(mail_create_nolog=True, mail_create_nosubscribe=True)
        vals_list = [self._normalised(vals) for vals in vals_list]
        return super(ResidenceFundingConvention, quiet).create(vals_list)

    def write(self, vals):
        """Refuse to change what a closed review is made of."""
        closed = self.filtered(lambda one: one.state == "closed")
        if closed and FROZEN & vals.keys():
            raise UserError(
                self.env._(
                    "“%s” is closed: its figures are those that were handed in. Reopen "
                    "it to change them.",
                    closed[0].name,
                )
            )
        return super().write(self._normalised(vals))

    @staticmethod
    def _normalised(vals):
        """Return ``vals`` with places as they are written officially."""
        vals = dict(vals)
        if vals.get("priority_district_code"):
            code = vals["priority_district_code"].replace(" ", "").upper()
            vals["priority_district_code"] = code
        if vals.get("city"):
            vals["city"] = " ".join(vals["city"].split())
        return vals
