from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .residence_attendance import MAX_PEOPLE

STATES = [
    ("draft", "To prepare"),
    ("planned", "Planned"),
    ("done", "Held"),
    ("cancelled", "Cancelled"),
]
LED_BY = [
    ("animator", "The team"),
    ("shared", "The team and residents"),
    ("residents", "Residents"),
]


class ResidenceEvent(models.Model):
    """One animation, on one day: a meal, a workshop, a basket delivery.

    From when to when is in ``residence_event_when.py``; its counts are lines per
    generation (``residence_event_count.py``); the spaces it uses are booked for it
    (``residence_event_booking.py``).
    """

    _name = "residence.event"
    _description = "Residence Event"
    _inherit = ["residence.scoped", "residence.thread", "mail.activity.mixin"]
    _order = "start desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Title",
        compute="_compute_from_type",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        help="Shown on the programme and in the workbooks. No one's name.",
    )
    residence_id = fields.Many2one(
        "residence.residence",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env["residence.residence"]._get_default(),
    )
    company_id = fields.Many2one(
        related="residence_id.company_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    tz = fields.Selection(related="residence_id.tz")
    event_type_id = fields.Many2one(
        "residence.event.type", string="Type", required=True, index=True
    )
    color = fields.Integer(related="event_type_id.color")
    icon = fields.Char(related="event_type_id.icon", string="Type Icon")
    counting_mode = fields.Selection(
        related="event_type_id.counting_mode",
        store=True,
        precompute=True,
        string="What is counted",
    )
    space_id = fields.Many2one(
        "residence.space",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('residence_id', '=', residence_id)]",
    )
    extra_space_ids = fields.Many2many(
        "residence.space",
        string="Other Spaces",
        domain="[('residence_id', '=', residence_id), ('id', '!=', space_id)]",
        help="The kitchen beside the hall: booked for the same time.",
    )
    place = fields.Char(
        compute="_compute_from_type",
        store=True,
        readonly=False,
        precompute=True,
        help="Outside the shared spaces: a street, a park, the museum.",
    )
    place_name = fields.Char(compute="_compute_place_name", string="Where")
    animator_id = fields.Many2one(
        "res.users",
        string="Led by (team)",
        domain="[('share', '=', False)]",
        index=True,
        default=lambda self: self._default_animator_id(),
    )
    setup_minutes = fields.Integer(
        string="Setup (min)",
        compute="_compute_from_type",
        store=True,
        readonly=False,
        precompute=True,
    )
    cleanup_minutes = fields.Integer(
        string="Clean-up (min)",
        compute="_compute_from_type",
        store=True,
        readonly=False,
        precompute=True,
    )
    state = fields.Selection(
        STATES,
        string="Status",
        required=True,
        default="draft",
        index=True,
        tracking=True,
        copy=False,
    )
    led_by = fields.Selection(
        LED_BY,
        string="Who led it?",
        required=True,
        default="animator",
    )
    partner_ids = fields.Many2many(
        "res.partner",
        string="Partners",
        domain="[('is_company', '=', True)]",
        help="Organisations only: a school, an association, a grower.",
    )
    expected_count = fields.Integer(string="Signed Up", copy=False)
    planned_cost = fields.Monetary(
        string="Planned Budget",
        compute="_compute_from_type",
        store=True,
        readonly=False,
        precompute=True,
    )
    actual_cost = fields.Monetary(string="Spent", copy=False)
    volunteer_hours = fields.Float(string="Time Given by Residents (h)", copy=False)
    staff_hours = fields.Float(
        string="Team's Time (h)", help="Preparation included. Optional.", copy=False
    )
    summary = fields.Text(string="What We Keep", copy=False)
    note = fields.Text(string="Organisation")

    _minutes_range = models.Constraint(
        """CHECK(setup_minutes BETWEEN 0 AND 1440
                 AND cleanup_minutes BETWEEN 0 AND 1440)""",
        "Setup and clean-up: between 0 and 1,440 minutes (one day).",
    )
    _amounts_positive = models.Constraint(
        """CHECK(planned_cost >= 0 AND actual_cost >= 0
                 AND volunteer_hours >= 0 AND staff_hours >= 0)""",
        "Costs and hours cannot be below 0.",
    )
    # an animator's list, calendar and home; her figures; the direction's months
    _by_residence = models.Index("(residence_id, start)")
    _by_residence_and_date = models.Index("(residence_id, date)")
    _by_date = models.Index("(date, residence_id)")

    def _default_animator_id(self):
        is_animator = self.env.user.has_group("residence_community.group_animator")
        return self.env.user if is_animator else False

    @api.depends("event_type_id")
    def _compute_from_type(self):
        """Take the type's habits, and keep what was typed."""
        for event in self:
            kind, former = event.event_type_id, event._origin.event_type_id
            if not event.name or event.name == former.name:
                event.name = kind.name
            if not event.place or event.place == former.default_place:
                event.place = kind.default_place
            if not event.planned_cost or event.planned_cost == former.default_cost:
                event.planned_cost = kind.default_cost
            if kind and kind != former:
                event.setup_minutes = kind.setup_minutes
                event.cleanup_minutes = kind.cleanup_minutes

    @api.depends("space_id", "place")
    def _compute_place_name(self):
        for event in self:
            event.place_name = event.space_id.name or event.place

    @api.constrains("residence_id", "space_id", "extra_space_ids")
    def _check_spaces_of_residence(self):
        for event in self:
            spaces = event.space_id | event.extra_space_ids
            if spaces.residence_id - event.residence_id:
                raise ValidationError(
                    self.env._(
                        "“Space”: choose spaces of %s only.", event.residence_id.name
                    )
                )

    @api.constrains("expected_count")
    def _check_expected_count(self):
        for event in self:
            if not 0 <= event.expected_count <= MAX_PEOPLE:
                raise ValidationError(
                    self.env._("“Signed Up”: type a number from 0 to %s.", MAX_PEOPLE)
                )

    def _get_tz(self):
        """Return the name of the time zone that the event's clock shows."""
        return self.residence_id.tz or "Europe/Paris"
