from odoo import fields, models
from odoo.exceptions import UserError

LEAST, MOST = -100, 1000  # percent: a slip of the finger, beyond them


class ResidenceFundingRenewal(models.TransientModel):
    """« Reprendre le programme » : next year's convention, from this year's programme.

    What was planned is planned again, with so many percent more; nothing of what was
    spent, proved or said is taken along.
    """

    _name = "residence.funding.renewal"
    _description = "Take up a Programme Next Year"

    convention_id = fields.Many2one(
        "residence.funding.convention", required=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="convention_id.currency_id")
    year = fields.Integer(required=True)
    percent = fields.Float(
        string="More (%)", digits=(6, 2), help="Below 0: less. On the planned amounts."
    )
    allowance_amount = fields.Monetary(string="Allowance")
    due_date = fields.Date(string="To Hand In By")

    def action_renew(self):
        """Make next year's convention and open it.

        :raise UserError: where the percentage or the year makes no sense.
        """
        self.ensure_one()
        if not LEAST <= self.percent <= MOST:
            raise UserError(self.env._("“More (%%)”: from -100 to %s.", f"{MOST:,}"))
        if self.year <= self.convention_id.year:
            raise UserError(
                self.env._(
                    "“Year”: a programme is taken up after %s.", self.convention_id.year
                )
            )
        made = self.convention_id._renew(
            self.year,
            1 + self.percent / 100,
            allowance_amount=self.allowance_amount,
            due_date=self.due_date,
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": made._name,
            "res_id": made.id,
            "views": [(False, "form")],
        }
