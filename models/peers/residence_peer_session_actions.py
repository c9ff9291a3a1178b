from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime


class ResidencePeerSession(models.Model):
    """What is done with a session from its form, beside noting who came."""

    _inherit = "residence.peer.session"

    has_synthesis = fields.Boolean(
        compute="_compute_has_synthesis",
        help="There is a text of the group that you may read.",
    )

    @api.depends_context("uid")
    @api.depends("group_id")
    def _compute_has_synthesis(self):
        # as the user, and never as the superuser: a draft is not the coordinator's
        texts = self.env["residence.peer.synthesis"].sudo(False)
        known = set()
        if texts.has_access("read"):
            rows = texts.search([("session_id", "in", self._origin.ids)])
            known = set(rows.session_id.ids)
        for session in self:
            session.has_synthesis = session._origin.id in known

    def action_plan(self):
        """Put on the programme; nobody is told before the invitations are sent."""
        self.state = "planned"

    def action_cancel(self):
        """Cancel, free the space, and take the date back from those who have it."""
        self.state = "cancelled"
        self._send_invitations()

    def action_reopen(self):
        """Note again who came: the session leaves the figures until it is saved."""
        self.state = "planned"

    @api.readonly
    def action_join(self):
        """Open the video link."""
        self.ensure_one()
        if not self.video_url:
            raise UserError(self.env._("This session has no video link."))
        return {"type": "ir.actions.act_url", "url": self.video_url, "target": "new"}

    @api.readonly
    def action_open_synthesis(self):
        """Open « Ce que le groupe retient », to be begun where there is none."""
        self.ensure_one()
        synthesis = self.env["residence.peer.synthesis"].search(
            [("session_id", "=", self.id)]
        )
        return self._open_own("residence.peer.synthesis", synthesis)

    @api.readonly
    def action_open_note(self):
        """Open my own note of this session, to be begun where there is none."""
        self.ensure_one()
        note = self.env["residence.peer.note"].search(
            [("session_id", "=", self.id)], limit=1
        )
        return self._open_own("residence.peer.note", note)

    def _open_own(self, model, record):
        return {
            "type": "ir.actions.act_window",
            "name": self.env[model]._fields["body"]._description_string(self.env),
            "res_model": model,
            "res_id": record.id,
            "views": [(False, "form")],
            "context": {"default_session_id": self.id},
        }

    def _get_when(self):
        """Return the day and the hours, in the group's time zone."""
        tz = self._get_tz()
        return self.env._(
            "%(day)s, %(start)s – %(stop)s",
            day=format_datetime(self.env, self.start, tz, "EEEE d MMMM y"),
            start=format_datetime(self.env, self.start, tz, "HH:mm"),
            stop=format_datetime(self.env, self.stop, tz, "HH:mm"),
        )
