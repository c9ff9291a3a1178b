from odoo import fields, models
from odoo.tools import format_datetime

from ...tools import local_time


class ResidenceSpace(models.Model):
    """A room or a garden that a residence shares."""

    _name = "residence.space"
    _description = "Shared Space"
    _order = "residence_id, sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    residence_id = fields.Many2one(
        "residence.residence", required=True, ondelete="restrict", index=True
    )
    company_id = fields.Many2one(
        related="residence_id.company_id", store=True, index=True
    )
    capacity = fields.Integer(
        string="Maximum Occupancy",
        required=True,
        default=20,
        help="The number on the safety notice.",
    )
    resource_calendar_id = fields.Many2one(
        "resource.calendar",
        string="Opening Hours",
        check_company=True,
        help="Left empty, the space may be used at any time. "
        "An event outside these hours is pointed out, not refused.",
    )

    _capacity_positive = models.Constraint(
        "CHECK(capacity > 0)", "Maximum occupancy: at least 1 person."
    )

    def _describe_closed(self, start, stop):
        """Return a sentence for each space that is not open from start to stop.

        :param start, stop: moments, naive UTC.
        """
        lines = []
        for space in self.filtered("resource_calendar_id"):
            tz = space.residence_id.tz
            hours = space.resource_calendar_id.get_work_hours_count(
                local_time.to_local(start, tz), local_time.to_local(stop, tz)
            )
            if hours * 3600 < (stop - start).total_seconds() - 60:
                lines.append(
                    self.env._(
                        "“%(space)s” is not open all that time (%(day)s).",
                        space=space.name,
                        day=format_datetime(self.env, start, tz, "EEEE d MMMM"),
                    )
                )
        return lines
