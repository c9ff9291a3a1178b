from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class ResidencePeerConfidential(models.AbstractModel):
    """What is said among peers, in a session: it stays there, and nobody learns from
    outside whether there is anything."""

    _name = "residence.peer.confidential"
    _description = "Confidential Among Peers"
    _inherit = ["residence.confidential"]

    @api.model_create_multi
    def create(self, vals_list):
        """Take only sessions that the user may read, before anything is inserted.

        Not even the failure of an insertion may say that a session exists; and
        PostgreSQL's refusals are logged with the text.
        """
        self.browse().check_access("create")
        default = self.default_get(["session_id"]).get("session_id")
        vals_list = [{"session_id": default, **vals} for vals in vals_list]
        ids = {vals["session_id"] for vals in vals_list}
        sessions = self.env["residence.peer.session"].browse(ids - {None, False})
        if len(sessions) < len(ids):
            raise UserError(self.env._("“Session”: choose one."))
        readable = sessions.exists()._filtered_access("read")
        if self._keep_writable(readable) != sessions:
            raise self._make_confidential_error()
        return super().create(vals_list)

    @api.model
    def _keep_writable(self, sessions):
        """Return the sessions, which the user may read, of which she may write here.

        Rules say so too, but after the row is inserted: too late where the insertion
        fails because there is one already.
        """
        return sessions

    def write(self, vals):
        self.check_access("write")  # before a word about what is there
        if "session_id" in vals and not self.env.su:
            raise UserError(self.env._("This belongs to its session: it stays there."))
        self._lock()
        return super().write(vals)

    def _lock(self):
        """Take the rows before anything is written on them.

        PostgreSQL's refusals are logged with the whole statement. When two people
        save at once, the refused one must be this one, which holds no text.
        """
        if self.ids:
            self.env.cr.execute(
                SQL(
                    "SELECT 1 FROM %s WHERE id = ANY(%s) FOR UPDATE",
                    SQL.identifier(self._table),
                    self.ids,
                )
            )
