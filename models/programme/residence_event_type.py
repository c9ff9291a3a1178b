from odoo import fields, models


class ResidenceEventType(models.Model):
    """Whether an event of this type is prepared with papers."""

    _inherit = "residence.event.type"

    proposes_papers = fields.Boolean(
        string="Propose Papers to Print",
        default=True,
        help="An action sheet, a poster, a sign-in sheet… proposed 14 then 7 days "
        "before. They can be printed any day, whatever is ticked here.",
    )
