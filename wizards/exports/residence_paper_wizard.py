from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .residence_period_choice import PERIODS

YEARS = 5  # that a review may be printed of
MAX_PAGES, MAX_REVIEWS = 40, 10  # residences at a time


class ResidencePaperWizard(models.TransientModel):
    """Which paper, over which days."""

    _name = "residence.paper.wizard"
    _inherit = "residence.period.choice"
    _description = "Documents to Print"

    _remembered = ("document", "period", "without_euros")

    document = fields.Selection(
        [
            ("one_page", "The essentials: one page per residence"),
            ("all", "The essentials: one page for all residences"),
            ("review", "The review of a year"),
        ],
        required=True,
        default="one_page",
    )
    period = fields.Selection(default="twelve_months")
    year = fields.Selection(
        lambda self: self._get_years(),
        required=True,
        default=lambda self: self._get_years()[1][0],
    )
    residence_ids = fields.Many2many(default=lambda self: self._default_residence_ids())
    without_euros = fields.Boolean(
        help="For the tenants' representatives: no amount anywhere."
    )
    missing_count = fields.Integer("Wrap-ups missing", compute="_compute_notice")
    notice = fields.Char(compute="_compute_notice")
    may_write_words = fields.Boolean(compute="_compute_may_write_words")

    @api.model
    def _get_years(self):
        """Return the years that have a review, this one first."""
        this_year = fields.Date.context_today(self).year
        years = [str(this_year - back) for back in range(YEARS)]
        return [(year, year) for year in years]

    @api.model
    def _default_residence_ids(self):
        context = self.env.context
        if context.get("active_model") != "residence.residence":
            return self.env["residence.residence"]
        return self.env["residence.residence"].browse(context.get("active_ids") or [])

    @api.depends("document", "date_from", "date_to", "year", "residence_ids")
    def _compute_notice(self):
        """Say before it is printed why it cannot be, and what is provisional."""
        for wizard in self:
            wizard.notice = wizard._get_refusal()
            wizard.missing_count = 0
            if not wizard.notice:
                _rows, wizard.missing_count = wizard._get_sheets()._count(
                    wizard._get_period(), wizard._get_residences()
                )

    @api.depends("document", "year", "residence_ids")
    def _compute_may_write_words(self):
        reviews = self.env["residence.review"]
        for wizard in self:
            wizard.may_write_words = (
                wizard.document == "review"
                and len(wizard.residence_ids) == 1
                and (wizard._find_review() or reviews.has_access("create"))
            )

    def action_print(self):
        """Remember the choices and print.

        :raise UserError: where they make no document.
        """
        self.ensure_one()
        if refusal := self._get_refusal():
            raise UserError(refusal)
        self._remember()
        report = self.env.ref("residence_community.residence_paper_wizard_report")
        return report.report_action(self, config=False)

    def action_write_words(self):
        """Open the words of the review that was chosen."""
        self.ensure_one()
        residence = self._get_residences()
        residence.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Yearly Review"),
            "res_model": "residence.review",
            "res_id": self._find_review().id,
            "views": [(False, "form")],
            "context": {
                "default_residence_id": residence.id,
                "default_year": int(self.year),
            },
        }

    @api.model
    def _get_remembered(self):
        """Return the period and whether with euros, as the user chose them last."""
        values = self.default_get(["period", "without_euros"])
        choose = PERIODS.get(values.get("period"), PERIODS["twelve_months"])
        period = choose(fields.Date.context_today(self))
        return period, not values.get("without_euros")

    def _get_pages(self):
        """Return what the document shows, with the rights of who prints it."""
        self.ensure_one()
        if refusal := self._get_refusal():
            raise UserError(refusal)
        companies = self.env.user.company_ids.ids
        figures = self.env["residence.paper.figures"].with_context(
            allowed_company_ids=companies
        )
        residences = self._get_residences()
        figures._check_figures_access(residences)
        with_euros = not self.without_euros
        if self.document == "review":
            return figures._get_reviews(residences, int(self.year), with_euros)
        make = (
            figures._get_pages_of_all
            if self.document == "all"
            else figures._get_pages_of_each
        )
        return make(residences, self._get_period(), with_euros)

    def _get_refusal(self):
        """Return why it cannot be printed, empty where it can."""
        self.ensure_one()
        if not self._get_period():
            return self.env._("“From” must come before “To”.")
        if self.document == "all":
            return ""
        limit = MAX_REVIEWS if self.document == "review" else MAX_PAGES
        count = len(self._get_residences())
        if not count:
            return self.env._("“Residences”: there is none yet that you may read.")
        if count > limit:
            return self.env._(
                "“Residences”: %(count)s are chosen, and %(limit)s at a time are "
                "printed at most. Choose fewer.",
                count=count,
                limit=limit,
            )
        return ""

    def _get_period(self):
        """Return the period, None while its dates make none."""
        if self.document == "review":
            figures = self.env["residence.paper.figures"]
            return figures._get_years(int(self.year))[-1] if self.year else None
        return super()._get_period()

    def _get_residences(self):
        """Return the residences chosen, all those that the user may read by default."""
        chosen = self.residence_ids._origin
        everywhere = self._get_sheets().env["residence.residence"]
        if chosen:
            return everywhere.browse(chosen.ids)
        return everywhere.search_fetch(Domain.TRUE, ["name"])

    def _find_review(self):
        return self.env["residence.review"].search(
            [
                ("residence_id", "in", self.residence_ids._origin.ids),
                ("year", "=", int(self.year or 0)),
            ],
            limit=1,
        )

    def _get_file_name(self):
        """Return the name of the printed file, without its extension."""
        self.ensure_one()
        if self.document == "review":
            dates = self.year
        else:
            dates = f"{self.date_from} - {self.date_to}"
        names = self._get_residences().mapped("name")
        where = names[0] if len(names) == 1 else self.env._("all residences")
        what = (
            self.env._("Review")
            if self.document == "review"
            else self.env._("The essentials")
        )
        return f"{what} {dates} - {where}"
