from datetime import datetime, time

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import local_time


class ResidencePeerMove(models.TransientModel):
    """Move a session, or it and those that follow, and tell everyone once."""

    _name = "residence.peer.move"
    _description = "Move a Session"

    session_id = fields.Many2one(
        "residence.peer.session", required=True, ondelete="cascade"
    )
    start = fields.Datetime("New Date", required=True)
    stop = fields.Datetime("End", required=True)
    scope = fields.Selection(
        [("one", "This session"), ("rest", "This one and those that follow")],
        required=True,
        default="one",
    )
    notice = fields.Text(compute="_compute_notice")
    send_mails = fields.Boolean("Tell everyone by mail", default=True)

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        session = self.env["residence.peer.session"].browse(
            values.get("session_id") or self.env.context.get("active_id")
        )
        return {
            "session_id": session.id,
            "start": session.start,
            "stop": session.stop,
            **values,
        }

    @api.depends("start", "stop", "scope", "session_id")
    def _compute_notice(self):
        """Say the dates as they will be, and who is known to be busy."""
        for move in self:
            if not (move.start and move.stop and move.start < move.stop):
                move.notice = ""
                continue
            slots = move._get_slots()
            group = move.session_id.group_id
            busy = group._get_busy(list(slots.values()), ignored=move._get_sessions())
            lines = []
            for (session, (start, stop)), names in zip(
                slots.items(), busy, strict=True
            ):
                moved = session.new(
                    {"group_id": group.id, "start": start, "stop": stop}
                )
                line = f"{session._format_when()} → {moved._format_when()}"
                if names:
                    line += " · " + self.env._("Busy: %s", ", ".join(names))
                lines.append(line)
            move.notice = "\n".join(lines)

    def action_move(self):
        """Move, and tell those who have the dates.

        :raise UserError: where the end comes before the start.
        """
        self.ensure_one()
        if self.stop <= self.start:
            raise UserError(self.env._("“End” must come after “Start”."))
        slots = self._get_slots()
        # the last ones first where they move on: one is never in the other's place
        sessions = self._get_sessions().sorted("start")
        if self.start > self.session_id.start:
            sessions = sessions[::-1]
        for session in sessions:
            start, stop = slots[session]
            session.write({"start": start, "stop": stop})
        if self.send_mails:
            sessions._send_invitations()
        return {"type": "ir.actions.act_window_close"}

    def _get_sessions(self):
        """Return the session, and the later ones on the programme if they follow it."""
        session = self.session_id
        if self.scope == "one":
            return session
        return session | session.search(
            [
                ("group_id", "=", session.group_id.id),
                ("start", ">", session.start),
                ("state", "in", ("draft", "planned")),
            ]
        )

    def _get_slots(self):
        """Return {session: (start, stop)}: as many days on, at the new hours, on the
        group's clocks."""
        tz = self.session_id._get_tz()
        new = local_time.to_local(self.start, tz).replace(tzinfo=None)
        length = self.stop - self.start
        shift = new.date() - local_time.to_local(self.session_id.start, tz).date()
        slots = {}
        for session in self._get_sessions().sorted("start"):
            day = local_time.to_local(session.start, tz).date() + shift
            midnight = datetime.combine(day, time())
            start = local_time.to_utc(
                midnight + (new - datetime.combine(new.date(), time())), tz
            )
            slots[session] = (start, start + length)
        return slots
