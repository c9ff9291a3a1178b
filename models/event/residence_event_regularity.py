from odoo import api, fields, models


class ResidenceEvent(models.Model):
    """What regularity is told by: generations present, partners.

    Stored on the event, so that the report reads one table.
    """

    _inherit = "residence.event"

    generation_count = fields.Integer(
        string="Generations Present",
        compute="_compute_generation_count",
        store=True,
        copy=False,
        help="Of the count. People whose age was not noted are of none: 0 where no "
        "age is known.",
    )
    partner_count = fields.Integer(
        string="Number of Partners",
        compute="_compute_partner_count",
        store=True,
        copy=False,
    )

    @api.depends(
        "attendance_ids.quantity",
        "attendance_ids.generation_id",
        "attendance_ids.generation_id.is_unspecified",
    )
    def _compute_generation_count(self):
        for event in self:
            lines = event.attendance_ids.filtered("quantity")
            generations = lines.generation_id
            event.generation_count = len(generations) - len(
                generations.filtered("is_unspecified")
            )

    @api.depends("partner_ids")
    def _compute_partner_count(self):
        for event in self:
            event.partner_count = len(event.partner_ids)
