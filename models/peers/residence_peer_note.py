from odoo import api, fields, models


class ResidencePeerNote(models.Model):
    """« Mes notes personnelles »: whoever writes one is the only one to read it.

    A global rule on ``create_uid`` says so, which no client may set or change. Nothing
    points here: no screen of a session says whether there is a note.
    """

    _name = "residence.peer.note"
    _description = "Personal Note"
    _inherit = ["residence.peer.confidential"]
    _rec_name = "session_id"
    _order = "id desc"

    session_id = fields.Many2one(
        "residence.peer.session",
        required=True,
        index=True,
        # a cascade would silently delete what the deleter may not even see
        ondelete="restrict",
    )
    date = fields.Date(
        compute="_compute_date",
        store=True,
        precompute=True,
        help="The session's day when the note was begun.",
    )
    body = fields.Text(string="My Personal Notes")

    @api.depends("session_id")
    def _compute_date(self):
        for note in self:
            # as the user: an onchange with somebody else's session gets no day
            session = note.session_id.sudo(False)._filtered_access("read")
            note.date = session.date
