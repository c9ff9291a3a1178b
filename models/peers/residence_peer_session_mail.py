from datetime import timedelta
from uuid import uuid4

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command, Domain

from ...tools.ics import Invitation, Person, make_ics

MAILS_PER_MINUTE = 20  # mail servers take a burst of more for spam
REMINDER_DAYS = 2  # unless residence_community.peer_reminder_days says otherwise


class ResidencePeerSession(models.Model):
    """The mails of a session: invitations, and one reminder to those who have its date.

    One mail per person with all her dates, a calendar file for each date. Mails are
    queued, deleted once sent, and kept meanwhile from whoever administers mails. They
    belong to no record, so that no chatter ever shows them.
    """

    _inherit = "residence.peer.session"

    ics_uid = fields.Char(
        default=lambda self: str(uuid4()), copy=False, exportable=False, readonly=True
    )
    ics_sequence = fields.Integer(
        copy=False, exportable=False, readonly=True, aggregator=None
    )
    to_tell_count = fields.Integer(
        "People to Tell",
        compute="_compute_to_tell",
        help="They do not have the date as it is now.",
    )
    mail_notice = fields.Text(compute="_compute_to_tell")
    is_reminded = fields.Boolean(copy=False, exportable=False)

    @api.depends_context("uid")
    @api.depends("state", "group_id")
    def _compute_to_tell(self):
        """Say to who organises who lacks the date, and whose mail did not leave."""
        # sudo: the trace of mails is for the code alone; that someone has no date,
        # or no address, is for those who organise
        traces = self.env["residence.peer.invitation"].sudo()
        mine = self._origin.filtered("is_coordinator").sudo()
        untold = {}
        for item in traces._get_news(mine):
            untold.setdefault(item.session.id, traces.partner_id)
            untold[item.session.id] |= item.partner
        failed = traces.search(
            [("session_id", "in", mine.ids), ("mail_id.state", "=", "exception")]
        ).grouped(lambda trace: trace.session_id.id)
        for session in self:
            people = untold.get(session._origin.id, traces.partner_id)
            reached = people.filtered("email_normalized")
            lost = failed.get(session._origin.id, traces).partner_id
            session.to_tell_count = len(reached)
            lines = []
            if people - reached:
                names = ", ".join((people - reached).mapped("name"))
                lines.append(self.env._("No valid mail address: %s.", names))
            if lost:
                names = ", ".join(lost.mapped("name"))
                lines.append(
                    self.env._(
                        "The mail did not leave for %s: check the address.", names
                    )
                )
            session.mail_notice = "\n".join(lines)

    def action_send_invitations(self):
        """Tell each person what she does not know yet, in one mail."""
        count = self._send_invitations()
        message = (
            self.env._("Mails on their way: %s.", count)
            if count
            else self.env._("Everyone has these dates already.")
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _count_change(self):
        """Give the dates that people have a higher number: calendars ask for it."""
        # sudo: what the user was allowed to change was just checked
        for session in self.sudo():
            session.ics_sequence += 1
            session.is_reminded = False

    def _send_invitations(self):
        """Queue one mail per person for all that she does not know of ``self``.

        :return: the number of mails.
        :raise AccessError: where the user does not coordinate one of the groups.
        """
        if any(session.group_id.coordinator_id != self.env.user for session in self):
            raise AccessError(
                self.env._("Invitations are for the group's coordinator to send.")
            )
        # sudo: mails and their trace, of sessions that the user just proved hers
        by_group = self.sudo().grouped("group_id")
        return sum(sessions._queue_mails(group) for group, sessions in by_group.items())

    def _queue_mails(self, group):
        traces = self.env["residence.peer.invitation"].sudo()
        by_partner = {}
        for news in traces._get_news(self):
            if news.partner.email_normalized:
                by_partner.setdefault(news.partner, []).append(news)
        contents = {
            partner: self._render_invitation(group, partner, news)
            for partner, news in by_partner.items()
        }
        mails = self._create_mails(group, contents)
        sent = [
            (item, mail)
            for news, mail in zip(by_partner.values(), mails, strict=True)
            for item in news
        ]
        files = self.env["ir.attachment"].create(
            [self._prepare_file(item, mail) for item, mail in sent]
        )
        by_message = files.grouped("res_id")
        for mail in mails:
            mail.attachment_ids = by_message[mail.mail_message_id.id]
        traces._keep(sent)
        return len(mails)

    @api.model
    def _create_mails(self, group, contents):
        """Queue a mail per person; ``contents`` is {partner: (subject, body)}."""
        sender = group.coordinator_id.partner_id
        company = group.company_id.partner_id
        # sudo: nobody but the superuser may write, or even read, such a mail
        queue = self.env(su=True, context={})["mail.mail"]
        waiting = queue.search_count(
            [("is_residence_confidential", "=", True), ("state", "=", "outgoing")]
        )
        now = fields.Datetime.now()
        moments = [
            now + timedelta(minutes=(waiting + place) // MAILS_PER_MINUTE)
            for place in range(len(contents))
        ]
        mails = queue.create(
            [
                {
                    "subject": subject,
                    "body_html": body,
                    "recipient_ids": [Command.link(partner.id)],
                    "author_id": sender.id,
                    "email_from": (sender.email and sender.email_formatted)
                    or company.email_formatted,
                    "reply_to": sender.email and sender.email_formatted,
                    "auto_delete": True,
                    "is_residence_confidential": True,
                    "scheduled_date": moment,
                }
                for moment, (partner, (subject, body)) in zip(
                    moments, contents.items(), strict=True
                )
            ]
        )
        # sudo: woken for the moments of these mails, and nothing of it is changed
        cron = self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()
        cron._trigger(set(moments))
        return mails

    @api.model
    def _render_invitation(self, group, partner, news):
        """Return (subject, body) in the person's language: what is new, what is off."""
        env = self._get_mail_env(group, partner)
        requests, cancels = [], []
        for item in news:
            session = item.session.with_env(env)
            (requests if item.method == "REQUEST" else cancels).append(
                {
                    "when": session._format_when(),
                    "where": session.where,
                    "url": session._get_link(),
                    "is_changed": item.is_known,
                }
            )
        when = (requests + cancels)[0]["when"]
        if len(news) > 1:
            subject = env._("Meetings: %s dates", len(news))
        elif requests:
            subject = env._("Meeting: %s", when)
        else:
            subject = env._("Meeting cancelled: %s", when)
        body = env["ir.qweb"]._render(
            "residence_community.residence_peer_mail_invitation",
            {
                "group": group.name,
                "sender": group.coordinator_id.name,
                "requests": requests,
                "cancels": cancels,
            },
        )
        return subject, body

    @api.model
    def _get_mail_env(self, group, partner):
        """Return the environment of a mail: superuser, in the person's language."""
        lang = partner.lang or group.coordinator_id.lang or self.env.lang
        return self.env(su=True, context={"lang": lang})

    def _get_link(self):
        return (self.mode == "video" and self.video_url) or ""

    @api.model
    def _prepare_file(self, news, mail):
        """Return the values of the calendar file of one date.

        It hangs on the mail's own message: read by whoever may read that, gone with it.
        """
        group = news.session.group_id
        session = news.session.with_env(self._get_mail_env(group, news.partner))
        sender = group.coordinator_id.partner_id
        invitation = Invitation(
            method=news.method,
            uid=session.ics_uid,
            sequence=news.sequence,
            start=session.start,
            stop=session.stop,
            stamp=fields.Datetime.now(),
            summary=session.env._("Meeting"),
            organizer=Person(sender.name or "", sender.email_normalized or ""),
            attendee=Person(news.partner.name or "", news.partner.email_normalized),
            location=session._get_link() or session.where or "",
            url=session._get_link(),
        )
        return {
            "name": f"{session.date}.ics",
            "raw": make_ics(invitation),
            "mimetype": "text/calendar",
            "res_model": "mail.message",
            "res_id": mail.mail_message_id.id,
        }

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
        when = session._format_when()
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
