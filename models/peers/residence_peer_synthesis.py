from odoo import api, fields, models
from odoo.exceptions import UserError


class ResidencePeerSynthesis(models.Model):
    """« Ce que le groupe retient »: optional, written by members, then frozen.

    The group's own: no author is kept (``_log_access``). Members read and write it
    while it is a draft; validated, members and the coordinator read it, nobody
    changes it. The direction and administrators never read it.
    """

    _name = "residence.peer.synthesis"
    _description = "What the Group Keeps"
    _inherit = ["residence.peer.confidential"]
    _rec_name = "session_id"
    _order = "session_id desc, id desc"
    _log_access = False

    session_id = fields.Many2one(
        "residence.peer.session", required=True, index=True, ondelete="restrict"
    )
    group_id = fields.Many2one(
        related="session_id.group_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="session_id.company_id", store=True, precompute=True
    )
    body = fields.Text(string="What the Group Keeps")
    state = fields.Selection(
        [("draft", "Being read over"), ("approved", "Validated by the group")],
        string="Status",
        required=True,
        default="draft",
        copy=False,
    )

    _one_per_session = models.UniqueIndex(
        "(session_id)", "The group keeps one text per session: open that one."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Insert the rows before their text.

        Two members who begin at once: PostgreSQL refuses one, and its refusal is
        logged with the whole statement.
        """
        bodies = [vals.get("body") for vals in vals_list]
        rows = super().create([{**vals, "body": False} for vals in vals_list])
        rows.flush_recordset()
        for row, body in zip(rows, bodies, strict=True):
            row.body = body
        return rows

    def action_approve(self):
        """Validate in the group's name: from now on the text is frozen.

        :raise UserError: where nothing is written.
        """
        for synthesis in self:
            if not (synthesis.body or "").strip():
                raise UserError(
                    self.env._(
                        "“What the group keeps”: nothing is written. Leave it so, "
                        "that is the normal case, or write a sentence first."
                    )
                )
        self.state = "approved"

    @api.model
    def _keep_writable(self, sessions):
        return sessions if self.env.su else sessions.filtered("is_member")
