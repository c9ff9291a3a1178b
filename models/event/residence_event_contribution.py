from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResidenceEventContribution(models.Model):
    """What a partner brings to an event: money, or hours. Hours are never euros."""

    _name = "residence.event.contribution"
    _description = "Partner Contribution"
    _named_by = ("partner_id.name",)
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
    partner_id = fields.Many2one(
        "res.partner",
        required=True,
        domain="[('is_company', '=', True)]",
        ondelete="restrict",
        index=True,
        help="An organisation: an association, a school, a town.",
    )
    kind = fields.Selection(
        [("money", "Money"), ("hours", "Hours")], required=True, default="money"
    )
    amount = fields.Monetary()
    hours = fields.Float()
    name = fields.Char(string="Description", help="A grant, a speaker… No one's name.")

    _one_measure = models.Constraint(
        """CHECK((kind = 'money' AND amount > 0 AND COALESCE(hours, 0) = 0)
              OR (kind = 'hours' AND hours > 0 AND COALESCE(amount, 0) = 0))""",
        "A partner's contribution is an amount, or a number of hours: more than 0, "
        "and never both.",
    )

    def _get_own_name(self):
        return self.partner_id.name

    @api.constrains("partner_id")
    def _check_organisation(self):
        for line in self:
            if not line.partner_id.is_company:
                raise ValidationError(
                    self.env._(
                        "“Partner”: %s is a person. Choose an organisation.",
                        line.partner_id.name,
                    )
                )

    @api.onchange("kind")
    def _onchange_kind(self):
        """Drop what the other kind measures."""
        if self.kind == "money":
            self.hours = 0
        else:
            self.amount = 0
