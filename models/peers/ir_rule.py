from odoo import api, models
from odoo.fields import Domain

OPEN = Domain("is_residence_confidential", "=", False)


class IrRule(models.Model):
    """Invitations of peer groups, in the queue of mails, are kept from everyone.

    Settings users read that queue: not who is invited, nor the link. It is emptied by
    the superuser, whom no rule stops. This is no record of ``ir.rule``: Odoo applies
    those while it loads ``mail``, and our field comes later. Written here, the rule is
    there exactly when the field is, and no screen takes it away.
    """

    _inherit = "ir.rule"

    @api.model
    def _compute_domain(self, model_name, mode="read"):
        domain = super()._compute_domain(model_name, mode)
        if model_name != "mail.mail" or self.env.su:
            return domain
        return (domain & OPEN).optimize(self.env[model_name])
