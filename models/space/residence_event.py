from datetime import timedelta

from odoo import api, fields, models

BOOKED_STATES = ("planned", "done")
BOOKING_FIELDS = {
    "state",
    "start",
    "stop",
    "space_id",
    "extra_space_ids",
    "setup_minutes",
    "cleanup_minutes",
    "event_type_id",
}


# In the context while many events are written: their bookings follow once, at the
# end. An object, so that no client can send it.
BOOK_LATER = object()


class ResidenceEvent(models.Model):
    """The spaces of an event are booked for it, setup and clean-up included.

    Planned or held, an event has exactly one confirmed booking per space it uses;
    in preparation or cancelled, none. The event is the master.
    """

    _inherit = "residence.event"

    booking_ids = fields.One2many("residence.booking", "event_id", copy=False)
    notice = fields.Text(compute="_compute_notice")

    @api.depends(
        "space_id",
        "extra_space_ids",
        "start",
        "stop",
        "setup_minutes",
        "cleanup_minutes",
        "state",
        "expected_count",
    )
    def _compute_notice(self):
        """Say what is in the way or worth a second look, before anybody saves."""
        for event in self:
            spaces = event.space_id | event.extra_space_ids
            lines = []
            if event.state in ("draft", "planned") and event.start and event.stop:
                booking = self.env["residence.booking"]
                own = event._origin.booking_ids
                taken = booking._get_blocking(event._get_slots(), own)
                lines += taken._describe_blocks()
                lines += spaces._describe_closed(event.start, event.stop)
            capacity = event.space_id.capacity
            if event.space_id and event.expected_count > capacity:
                lines.append(
                    self.env._(
                        "%(count)s people signed up for a maximum occupancy of "
                        "%(capacity)s.",
                        count=event.expected_count,
                        capacity=capacity,
                    )
                )
            event.notice = "\n".join(lines)

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        events._sync_bookings()
        return events

    def write(self, vals):
        result = super().write(vals)
        is_now = self.env.context.get("residence_book") is not BOOK_LATER
        if is_now and BOOKING_FIELDS & vals.keys():
            self._sync_bookings()
        return result

    def _write_each(self, values):
        """Write {event: values}, then move the bookings of all of them at once."""
        events = self.browse([event.id for event in values])
        for event in events.with_context(residence_book=BOOK_LATER):
            event.write(values[event])
        events._sync_bookings()

    def _get_slots(self):
        """Return the (space id, start, stop) that the event wants, naive UTC."""
        start = self.start - timedelta(minutes=self.setup_minutes)
        stop = self.stop + timedelta(minutes=self.cleanup_minutes)
        spaces = (self.space_id | self.extra_space_ids)._origin
        return [(space.id, start, stop) for space in spaces.sorted("id")]

    def _sync_bookings(self):
        """Make the bookings what the events want: no more, no less.

        New ones are written in the order of space and start, so that two people
        saving at once wait for each other instead of deadlocking.
        """
        # sudo: who may write the event moves its bookings, and nobody else may
        Booking = self.env["residence.booking"].sudo()
        events = self.sudo()
        missing, unwanted = [], Booking.browse()
        for event in events:
            slots = event._get_slots() if event.state in BOOKED_STATES else []
            wanted = {slot[0]: slot for slot in slots}
            for booking in event.booking_ids.filtered(
                lambda booking: booking.state == "confirmed"
            ):
                if wanted.get(booking.space_id.id) == booking._get_slot():
                    del wanted[booking.space_id.id]
                else:
                    unwanted += booking
            missing += [(*slot, event.id) for slot in wanted.values()]
        if unwanted:
            unwanted.unlink()
        if missing:
            Booking.create(
                [
                    {
                        "space_id": space,
                        "start": start,
                        "stop": stop,
                        "event_id": event,
                    }
                    for space, start, stop, event in sorted(missing)
                ]
            )
