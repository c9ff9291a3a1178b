from odoo import fields, models


class ResidenceErasure(models.Model):
    """That people were erased: how many, where, when and by whom; never who.

    Written by the system alone, read by the administration: what a data protection
    officer asks to see.
    """

    _name = "residence.erasure"
    _description = "Erasure Log"
    _order = "date desc, id desc"
    _rec_name = "date"

    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    kind = fields.Selection(
        [
            ("request", "At the person's request"),
            ("purge", "Retention date reached"),
            ("deleted", "Deleted by hand"),
        ],
        string="Why",
        required=True,
        readonly=True,
    )
    residence_id = fields.Many2one(
        "residence.residence", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="residence_id.company_id", store=True, precompute=True
    )
    user_id = fields.Many2one("res.users", string="By", readonly=True)
    person_count = fields.Integer(string="People", readonly=True)
    place_count = fields.Integer(
        string="Other Registers", readonly=True, help="Where the name went too."
    )
    presence_count = fields.Integer(string="Presences Kept", readonly=True)
