from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class ResidenceIdeaAuthor(models.Model):
    """Who had an idea: a resident's name, kept apart from the idea.

    It has the rights of names: the team of the residence, not its coordination. It
    goes by itself where the idea has not moved for as long as names are kept.
    """

    _name = "residence.idea.author"
    _description = "Who Had an Idea"
    _inherit = "residence.scoped"
    _scoped_by = ("idea_id",)

    idea_id = fields.Many2one("residence.idea", required=True, ondelete="cascade")
    residence_id = fields.Many2one(
        related="idea_id.residence_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="idea_id.company_id", store=True, precompute=True
    )
    name = fields.Char(required=True)

    _one_per_idea = models.Constraint(
        "UNIQUE(idea_id)", "Who had this idea is noted already."
    )

    def _erase_name(self):
        """Forget who had the ideas, which stay."""
        self.unlink()

    @api.model
    def _purge_names(self):
        """Forget who had an idea that has not moved for as long as names are kept."""
        today = fields.Date.today()
        for [company] in self._read_group([], ["company_id"]):
            months = company.residence_retention_months
            self.search(
                [
                    ("company_id", "=", company.id),
                    ("idea_id.state_date", "<", today - relativedelta(months=months)),
                ]
            ).unlink()
