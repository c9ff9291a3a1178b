from odoo import api, fields, models


class ResidencePeerSeasonLine(models.TransientModel):
    """A date that the rhythm gives, to keep or not."""

    _name = "residence.peer.season.line"
    _description = "Date of a Season"
    _order = "start, id"

    season_id = fields.Many2one(
        "residence.peer.season", required=True, ondelete="cascade"
    )
    is_kept = fields.Boolean("Keep", default=True)
    start = fields.Datetime(required=True)
    stop = fields.Datetime("End", required=True)
    when = fields.Char(compute="_compute_when")
    remark = fields.Char()

    @api.depends("start", "stop", "season_id.group_id")
    def _compute_when(self):
        for line in self:
            session = self.env["residence.peer.session"].new(
                {
                    "group_id": line.season_id.group_id._origin.id,
                    "start": line.start,
                    "stop": line.stop,
                }
            )
            line.when = session._format_when() if line.start and line.stop else ""
