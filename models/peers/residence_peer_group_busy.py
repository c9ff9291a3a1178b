from odoo import fields, models
from odoo.fields import Domain


class ResidencePeerGroup(models.Model):
    """When the members are known to be busy, and of whom nothing is known."""

    _inherit = "residence.peer.group"

    unknown_notice = fields.Text(compute="_compute_unknown_notice")

    def _compute_unknown_notice(self):
        for group in self:
            unknown = group._get_people() - group._get_colleagues().partner_id
            group.unknown_notice = (
                self.env._("Diary not known: %s", ", ".join(unknown.mapped("name")))
                if unknown
                else ""
            )

    def _get_colleagues(self):
        """Return the accounts of the people of the group who work here."""
        # sudo: which contact has an account; only its diary is asked for, below
        users = self.sudo()._get_people().user_ids
        return users.filtered(lambda user: not user.share)

    def _get_busy(self, slots, ignored=()):
        """Return, per slot, the names of the colleagues who are busy then.

        :param slots: (start, stop), naive UTC.
        :param ignored: sessions that may be in the way, such as those being moved.
        """
        # whatever mode a screen computes in: only of groups that the user may read
        self.sudo(False).check_access("read")
        users = self._get_colleagues()
        if not (users and slots):
            return [[] for _slot in slots]
        first, last = min(slot[0] for slot in slots), max(slot[1] for slot in slots)
        within = Domain("start", "<", last) & Domain("stop", ">", first)
        # sudo: that somebody is busy at that hour, never with what: the calendar
        # shows as much to every colleague
        events = self.env["residence.event"].sudo()
        found = [
            (event.start, event.stop, event.animator_id.partner_id)
            for event in events.search(
                within
                & Domain("animator_id", "in", users.ids)
                & Domain("state", "in", ("draft", "planned"))
            )
        ]
        meetings = self.env["calendar.event"].sudo()
        for meeting in meetings.search(
            within
            & Domain("show_as", "=", "busy")
            & Domain("partner_ids", "in", users.partner_id.ids)
        ):
            people = meeting.partner_ids & users.partner_id
            found.append((meeting.start, meeting.stop, people))
        sessions = self.env["residence.peer.session"].sudo()
        for session in sessions.search(
            within
            & Domain("group_id.member_ids", "in", users.partner_id.ids)
            & Domain("state", "=", "planned")
            & Domain("id", "not in", [session.id for session in ignored])
        ):
            people = session.group_id.member_ids & users.partner_id
            found.append((session.start, session.stop, people))
        return [
            sorted(
                {
                    person.name
                    for begin, end, people in found
                    if begin < stop and end > start
                    for person in people
                }
            )
            for start, stop in slots
        ]
