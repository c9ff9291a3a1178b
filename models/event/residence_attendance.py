from odoo import api, fields, models
from odoo.exceptions import ValidationError

# Far above any house: a slip of the finger, not a crowd.
MAX_PEOPLE = 2000


class ResidenceAttendance(models.Model):
    """How many people of an age bracket came to an event: a count, never a name.

    What figures are sliced by is stored on the line, so that the report reads one
    table (720,000 events make 3.6 million lines).
    """

    _name = "residence.attendance"
    _description = "Attendance Count"
    _inherit = "residence.scoped"
    _scoped_by = ("event_id",)
    _order = "event_id, age_bracket_id"
    _rec_name = "age_bracket_id"

    event_id = fields.Many2one(
        "residence.event", required=True, ondelete="cascade", index=True
    )
    age_bracket_id = fields.Many2one(
        "residence.age.bracket", required=True, ondelete="restrict", index=True
    )
    quantity = fields.Integer(string="People", required=True)
    generation_id = fields.Many2one(
        "residence.age.bracket",
        compute="_compute_generation_id",
        store=True,
        precompute=True,
        help="The bracket's generation, the bracket itself where it is one.",
    )
    date = fields.Date(related="event_id.date", store=True, precompute=True)
    residence_id = fields.Many2one(
        related="event_id.residence_id", store=True, precompute=True
    )
    company_id = fields.Many2one(
        related="event_id.company_id", store=True, precompute=True
    )
    event_type_id = fields.Many2one(
        related="event_id.event_type_id", store=True, precompute=True
    )
    state = fields.Selection(related="event_id.state", store=True, precompute=True)
    led_by = fields.Selection(related="event_id.led_by", store=True, precompute=True)

    _one_per_bracket = models.Constraint(
        "UNIQUE(event_id, age_bracket_id)",
        "Each age bracket is counted once per event.",
    )
    # an animator's generations; the direction's by month, over one year or five
    _by_residence = models.Index("(residence_id, date)")
    _by_date = models.Index("(date, residence_id)")

    @api.depends("age_bracket_id.parent_id")
    def _compute_generation_id(self):
        for line in self:
            line.generation_id = line.age_bracket_id.parent_id or line.age_bracket_id

    @api.constrains("quantity")
    def _check_quantity(self):
        for line in self:
            if not 0 <= line.quantity <= MAX_PEOPLE:
                raise ValidationError(
                    self.env._(
                        "“%(bracket)s”: %(count)s people? Type a number from 0 to "
                        "%(maximum)s.",
                        bracket=line.age_bracket_id.name,
                        count=line.quantity,
                        maximum=MAX_PEOPLE,
                    )
                )

    @api.constrains("event_id", "age_bracket_id")
    def _check_counted_once(self):
        """A generation and one of its detailed brackets would count people twice."""
        for event in self.event_id:
            counted = event.attendance_ids.age_bracket_id
            twice = counted & counted.parent_id
            if twice:
                raise ValidationError(
                    self.env._(
                        "“%s”: count either the generation or its detailed brackets.",
                        twice[0].name,
                    )
                )
