from odoo import fields, models


class ResidenceEventCost(models.Model):
    """One expense of an event, where somebody itemises what was spent.

    Where an event has lines, « Dépensé » is their sum (``residence_event_means.py``).
    """

    _name = "residence.event.cost"
    _description = "Cost Line"
    _named_by = ("name", "kind")
    _inherit = "residence.scoped"
    _order = "event_id, id"
    _scoped_by = ("event_id",)

    event_id = fields.Many2one(
        "residence.event", required=True, ondelete="cascade", index=True
    )
    residence_id = fields.Many2one(
        related="event_id.residence_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="event_id.company_id", store=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        [
            ("food", "Food"),
            ("supplies", "Supplies"),
            ("speaker", "Speaker"),
            ("transport", "Transport"),
            ("communication", "Communication"),
            ("other", "Other"),
        ],
        required=True,
        default="food",
    )
    amount = fields.Monetary(required=True)
    name = fields.Char(string="Label", help="Bread, paint, bus… No one's name.")
    # an attachment of the line: who may not read the line does not reach it
    receipt = fields.Image(
        string="Receipt (photo)", max_width=1600, max_height=1600, copy=False
    )

    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "“Amount”: each expense is more than 0."
    )

    def _get_own_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return self.name or kinds.get(self.kind)
