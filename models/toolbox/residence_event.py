from odoo import api, fields, models
from odoo.fields import Domain


class ResidenceEvent(models.Model):
    """The documents of an event: those attached to it, and the toolbox for more."""

    _inherit = "residence.event"

    document_ids = fields.Many2many(
        "ir.attachment",
        string="Documents",
        compute="_compute_document_ids",
        help="Files attached to the event, its pictures left out.",
    )

    def _compute_document_ids(self):
        """Read as the user: they have the rights of the event."""
        files = self.env["ir.attachment"].search(
            Domain("res_model", "=", self._name)
            & Domain("res_id", "in", self.ids)
            & ~Domain("mimetype", "=like", "image/%")
        )
        by_event = files.grouped("res_id")
        for event in self:
            event.document_ids = by_event.get(event._origin.id, files.browse())

    @api.readonly
    def action_open_toolbox(self):
        """Open the toolbox on the documents proposed for this event."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_document_action"
        )
        return dict(
            action,
            name=self.env._("Documents: %s", self.name),
            path=False,
            context={
                "residence_event_id": self.id,
                "search_default_proposed": 1,
            },
        )
