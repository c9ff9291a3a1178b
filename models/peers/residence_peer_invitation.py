from typing import NamedTuple

from odoo import api, fields, models


class News(NamedTuple):
    """What a person must be told of a session, and the number of the calendar file."""

    session: models.Model
    partner: models.Model
    method: str  # REQUEST or CANCEL
    sequence: int
    is_known: bool  # she has the date already, as it was


class ResidencePeerInvitation(models.Model):
    """Which dates a person was told, and in what state: what to tell her next.

    Nobody has rights on this model: a trace of mails, for the code alone.
    """

    _name = "residence.peer.invitation"
    _description = "Invitation to a Peer Session"
    _is_residence_confidential = True  # as residence.peer.named

    session_id = fields.Many2one(
        "residence.peer.session", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    sequence = fields.Integer(help="Of the last file sent: calendars keep the highest.")
    is_cancelled = fields.Boolean(help="The last file sent took the date back.")
    mail_id = fields.Many2one(
        "mail.mail",
        ondelete="set null",
        index="btree_not_null",
        help="Gone once it is sent.",
    )

    _one_per_person = models.UniqueIndex("(session_id, partner_id)")

    @api.model
    def _get_news(self, sessions):
        """Return what people do not know yet of sessions to come, as a list of News.

        A mail that did not leave told nothing; but what came before it may be known.
        """
        now = fields.Datetime.now()
        open_sessions = sessions.filtered(
            lambda session: (
                session.state in ("planned", "cancelled") and session.stop > now
            )
        )
        known = self.search([("session_id", "in", open_sessions.ids)])
        traces = known.grouped(lambda trace: (trace.session_id, trace.partner_id))
        failed = known.filtered(lambda trace: trace.mail_id.state == "exception")
        holding = known.filtered(lambda trace: not trace.is_cancelled) | failed
        by_session = holding.grouped("session_id")
        news = []
        for session in open_sessions.sorted("start"):
            invited = self.env["res.partner"]
            if session.state == "planned":
                invited = session.group_id._get_people()
            told = by_session.get(session, self.browse()).partner_id
            for partner in invited:
                trace = traces.get((session, partner), self.browse())
                is_known = partner in told and trace not in failed
                if not is_known or trace.sequence < session.ics_sequence:
                    least = trace.sequence + 1 if trace else 0
                    sequence = max(session.ics_sequence, least)
                    news.append(News(session, partner, "REQUEST", sequence, is_known))
            for partner in told - invited:
                trace = traces[session, partner]
                sequence = max(session.ics_sequence, trace.sequence + 1)
                news.append(News(session, partner, "CANCEL", sequence, True))
        return news

    @api.model
    def _keep(self, sent):
        """Note what was sent: pairs of News and of the mail that tells it."""
        pairs = {(news.session, news.partner) for news, _mail in sent}
        known = self.search(
            [
                ("session_id", "in", [session.id for session, _partner in pairs]),
                ("partner_id", "in", [partner.id for _session, partner in pairs]),
            ]
        ).grouped(lambda trace: (trace.session_id, trace.partner_id))
        created, replaced = [], self.env["mail.mail"]
        for news, mail in sent:
            values = {
                "sequence": news.sequence,
                "is_cancelled": news.method == "CANCEL",
                "mail_id": mail.id,
            }
            trace = known.get((news.session, news.partner))
            if trace:
                replaced |= trace.mail_id.filtered(lambda m: m.state == "exception")
                trace.write(values)
            else:
                keys = {"session_id": news.session.id, "partner_id": news.partner.id}
                created.append(keys | values)
        self.create(created)
        # those that did not leave, once all their dates went out with others
        waiting = self.search([("mail_id", "in", replaced.ids)]).mail_id
        (replaced - waiting).unlink()
