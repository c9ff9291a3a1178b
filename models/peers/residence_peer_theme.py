from odoo import fields, models


class ResidencePeerTheme(models.Model):
    """What sessions are about: a closed list, so that no one's story fits in it."""

    _name = "residence.peer.theme"
    _description = "Theme of Peer Sessions"
    _order = "sequence, name, id"

    name = fields.Char(
        required=True, translate=True, help="A subject, never a case or a person."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
