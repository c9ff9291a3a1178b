from odoo import api, fields, models


class ResidenceProgrammeCopyLine(models.TransientModel):
    """A series to copy, as it will be in the other residence."""

    _name = "residence.programme.copy.line"
    _description = "Series to Copy"

    copy_id = fields.Many2one(
        "residence.programme.copy",
        string="Programme Copy",
        required=True,
        ondelete="cascade",
    )
    series_id = fields.Many2one(
        "residence.event.series", required=True, ondelete="cascade"
    )
    is_chosen = fields.Boolean("Copy", default=True)
    sentence = fields.Char(related="series_id.sentence")
    remark = fields.Char("To Settle", compute="_compute_remark")

    @api.depends("series_id", "copy_id.target_id")
    @api.depends_context("lang")
    def _compute_remark(self):
        for line in self:
            series, copy = line.series_id, line.copy_id
            wanted = series.space_id | series.extra_space_ids
            missing = wanted - wanted.browse(
                space.id for space in copy._get_spaces(series)
            )
            line.remark = (
                self.env._(
                    "No space called %s there.", ", ".join(missing.mapped("name"))
                )
                if missing and copy.target_id
                else ""
            )
