from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_datetime

from .residence_peer_mood import FACES


class ResidencePeerSession(models.Model):
    """What is noted of a session, in a minute, on a phone; and the buttons of its form.

    The relay member or the coordinator notes who came, one tap each. The weather of the
    round table: counters for the whole group at once, which the coordinator neither
    sees nor writes.
    """

    _inherit = "residence.peer.session"

    presence_grid = fields.Json(
        compute="_compute_presence_grid",
        readonly=False,
        string="Who Came?",
        help="[{id (of the row), name, status or false}, …]. Written as a whole.",
    )
    mood_grid = fields.Json(
        compute="_compute_mood_grid",
        readonly=False,
        string="Weather of the Round Table",
        help="[{face, label, count}, …]; false for who is not a member.",
    )
    present_count = fields.Integer(
        "People present", compute="_compute_attendance_counts", store=True
    )
    expected_count = fields.Integer(
        "People expected",
        compute="_compute_attendance_counts",
        store=True,
        help="Members whose presence, excuse or absence was noted.",
    )
    has_synthesis = fields.Boolean(
        compute="_compute_has_synthesis",
        help="There is a text of the group that you may read.",
    )

    @api.depends_context("uid", "lang")
    @api.depends("attendance_ids.status", "attendance_ids.partner_id")
    def _compute_presence_grid(self):
        for session in self:
            session.presence_grid = [
                {
                    "id": row._origin.id,
                    "name": row.partner_id.name or self.env._("Erased person"),
                    "status": row.status or False,
                }
                for row in session.attendance_ids.sorted(
                    lambda row: (row.partner_id.name or "", row._origin.id)
                )
            ]

    @api.depends_context("uid", "lang")
    @api.depends("group_id")
    def _compute_mood_grid(self):
        # as the user, and never as the superuser: rules decide who sees it
        moods = self.env["residence.peer.mood"].sudo(False)
        known = {}
        if moods.has_access("read"):
            known = {
                mood.session_id.id: mood
                for mood in moods.search([("session_id", "in", self._origin.ids)])
            }
        labels = {
            face: moods._fields[face]._description_string(self.env) for face in FACES
        }
        for session in self:
            if not session.sudo(False).is_member:
                session.mood_grid = False
                continue
            mood = known.get(session._origin.id)
            session.mood_grid = [
                {
                    "face": face,
                    "label": labels[face],
                    "count": mood[face] if mood else 0,
                }
                for face in FACES
            ]

    @api.depends("attendance_ids.status")
    def _compute_attendance_counts(self):
        for session in self:
            statuses = session.attendance_ids.mapped("status")
            session.expected_count = sum(map(bool, statuses))
            session.present_count = statuses.count("present")

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

    @api.readonly
    def action_open_entry(self):
        """Open the one page on which the session is noted."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_peer_session_action_entry"
        )
        return dict(action, res_id=self.id)

    def action_done(self):
        """Say that the session was held; who was not ticked was absent.

        :raise UserError: where it is still to come, or nobody was there.
        """
        for session in self:
            if not session.has_started:
                raise UserError(
                    self.env._("This session is still to come: note it once it began.")
                )
            if "present" not in session.attendance_ids.mapped("status"):
                raise UserError(
                    self.env._(
                        "“Who came?”: tick at least one person, or cancel the session."
                    )
                )
            session.attendance_ids.filtered(
                lambda row: not row.status
            ).status = "absent"
        self.state = "done"
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Noted. Thank you."),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

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

    @api.model
    def _take_grids(self, vals):
        """Return ``vals`` without the grids, and the grids."""
        grids = {
            key: vals[key] for key in ("presence_grid", "mood_grid") if key in vals
        }
        return {key: vals[key] for key in vals if key not in grids}, grids

    def _write_grids(self, vals):
        """Write who came and the weather, each with the user's own rights."""
        self.ensure_one()
        if vals.get("presence_grid"):
            self._write_presences(vals["presence_grid"])
        if vals.get("mood_grid"):
            self._write_mood(vals["mood_grid"])

    def _write_presences(self, grid):
        rows = {row.id: row for row in self.attendance_ids}
        known = dict(self.env["residence.peer.attendance"]._fields["status"].selection)
        try:
            statuses = {item["id"]: item["status"] or False for item in grid}
        except (KeyError, TypeError) as error:
            raise self._make_grid_error() from error
        if statuses.keys() - rows.keys() or set(statuses.values()) - {False, *known}:
            raise self._make_grid_error()
        changed = {
            row_id: status
            for row_id, status in statuses.items()
            if (rows[row_id].status or False) != status
        }
        for status in set(changed.values()):
            self.env["residence.peer.attendance"].browse(
                row_id for row_id, value in changed.items() if value == status
            ).status = status

    def _write_mood(self, grid):
        try:
            counts = {item["face"]: int(item["count"]) for item in grid}
        except (KeyError, TypeError, ValueError) as error:
            raise self._make_grid_error() from error
        if counts.keys() - set(FACES):
            raise self._make_grid_error()
        moods = self.env["residence.peer.mood"]
        mood = moods.search([("session_id", "=", self.id)])
        if mood:
            mood.write(counts)
        elif any(counts.values()):
            moods.create({"session_id": self.id, **counts})
        self.invalidate_recordset(["mood_grid"])

    def _make_grid_error(self):
        return ValidationError(
            self.env._("This page is out of date: reload it and note it again.")
        )

    def _open_own(self, model, record):
        return {
            "type": "ir.actions.act_window",
            "name": self.env[model]._fields["body"]._description_string(self.env),
            "res_model": model,
            "res_id": record.id,
            "views": [(False, "form")],
            "context": {"default_session_id": self.id},
        }

    def _format_when(self):
        """Return the day and the hours, in the group's time zone."""
        tz = self._get_tz()
        return self.env._(
            "%(day)s, %(start)s – %(stop)s",
            day=format_datetime(self.env, self.start, tz, "EEEE d MMMM y"),
            start=format_datetime(self.env, self.start, tz, "HH:mm"),
            stop=format_datetime(self.env, self.stop, tz, "HH:mm"),
        )
