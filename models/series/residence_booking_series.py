from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .residence_recurrence import RULE_FIELDS, SKIP_FIELDS


class ResidenceBookingSeries(models.Model):
    """A loan that comes back: an association has a space every Wednesday evening.

    A model of its own beside the series of events, as a loan is beside an event: it
    has no type, no cost, no bilan. The recurrence is the same code.
    """

    _name = "residence.booking.series"
    _description = "Recurring Loan"
    _named_by = ("purpose", "partner_id.name", "space_id.name")
    _inherit = ["residence.recurrence"]
    _order = "state, residence_id, id"

    _occurrence_model = "residence.booking"
    _template_fields = ("space_id", "partner_id", "purpose", "expected_count")
    _template_groups = (
        ("start", "stop"),
        ("space_id",),
        ("partner_id",),
        ("purpose",),
        ("expected_count",),
    )

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
    partner_id = fields.Many2one(
        "res.partner", string="Lent To", check_company=True, index="btree_not_null"
    )
    purpose = fields.Char(help="The team and the coordination read it. No name.")
    expected_count = fields.Integer(string="People Expected")
    booking_ids = fields.One2many("residence.booking", "series_id", string="Dates")
    date_ids = fields.One2many(
        "residence.series.date", "booking_series_id", string="Dates Set Apart"
    )
    source_booking_id = fields.Many2one(
        "residence.booking", string="Made From", ondelete="set null", copy=False
    )
    booking_count = fields.Integer("Dates to Come", compute="_compute_coming")
    next_start = fields.Datetime("Next Date", compute="_compute_coming")

    _expected_positive = models.Constraint(
        "CHECK(expected_count >= 0)", "“People Expected” cannot be below 0."
    )

    def _get_own_name(self):
        return self.purpose or self.partner_id.name or self.space_id.name

    def _compute_coming(self):
        groups = self.env["residence.booking"]._read_group(
            [
                ("series_id", "in", self.ids),
                ("state", "=", "confirmed"),
                ("start", ">=", fields.Datetime.now()),
            ],
            ["series_id"],
            ["__count", "start:min"],
        )
        coming = {series: (count, start) for series, count, start in groups}
        for series in self:
            series.booking_count, series.next_start = coming.get(series, (0, False))

    @api.onchange("space_id", "start", "stop", *RULE_FIELDS, *SKIP_FIELDS)
    def _onchange_conflicts(self):
        self._propose_decisions()

    @api.constrains("source_booking_id", "space_id")
    def _check_source(self):
        for series in self:
            source = series.source_booking_id
            if source and (
                source.event_id or source.residence_id != series.residence_id
            ):
                raise ValidationError(
                    self.env._("“Made From”: a loan of the same residence.")
                )

    @api.readonly
    def action_open_bookings(self):
        """Open the dates of the series."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_booking_action"
        )
        views = ("list", "kanban", "form")
        action["views"] = [(False, view) for view in views]
        action["domain"] = [("series_id", "=", self.id)]
        action["context"] = {"create": False}
        return action

    def action_cancel_rest(self):
        """Free the slots to come and end the series."""
        now = fields.Datetime.now()
        self.booking_ids.filtered(
            lambda booking: booking._is_coming(now)
        ).action_cancel()
        self.state = "stopped"

    def _get_slots(self, values):
        return [(values["space_id"], values["start"], values["stop"])]

    def _get_new_values(self, *, is_free):
        return {"state": "confirmed"}

    def _makes_in_conflict(self):
        """A loan is nothing without its space: the cron leaves the date out.

        It tries again every day, until the date is over.
        """
        return False

    def _get_source_day(self):
        source = self.source_booking_id
        return source and self.residence_id._get_day_of(source.start)

    def _link_first(self):
        for series in self.filtered("source_booking_id"):
            day = series._get_first_day()
            first = series.source_booking_id._unseal()
            first.write({"series_id": series.id, "series_date": day})
