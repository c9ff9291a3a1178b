from odoo import api, fields, models
from odoo.exceptions import ValidationError

FIRST_YEAR, LAST_YEAR = 2000, 2100


class ResidenceReview(models.Model):
    """The coordination's words in the review of a residence's year; never a figure.

    Figures come from the report when it is printed. The direction reads these words,
    and staff are not measured: who wrote them, and when, is not kept.
    """

    _name = "residence.review"
    _description = "Yearly Review"
    _named_by = ("residence_id", "year")
    _inherit = "residence.scoped"
    _order = "year desc, residence_id"
    _log_access = False

    residence_id = fields.Many2one(
        "residence.residence",
        required=True,
        ondelete="cascade",
        default=lambda self: self._default_residence_id(),
    )
    company_id = fields.Many2one(
        related="residence_id.company_id", store=True, precompute=True
    )
    year = fields.Integer(
        required=True,
        aggregator=None,
        default=lambda self: fields.Date.context_today(self).year - 1,
    )
    opening = fields.Text(string="The Year in a Few Words")
    residents_part = fields.Text(string="What Residents Carried")
    partners_part = fields.Text(string="With Whom")
    outlook = fields.Text(string="Next Year")

    _one_per_year = models.UniqueIndex(
        "(residence_id, year)",
        "The words of this residence's review of that year are written already: "
        "open them in “Figures”, “Yearly Reviews”.",
    )
    _by_year = models.Index("(year)")

    @api.model
    def _default_residence_id(self):
        """Return the only residence that the user coordinates: none where several."""
        mine = self.env["residence.residence"].search(
            [("coordinator_id", "=", self.env.uid)]
        )
        return mine if len(mine) == 1 else mine.browse()

    def _get_own_name(self):
        return self.env._(
            "%(residence)s, %(year)s",
            residence=self.residence_id.name or "",
            year=self.year,
        )

    @api.constrains("year")
    def _check_year(self):
        for review in self:
            if not FIRST_YEAR <= review.year <= LAST_YEAR:
                raise ValidationError(
                    self.env._(
                        "“Year”: write a civil year with four digits, such as 2026."
                    )
                )

    def action_print(self):
        """Print the review of the year."""
        return self._print("residence_review_report")

    def action_print_without_euros(self):
        """Print it without euros, for the tenants' representatives."""
        return self._print("residence_review_report_no_euros")

    def _print(self, name):
        self.ensure_one()
        report = self.env.ref(f"residence_community.{name}")
        return report.report_action(self, config=False)

    def _get_file_name(self, with_euros=True):
        """Return the name of the printed file, without its extension."""
        self.ensure_one()
        name = self.env._(
            "Review %(year)s - %(residence)s",
            year=self.year,
            residence=self.residence_id.name,
        )
        return name if with_euros else self.env._("%s - without euros", name)
