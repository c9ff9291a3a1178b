from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL, format_datetime

from ...tools import local_time

MAX_DAYS = 31
NOTHING_ELSE = {"purpose", "partner_id", "expected_count"}


class ResidenceBooking(models.Model):
    """Who has a space, from when to when: events, peer sessions, loans.

    A space is never booked twice; PostgreSQL holds that, whatever races. Bookings
    of an event follow it and are edited there only. A loan is under an agreement.
    """

    _name = "residence.booking"
    _description = "Space Booking"
    _named_by = ("event_id.name", "partner_id.name", "purpose", "space_id.name")
    _inherit = "residence.scoped"
    _scoped_by = ("space_id",)
    _order = "start desc, id desc"
    _check_company_auto = True

    space_id = fields.Many2one(
        "residence.space",
        required=True,
        ondelete="restrict",
        index=True,
        check_company=True,
    )
    residence_id = fields.Many2one(
        related="space_id.residence_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="residence_id.company_id", store=True, index=True, precompute=True
    )
    tz = fields.Selection(related="residence_id.tz")
    start = fields.Datetime(required=True)
    stop = fields.Datetime(string="End", required=True)
    hours = fields.Float(
        string="Hours Booked",
        compute="_compute_hours",
        store=True,
        precompute=True,
        help="Setup and clean-up included.",
    )
    state = fields.Selection(
        [("confirmed", "Confirmed"), ("cancelled", "Cancelled")],
        required=True,
        default="confirmed",
        copy=False,
    )
    event_id = fields.Many2one(
        "residence.event", ondelete="cascade", index="btree_not_null", copy=False
    )
    partner_id = fields.Many2one(
        "res.partner", string="Lent To", check_company=True, index="btree_not_null"
    )
    agreement_id = fields.Many2one(
        "residence.loan.agreement",
        compute="_compute_agreement_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('partner_id', '=', partner_id), ('residence_id', '=', residence_id)]",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
    )
    purpose = fields.Char(help="The team and the coordination read it. No name.")
    expected_count = fields.Integer(string="People Expected")
    notice = fields.Text(compute="_compute_notice")
    agreement_notice = fields.Text(compute="_compute_agreement_notice")

    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            int4range(space_id, space_id, '[]') WITH &&,
            tsrange(start, stop) WITH &&
        ) WHERE (state = 'confirmed') DEFERRABLE INITIALLY IMMEDIATE""",
        "This space was just booked by someone else for that time. "
        "Nothing was changed: choose another time or another space.",
    )
    _stop_after_start = models.Constraint(
        "CHECK(stop > start)", "“End” must come after “Start”."
    )
    _expected_positive = models.Constraint(
        "CHECK(expected_count >= 0)", "“People Expected” cannot be below 0."
    )

    def _get_own_name(self):
        return (
            self.purpose
            or self.event_id.name
            or self.partner_id.name
            or self.space_id.name
        )

    @api.depends("start", "stop")
    def _compute_hours(self):
        for booking in self:
            length = (
                (booking.stop - booking.start).total_seconds()
                if booking.start and booking.stop
                else 0
            )
            booking.hours = length / 3600

    @api.depends("partner_id", "space_id", "start")
    def _compute_agreement_id(self):
        """Propose the association's agreement: in force that day, else its last."""
        agreements = self.env["residence.loan.agreement"].search(
            [
                ("partner_id", "in", self.partner_id._origin.ids),
                ("residence_id", "in", self.space_id.residence_id._origin.ids),
            ],
            order="date_end desc, id desc",
        )
        for booking in self:
            fitting = agreements.filtered(
                lambda agreement, lent=booking: (
                    agreement.partner_id == lent.partner_id._origin
                    and agreement._covers(lent.space_id._origin)
                )
            )
            day = booking._get_day()
            current = fitting.filtered(
                lambda agreement, day=day: (
                    day and agreement.date_start <= day <= agreement.date_end
                )
            )
            booking.agreement_id = (current or fitting)[:1]

    @api.depends("space_id", "start", "stop", "state", "expected_count")
    def _compute_notice(self):
        """Say what is in the way, before anybody saves."""
        for booking in self:
            lines = []
            if booking.state == "confirmed" and booking._has_valid_slot():
                taken = booking._get_blocking([booking._get_slot()], booking._origin)
                lines += taken._describe_blocks()
            capacity = booking.space_id.capacity
            if booking.space_id and booking.expected_count > capacity:
                lines.append(
                    self.env._(
                        "%(count)s people for a maximum occupancy of %(capacity)s.",
                        count=booking.expected_count,
                        capacity=capacity,
                    )
                )
            booking.notice = "\n".join(lines)

    @api.depends("agreement_id", "partner_id", "event_id", "start", "space_id")
    def _compute_agreement_notice(self):
        """Say what the loan's agreement does not hold on that day, before saving."""
        for booking in self:
            day, agreement = booking._get_day(), booking.agreement_id
            lines = []
            if booking.partner_id and not booking.event_id and day:
                lines = (
                    agreement._describe_gaps(day)
                    if agreement
                    else [booking._describe_no_agreement()]
                )
            booking.agreement_notice = "\n".join(lines)

    @api.constrains("start", "stop")
    def _check_duration(self):
        for booking in self:
            if (booking.stop - booking.start).days >= MAX_DAYS:
                raise ValidationError(
                    self.env._(
                        "“End”: a booking lasts at most %s days. "
                        "Make several, or an agreement.",
                        MAX_DAYS,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_event_edit(any(vals.get("event_id") for vals in vals_list))
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() - NOTHING_ELSE:
            self._refuse_event_edit(any(booking.event_id for booking in self))
        return super().write(vals)

    def _refuse_change(self, vals):
        result = super()._refuse_change(vals)
        if {"space_id", "start", "stop", "state"} & vals.keys():
            self.check_access("write")
            self._refuse_blocked(self._get_slots(vals), self)
        return result

    def _refuse_taken(self, rows, ignored=(), uniques=None):
        """Look for what is in the way too, once rights are known to be there."""
        result = super()._refuse_taken(rows, ignored, uniques)
        self._refuse_blocked(
            [
                (
                    row.get("space_id"),
                    fields.Datetime.to_datetime(row.get("start")),
                    fields.Datetime.to_datetime(row.get("stop")),
                )
                for row in rows
                if row.get("state") != "cancelled"
            ],
            ignored,
        )
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_event(self):
        self._refuse_event_edit(any(booking.event_id for booking in self))

    def action_cancel(self):
        """Free the slot."""
        self.state = "cancelled"

    def action_confirm(self):
        """Take the slot again, if nobody else has it."""
        self.state = "confirmed"

    @api.readonly
    def action_open_event(self):
        """Open the event that this booking follows."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "residence.event",
            "res_id": self.event_id.id,
            "views": [(False, "form")],
        }

    def _refuse_event_edit(self, of_event):
        """Raise unless the event itself is writing: it does so in superuser mode."""
        if of_event and not self.env.su:
            raise UserError(
                self.env._(
                    "This booking follows an event. Change the event: "
                    "its bookings move with it."
                )
            )

    @api.model
    def _refuse_blocked(self, slots, ignored=()):
        """Raise a sentence naming what is in the way of ``slots``, if anything is."""
        taken = self._get_blocking(slots, ignored)
        if taken:
            lines = taken[:5]._in_users_language()._describe_blocks()
            raise ValidationError("\n".join(lines))

    def _has_valid_slot(self):
        return bool(
            self.space_id and self.start and self.stop and self.start < self.stop
        )

    def _get_slot(self):
        """Return (space id, start, stop), naive UTC."""
        return self.space_id._origin.id, self.start, self.stop

    def _get_slots(self, vals):
        """Return the slots that ``self`` would hold once ``vals`` are written."""
        space = vals.get("space_id")
        start = fields.Datetime.to_datetime(vals.get("start"))
        stop = fields.Datetime.to_datetime(vals.get("stop"))
        return [
            (space or booking.space_id.id, start or booking.start, stop or booking.stop)
            for booking in self
            if vals.get("state", booking.state) == "confirmed"
        ]

    def _get_day(self):
        """Return the day it starts, in the residence's time zone."""
        tz = self.space_id.residence_id.tz
        return self.start and tz and local_time.to_local(self.start, tz).date()

    def _is_one_day(self):
        """Return whether the booking ends on the day it starts, in local time."""
        zoned = self.with_context(tz=self.residence_id.tz)
        days = {
            fields.Datetime.context_timestamp(zoned, moment).date()
            for moment in (self.start, self.stop)
        }
        return len(days) == 1

    @api.model
    def _get_blocking(self, slots, ignored=()):
        """Return the confirmed bookings that overlap one of ``slots``, in one query.

        :param slots: (space id, start, stop), naive UTC; back to back is no overlap.
        :param ignored: bookings that may be in the way, such as those being moved.
        """
        slots = [slot for slot in slots if all(slot) and slot[1] < slot[2]]
        if not slots:
            return self.browse()
        self.flush_model(["space_id", "start", "stop", "state"])
        values = SQL(", ").join(
            SQL("(%s::int4, %s::timestamp, %s::timestamp)", *slot) for slot in slots
        )
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT taken.id
                     FROM residence_booking taken
                     JOIN (VALUES %(values)s) AS slot (space_id, start, stop)
                       ON int4range(taken.space_id, taken.space_id, '[]')
                          && int4range(slot.space_id, slot.space_id, '[]')
                      AND tsrange(taken.start, taken.stop)
                          && tsrange(slot.start, slot.stop)
                    WHERE taken.state = 'confirmed'
                      AND NOT taken.id = ANY(%(ignored)s)""",
                values=values,
                ignored=[booking.id for booking in ignored],
            )
        )
        return self.browse(row[0] for row in rows).sorted("start")

    def _describe_blocks(self):
        """Return a sentence each: which space, who has it, when (local time).

        What the user may not read is not named: a refusal must not tell anyone
        what goes on in somebody else's residence.
        """
        readable = self._filtered_access("read")
        lines = [booking._describe_block() for booking in readable]
        if readable != self:
            lines.append(self.env._("This space is taken at that time."))
        return lines

    def _describe_block(self):
        residence = self.residence_id
        until_format = "HH:mm" if self._is_one_day() else "EEEE d MMMM HH:mm"
        return self.env._(
            "“%(space)s” is taken from %(start)s to %(stop)s: %(what)s.",
            space=self.space_id.name,
            start=format_datetime(
                self.env, self.start, residence.tz, "EEEE d MMMM HH:mm"
            ),
            stop=format_datetime(self.env, self.stop, residence.tz, until_format),
            what=self.display_name,
        )

    def _describe_no_agreement(self):
        return self.env._(
            "No loan agreement is noted with %s.", self.partner_id.name or ""
        )
