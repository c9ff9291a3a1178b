from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_datetime

from .residence_peer_session import HELD_STATES

JOIN_BEFORE = timedelta(minutes=15)
# Nothing of what surrounds a calendar event: no mail, no follower, no contact details.
QUIET = {
    "no_mail_to_attendees": True,
    "skip_contact_description": True,
    "skip_attendee_notification": True,
    "dont_notify": True,
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "mail_create_nolog": True,
}


class ResidencePeerSession(models.Model):
    """What others see of a session: somebody is busy, a space is taken. « Réunion ».

    The calendar's event follows the session and never the other way round: moved or
    deleted in the calendar, it changes nothing here. Every colleague may read a
    private event's row, its attendees and their addresses: it has none, no link, no
    description, no alarm, and a name that says nothing.
    """

    _inherit = "residence.peer.session"

    calendar_event_id = fields.Many2one(
        "calendar.event", ondelete="set null", copy=False, index="btree_not_null"
    )
    booking_id = fields.Many2one(
        "residence.booking", ondelete="set null", copy=False, index="btree_not_null"
    )
    has_lost_space = fields.Boolean(compute="_compute_has_lost_space")

    @api.depends("booking_id.state", "booking_id.start", "booking_id.stop", "state")
    def _compute_has_lost_space(self):
        for session in self:
            # sudo: a member need not work in the house where the group meets
            booking = session.sudo().booking_id
            session.has_lost_space = (
                session.state == "planned"
                and session.mode == "on_site"
                and bool(session.space_id)
                and (
                    booking.state != "confirmed"
                    or booking.start > session.start
                    or booking.stop < session.stop
                )
            )

    @api.model
    def _get_next_card(self, user=None):
        """Return the next session of a user, as a screen that others see may show it.

        :param user: one of its members; the current user where left out.
        :return: None, or {"id", "name" (« Réunion »), "day", "hour", "join_url"}: the
            link from 15 minutes before the start to the end, else False.
        """
        user = user or self.env.user
        now = fields.Datetime.now()
        session = self.with_user(user).search(
            Domain("group_id.member_ids", "in", user.partner_id.ids)
            & Domain("state", "=", "planned")
            & Domain("stop", ">", now),
            order="start, id",
            limit=1,
        )
        if not session:
            return None
        tz = session._get_tz()
        is_open = session.start - JOIN_BEFORE <= now
        return {
            "id": session.id,
            "name": self.env._("Meeting"),
            "day": format_datetime(self.env, session.start, tz, "EEE d MMM"),
            "hour": format_datetime(self.env, session.start, tz, "HH:mm"),
            "join_url": (is_open and session.video_url) or False,
        }

    def _sync_calendar(self):
        """Give each session on the programme its neutral event; take back others'."""
        # sudo: who may plan a session moves the one event that stands for it, which
        # belongs to the coordinator. Without the caller's context, whose defaults
        # would end up in the event.
        events = self.env(su=True, context=QUIET)["calendar.event"]
        for session in self.sudo():
            event = session.calendar_event_id.with_env(events.env)
            if session.state not in HELD_STATES:
                event.unlink()
                continue
            values = session._prepare_calendar_event()
            if event:
                changed = {
                    name: value
                    for name, value in values.items()
                    if event._fields[name].convert_to_write(event[name], event) != value
                }
                if changed:
                    event.write(changed)
            else:
                session.calendar_event_id = events.create(
                    {**values, "partner_ids": [], "attendee_ids": [], "alarm_ids": []}
                )

    def _prepare_calendar_event(self):
        """Return what the calendar may know: who organises is busy, and when."""
        coordinator = self.group_id.coordinator_id
        localised = self.with_context(lang=coordinator.lang or self.env.lang)
        return {
            "name": localised.env._("Meeting"),
            "start": self.start,
            "stop": self.stop,
            "allday": False,
            "privacy": "private",
            "show_as": "busy",
            "user_id": coordinator.id,
            "description": False,
            "location": False,
            "videocall_location": False,
        }

    def _sync_booking(self):
        """Book the space of sessions on the programme, as the user; free the others.

        :raise ValidationError: where something is in the way, named if the user may
            read it.
        """
        now = fields.Datetime.now()
        for session in self:
            if session.state in HELD_STATES and session.stop < now:
                continue  # who came is noted afterwards: the past is not booked again
            wants = (
                session.state in HELD_STATES
                and session.mode == "on_site"
                and session.space_id
            )
            # sudo to read what is booked already; written with the user's own rights
            booking = session.sudo().booking_id.sudo(self.env.su)
            values = {
                "space_id": session.space_id.id,
                "start": session.start,
                "stop": session.stop,
                "state": "confirmed",
            }
            if not wants:
                if booking and booking.sudo().state == "confirmed":
                    booking.action_cancel()
            elif not booking:
                values["purpose"] = self.env._("Meeting")
                booking = booking.create(values)
                # sudo: a relay member who notes who came books nothing, but may be
                # the one who finds the booking gone
                session.sudo().booking_id = booking
            elif session._is_booked_otherwise(booking.sudo(), values):
                booking.write(values)

    @staticmethod
    def _is_booked_otherwise(booking, values):
        current = {
            "space_id": booking.space_id.id,
            "start": booking.start,
            "stop": booking.stop,
            "state": booking.state,
        }
        return current != values
