from odoo import fields, models


class ResidenceFundingEvidence(models.Model):
    """« Justificatif »: an invoice, a photo, a sign-in sheet that proves a line.

    A file of the row: who may not read the row does not reach it.
    """

    _name = "residence.funding.evidence"
    _description = "Evidence"
    _order = "line_id, id"
    _rec_name = "file_name"

    line_id = fields.Many2one(
        "residence.funding.line", required=True, ondelete="cascade", index=True
    )
    convention_id = fields.Many2one(related="line_id.convention_id")
    company_id = fields.Many2one(
        related="line_id.company_id", store=True, precompute=True
    )
    file = fields.Binary(attachment=True, required=True)
    file_name = fields.Char(required=True)
