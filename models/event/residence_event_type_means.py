from odoo import fields, models


class ResidenceEventType(models.Model):
    """The type's habits with money, and whether residents decide things there."""

    _inherit = "residence.event.type"

    is_consultation = fields.Boolean(
        string="Decisions Are Taken",
        help="A consultation meeting: its decisions are noted, with who takes care "
        "of each and by when.",
    )
    default_basket_price = fields.Float(
        string="Usual Price of a Basket", digits=(16, 2)
    )
    default_grower_id = fields.Many2one(
        "res.partner",
        string="Usual Grower",
        domain="[('is_company', '=', True)]",
        help="An organisation. After the first basket, the last one's is proposed.",
    )

    _basket_price_positive = models.Constraint(
        "CHECK(default_basket_price >= 0)",
        "“Usual Price of a Basket” cannot be below 0.",
    )
