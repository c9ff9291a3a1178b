from odoo import fields, models


class ResidenceErasureWizardLine(models.TransientModel):
    """A place where the name of the person to be erased stands."""

    _name = "residence.erasure.wizard.line"
    _description = "Where a Name Stands"

    wizard_id = fields.Many2one(
        "residence.erasure.wizard", required=True, ondelete="cascade"
    )
    key = fields.Char(required=True)
    place = fields.Char(string="Where", readonly=True)
    sentence = fields.Char(string="What It Says", readonly=True)
    is_register = fields.Boolean(readonly=True)
    is_erased = fields.Boolean(string="Erase It Too")
