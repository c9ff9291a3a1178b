from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    residence_dwelling_stock = fields.Integer(
        string="Dwellings of the Landlord",
        default=0,
        help="All of them, with or without a shared house: what the coverage is "
        "computed from. 0: those of the residences noted here.",
    )

    _residence_dwelling_stock_positive = models.Constraint(
        "CHECK(residence_dwelling_stock >= 0)",
        "“Dwellings of the Landlord” cannot be below 0: leave 0 to count the "
        "residences noted here.",
    )
