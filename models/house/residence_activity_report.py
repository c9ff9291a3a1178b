from odoo import api, fields, models


class ResidenceActivityReport(models.Model):
    """Where figures are: the residence, and the ages of those who came."""

    _inherit = "residence.activity.report"

    _depends = {"residence.residence": ["dwelling_count"]}

    residence_id = fields.Many2one("residence.residence", readonly=True)
    phase = fields.Selection(related="residence_id.phase")
    priority_district_code = fields.Char(related="residence_id.priority_district_code")
    dwelling_count = fields.Integer(related="residence_id.dwelling_count")
    age_bracket_id = fields.Many2one(
        "residence.age.bracket", "Generation", readonly=True
    )
    detail_bracket_id = fields.Many2one(
        "residence.age.bracket",
        "Age Bracket Counted",
        readonly=True,
        help="The detailed bracket, or the generation where no detail was counted.",
    )

    @api.model
    def _get_columns(self):
        return {
            **super()._get_columns(),
            "residence_id": "int4",
            "age_bracket_id": "int4",
            "detail_bracket_id": "int4",
        }

    @api.model
    def _get_followed(self):
        return {
            **super()._get_followed(),
            "residence.residence": {
                "name",
                "code",
                "house_name",
                "active",
                "company_id",
                "city",
                "dwelling_count",
                "phase",
                "tz",
                "priority_district_code",
            },
            "residence.age.bracket": {
                "name",
                "active",
                "sequence",
                "parent_id",
                "min_age",
                "max_age",
                "is_unspecified",
            },
        }
