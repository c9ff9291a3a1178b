from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

REMINDER_DAYS = 2  # unless residence_community.peer_reminder_days says otherwise


class ResidencePeerSession(models.Model):
    """One reminder per session, to those who have its date."""

    _inherit = "residence.peer.session"

    is_reminded = fields.Boolean(copy=False, exportable=False)

    @api.model
    def _cron_remind(self):
        """Remind once, some days before, those who have the date."""
        days = self._get_reminder_days()
        now = fields.Datetime.now()
        sessions = self.search(
            Domain("state", "=", "planned")
            & Domain("is_reminded", "=", False)
            & Domain("start", ">", now)
            & Domain("start", "<=", now + relativedelta(days=days))
        )
        # sudo: the cron is the superuser's anyway; the trace is for the code alone
        traces = self.env["residence.peer.invitation"].sudo()
        known = traces.search(
            [("session_id", "in", sessions.ids), ("is_cancelled", "=", False)]
        )
        for session, told in known.grouped("session_id").items():
            people = told.partner_id & session.group_id._get_people()
            contents = {
                partner: session._render_reminder(partner)
                for partner in people
                if partner.email_normalized
            }
            self._create_mails(session.group_id, contents)
        sessions.is_reminded = True

    @api.model
    def _get_reminder_days(self):
        """Return how many days before a session people are reminded; 0 for never."""
        # sudo: a setting of the whole database, without anything of a person in it
        parameters = self.env["ir.config_parameter"].sudo()
        value = parameters.get_param("residence_community.peer_reminder_days", "")
        return int(value) if value.isdecimal() else REMINDER_DAYS

    def _render_reminder(self, partner):
        """Return (subject, body) in the person's language."""
        session = self.with_env(self._get_mail_env(self.group_id, partner))
        when = session._get_when()
        body = session.env["ir.qweb"]._render(
            "residence_community.residence_peer_mail_reminder",
            {
                "when": when,
                "where": session.where,
                "url": session._get_link(),
                "sender": session.group_id.coordinator_id.name,
            },
        )
        return session.env._("Reminder: meeting on %s", when), body
