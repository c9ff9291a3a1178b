from odoo import fields, models


class ResidenceDocumentCategory(models.Model):
    """A drawer of the toolbox: what one is about to do."""

    _name = "residence.document.category"
    _description = "Document Category"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
