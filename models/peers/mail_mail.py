from odoo import fields, models


class MailMail(models.Model):
    _inherit = "mail.mail"

    # Invitations of peer groups: who is invited, and the link. ir_rule.py keeps them
    # from those who administer the mail queue; it is emptied in superuser mode.
    is_residence_confidential = fields.Boolean(groups=fields.NO_ACCESS)
