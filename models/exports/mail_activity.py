from odoo import fields, models


class MailActivity(models.Model):
    """A workbook that is there: its owner's alone, being attached to no document."""

    _inherit = "mail.activity"

    residence_export_id = fields.Many2one(
        "residence.export", ondelete="cascade", index="btree_not_null"
    )

    def action_open_document(self):
        """Open the export that a reminder is about."""
        export = self.residence_export_id
        if not export or not export.has_access("read"):
            return super().action_open_document()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_export_action"
        )
        return {**action, "res_id": export.id, "views": [(False, "form")]}
