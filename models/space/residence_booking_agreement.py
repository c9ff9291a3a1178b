from odoo import api, fields, models

from ...tools import local_time


class ResidenceBooking(models.Model):
    """The agreement under which a space is lent, and how long spaces are taken."""

    _inherit = "residence.booking"

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
    agreement_notice = fields.Text(compute="_compute_agreement_notice")
    hours = fields.Float(
        string="Hours Booked",
        compute="_compute_hours",
        store=True,
        precompute=True,
        help="Setup and clean-up included.",
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
                lambda one, lent=booking: (
                    one.partner_id == lent.partner_id._origin
                    and one._covers(lent.space_id._origin)
                )
            )
            day = booking._get_day()
            current = fitting.filtered(
                lambda one, day=day: day and one.date_start <= day <= one.date_end
            )
            booking.agreement_id = (current or fitting)[:1]

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

    def _describe_no_agreement(self):
        return self.env._(
            "No loan agreement is noted with %s.", self.partner_id.name or ""
        )

    def _get_day(self):
        """Return the day it starts, in the residence's time zone."""
        tz = self.space_id.residence_id.tz
        return self.start and tz and local_time.to_local(self.start, tz).date()
