from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools.period import civil_year
from ..house.residence_residence import with_official_district

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
REMIND_DAYS = (30, 7)


class ResidenceFundingConvention(models.Model):
    """« Convention »: what a funder and a landlord agreed on, one place and one year.

    A programme before the year, a review after it: the same lines, planned and then
    actual. No other convention of the scheme claims the same place in the same year.
    A closed one keeps its figures, and what is due is reminded of.
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

    closed_on = fields.Date(readonly=True, copy=False)
    reminded_days = fields.Integer(
        copy=False, help="How many days before the date the direction was reminded."
    )
    notice = fields.Text(compute="_compute_notice")

    _allowance_positive = models.Constraint(
        "CHECK(allowance_amount >= 0)", "“Allowance” cannot be below 0."
    )
    _year_range = models.Constraint(
        f"CHECK(year BETWEEN {FIRST_YEAR} AND {LAST_YEAR})",
        f"“Year”: from {FIRST_YEAR} to {LAST_YEAR}, such as 2026.",
    )
    _dwellings_positive = models.Constraint(
        "CHECK(dwelling_count > 0)", "“Dwellings”: at least 1 in the convention."
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

    @api.depends("closed_on", "state", "line_ids.is_changed")
    def _compute_notice(self):
        """Say of a closed review what its events have become since."""
        for convention in self:
            changed = convention.line_ids.filtered("is_changed")
            convention.notice = bool(changed) and self.env._(
                "Since this review was closed on %(day)s, events have changed or "
                "moved: %(lines)s. Its figures are still those that were handed in. "
                "Reopen it to take the new ones.",
                day=format_date(self.env, convention.closed_on),
                lines=", ".join(changed.mapped("name")),
            )

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
            self.env["residence.residence"]._check_district_code(code)
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
        return super(ResidenceFundingConvention, quiet).create(
            [self._normalised(vals) for vals in vals_list]
        )

    def write(self, vals):
        """Keep the figures of what is closed, and refuse to change a closed review."""
        state = vals.get("state")
        if state == "closed":
            self.filtered(lambda convention: convention.state != state)._keep_figures()
        self._check_frozen(vals)
        vals = self._normalised(vals)
        if state:
            vals["closed_on"] = state == "closed" and fields.Date.context_today(self)
        if "due_date" in vals:
            vals["reminded_days"] = 0
        result = super().write(vals)
        if state == "closed" or "due_date" in vals:
            # sudo: everyone's reminder goes, whoever handed the review in
            self.sudo()._get_reminders().unlink()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_if_open(self):
        for convention in self:
            if convention.state == "closed":
                raise UserError(
                    self.env._(
                        "“%s” is closed: archive it, or reopen it before you delete "
                        "it.",
                        convention.name,
                    )
                )

    def action_start(self):
        """The programme is agreed on: the year is under way."""
        self.state = "running"

    def action_close(self):
        """Close the review: its figures stay as they are now."""
        self.state = "closed"

    def action_reopen(self):
        """Open the review again: its figures are those of the events today."""
        self.state = "running"

    def _get_proposed_name(self):
        parts = [self.city, self.priority_district_code]
        place = " ".join(part for part in parts if part)
        head = " ".join(
            str(part) for part in (self.scheme_id.code, self.year) if part
        ).upper()
        return f"{head} – {place}" if place else head

    @api.model
    def _get_frozen_fields(self):
        """Return the names of what stays as it is once the review is closed."""
        return FROZEN

    @staticmethod
    def _normalised(vals):
        """Return ``vals`` with places as they are written officially."""
        vals = with_official_district(vals)
        if vals.get("city"):
            vals["city"] = " ".join(vals["city"].split())
        return vals

    def _check_frozen(self, vals):
        """Raise UserError where ``vals`` would change what a closed review says."""
        closed = self.filtered(lambda convention: convention.state == "closed")
        if closed and self._get_frozen_fields() & vals.keys():
            raise UserError(
                self.env._(
                    "“%s” is closed: its figures are those that were handed in. Reopen "
                    "it to change them.",
                    closed[0].name,
                )
            )

    def _keep_figures(self):
        """Keep what the report says of the lines now.

        :raise UserError: where a year is not over: its review cannot be closed.
        """
        today = fields.Date.context_today(self)
        for convention in self:
            if convention._get_period().last >= today:
                raise UserError(
                    self.env._(
                        "“%(convention)s”: %(year)s is not over. Close the review once "
                        "its events have taken place.",
                        convention=convention.name,
                        year=convention.year,
                    )
                )
        self.line_ids._keep_figures()

    def _get_period(self):
        """Return the civil year of the convention."""
        self.ensure_one()
        year = min(max(self.year or fields.Date.today().year, 1), 9999)
        return civil_year(fields.Date.today().replace(year=year, month=1, day=1))

    @api.model
    def _cron_remind(self):
        """Remind the direction of what is due, once per stage; called every day."""
        today = fields.Date.today()
        due = self.search(
            Domain("state", "!=", "closed")
            & Domain("due_date", ">=", today)
            & Domain("due_date", "<=", today + timedelta(days=max(REMIND_DAYS)))
        )
        for convention in due:
            left = (convention.due_date - today).days
            stage = min(days for days in REMIND_DAYS if left <= days)
            if not convention.reminded_days or stage < convention.reminded_days:
                convention._remind()
                convention.reminded_days = stage

    def _get_reminders(self):
        """Return the reminders that nobody has marked as done."""
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("automated", "=", True),
            ]
        )

    def _get_reminded_users(self):
        """Return the landlord's direction; the administration where there is none."""
        self.ensure_one()
        for role in ("management", "administrator"):
            group = self.env.ref(f"residence_community.group_{role}")
            users = group.all_user_ids.filtered(
                lambda user: user.active and self.company_id in user.company_ids
            )
            if users:
                return users
        return self.env["res.users"]

    def _remind(self):
        """Give each of them an activity, unless they have it still."""
        self.ensure_one()
        reminded = self._get_reminders().user_id
        for user in self._get_reminded_users() - reminded:
            speaking = self.with_context(
                lang=user.lang, mail_activity_quick_update=True
            )
            speaking.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=self.due_date,
                summary=speaking.env._(
                    "%(convention)s: to hand in by %(day)s",
                    convention=self.name,
                    day=format_date(speaking.env, self.due_date),
                ),
                user_id=user.id,
            )
