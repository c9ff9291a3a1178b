from odoo import api, fields, models


class MailActivity(models.Model):
    """A workbook that is there: its owner's alone, being attached to no document."""

    _inherit = "mail.activity"

    # the number of an export, and no relation: see core
    residence_export_id = fields.Integer(
        index="btree_not_null",
        aggregator=None,
        copy=False,
        groups=fields.NO_ACCESS,
    )

    @api.model
    def _get_residence_links(self):
        links = super()._get_residence_links()
        return {**links, "residence_export_id": "residence.export"}

    def action_open_document(self):
        """Open the export that a reminder is about."""
        self.ensure_one()
        self.check_access("read")
        # sudo: the number alone, of one's own reminder; rights are those of the user
        number = self.sudo().residence_export_id
        export = self.env["residence.export"].browse(number or ())
        if not export or not export.has_access("read"):
            return super().action_open_document()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "residence_community.residence_export_action"
        )
        return {**action, "res_id": export.id, "views": [(False, "form")]}
