from odoo import api, fields, models


class ResidenceBriefing(models.Model):
    """« Ce qu'il faut savoir » about a residence: context, and nobody's name.

    Apart from the residence, which the direction reads: a field of it would be kept
    from a role, never from somebody who has two.
    """

    _name = "residence.briefing"
    _description = "What to Know"
    _inherit = ["residence.scoped", "residence.confidential"]
    _rec_name = "residence_id"

    residence_id = fields.Many2one(
        "residence.residence", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="residence_id.company_id", store=True, precompute=True
    )
    body = fields.Text(string="What to Know")

    _one_per_residence = models.Constraint(
        "UNIQUE(residence_id)", "What to know about this residence is written already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse strangers before anything is inserted: a failed insertion would say
        that there is a text already."""
        self.browse().check_access("create")
        if not self.env.su:
            user = self.env.user
            mine = set(user._get_residence_ids("animator", "coordinator"))
            default = self.default_get(["residence_id"]).get("residence_id")
            ids = {vals.get("residence_id", default) for vals in vals_list}
            if not ids <= mine:
                raise self._make_confidential_error()
        return super().create(vals_list)
