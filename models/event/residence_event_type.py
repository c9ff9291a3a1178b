from odoo import fields, models
from odoo.exceptions import UserError

COUNTING_MODES = [
    ("generations", "By generation"),
    ("total", "One total"),
    ("baskets", "Baskets"),
    ("passages", "Passages (open door)"),
    ("none", "Not counted"),
]
# What an event takes from its type until somebody types something else.
HABITS = {"name": "name", "place": "default_place", "planned_cost": "default_cost"}


class ResidenceEventType(models.Model):
    """What kind of animation it is: its habits, so that an event is two taps.

    Habits with time, place and money; and whether residents decide things there.
    """

    _name = "residence.event.type"
    _description = "Event Type"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer(string="Colour")
    icon = fields.Char(
        default="fa-circle-o", help="Name of a Font Awesome 4 icon, such as fa-cutlery."
    )
    counting_mode = fields.Selection(
        COUNTING_MODES,
        string="What is counted",
        required=True,
        default="generations",
    )
    is_consultation = fields.Boolean(
        string="Decisions Are Taken",
        help="A consultation meeting: its decisions are noted, with who takes care "
        "of each and by when.",
    )
    default_duration = fields.Float(string="Usual Duration (h)", default=2.0)
    default_hour = fields.Float(
        string="Usual Start", default=14.0, help="In the residence's own time."
    )
    default_place = fields.Char(
        string="Usual Place", help="For what happens outside the shared spaces."
    )
    default_cost = fields.Float(string="Usual Cost")
    default_basket_price = fields.Float(
        string="Usual Price of a Basket", digits=(16, 2)
    )
    default_grower_id = fields.Many2one(
        "res.partner",
        string="Usual Grower",
        domain="[('is_company', '=', True)]",
        help="An organisation. After the first basket, the last one's is proposed.",
    )
    setup_minutes = fields.Integer(
        string="Setup (min)", help="The space is booked from that long before."
    )
    cleanup_minutes = fields.Integer(
        string="Clean-up (min)", help="The space is booked until that long after."
    )

    _minutes_range = models.Constraint(
        """CHECK(setup_minutes BETWEEN 0 AND 1440
                 AND cleanup_minutes BETWEEN 0 AND 1440)""",
        "Setup and clean-up: between 0 and 1,440 minutes (one day).",
    )
    _duration_range = models.Constraint(
        "CHECK(default_duration > 0 AND default_duration <= 168)",
        "Usual duration: more than 0 and at most 168 hours (one week).",
    )
    _hour_range = models.Constraint(
        "CHECK(default_hour >= 0 AND default_hour < 24)",
        "Usual start: a time of the day, from 0:00 to 23:59.",
    )
    _basket_price_positive = models.Constraint(
        "CHECK(default_basket_price >= 0)",
        "“Usual Price of a Basket” cannot be below 0.",
    )

    def write(self, vals):
        """Refuse to change what is counted once there are counts to misread."""
        if "counting_mode" in vals:
            changed = self.filtered(
                lambda kind: kind.counting_mode != vals["counting_mode"]
            )
            # sudo: only whether one exists anywhere, in any company
            used = changed and self.env["residence.event"].sudo().search_count(
                [("event_type_id", "in", changed.ids), ("is_counted", "=", True)],
                limit=1,
            )
            if used:
                raise UserError(
                    self.env._(
                        "“What is counted”: events of this type were already counted. "
                        "Archive the type and make a new one."
                    )
                )
        return super().write(vals)

    def _propose_habits(self, record):
        """Give an event, or a series, its type's habits; keep what was typed.

        :param record: whose type is, or has just become, this one.
        """
        former = record._origin.event_type_id
        for name, habit in HABITS.items():
            if not record[name] or record[name] == former[habit]:
                record[name] = self[habit]
        if self and self != former:
            record.setup_minutes = self.setup_minutes
            record.cleanup_minutes = self.cleanup_minutes
