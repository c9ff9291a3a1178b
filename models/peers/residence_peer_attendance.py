from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError


class ResidencePeerAttendance(models.Model):
    """Who was expected at a session, and who came.

    Rows are made for the members when a session is planned; whoever joins or leaves
    before it is held gets one, or has none any more.
    """

    _name = "residence.peer.attendance"
    _description = "Attendance at a Peer Session"
    _inherit = ["residence.peer.named"]
    _rec_name = "partner_id"
    _order = "session_id, id"

    session_id = fields.Many2one(
        "residence.peer.session", required=True, index=True, ondelete="cascade"
    )
    group_id = fields.Many2one(
        related="session_id.group_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="session_id.company_id", store=True, precompute=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Member",
        ondelete="set null",  # an erased person leaves the figures as they were
        index="btree_not_null",
    )
    status = fields.Selection(
        [("present", "Present"), ("excused", "Excused"), ("absent", "Absent")],
        help="Empty until somebody noted it.",
    )

    _one_per_member = models.UniqueIndex(
        "(session_id, partner_id)", "This member is on the list already."
    )

    @api.constrains("session_id", "partner_id")
    def _check_member(self):
        for row in self:
            if row.partner_id and row.partner_id not in row.group_id.member_ids:
                raise ValidationError(
                    self.env._("“Member”: choose someone of the group.")
                )

    def write(self, vals):
        if not self.env.su and vals.keys() - {"status"}:
            raise AccessError(self.env._("Who was expected stays: only note who came."))
        return super().write(vals)
