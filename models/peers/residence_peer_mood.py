from odoo import api, fields, models
from odoo.exceptions import ValidationError

FACES = ("sunny", "bright", "cloudy", "showers", "storm")
MAX_FACES = 99


class ResidencePeerMood(models.Model):
    """« Météo du tour de table »: how the group felt, noted for everyone at once.

    Counters, and nothing of who said what: not even who noted them or when
    (``_log_access``). Its members read it; the coordinator and the direction do not.
    """

    _name = "residence.peer.mood"
    _description = "Weather of the Round Table"
    _inherit = ["residence.peer.confidential"]
    _rec_name = "session_id"
    _log_access = False

    session_id = fields.Many2one(
        "residence.peer.session", required=True, ondelete="restrict"
    )
    group_id = fields.Many2one(
        related="session_id.group_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="session_id.company_id", store=True, precompute=True
    )
    sunny = fields.Integer("Bright Sun")
    bright = fields.Integer("Sunny Spells")
    cloudy = fields.Integer()
    showers = fields.Integer()
    storm = fields.Integer()

    _one_per_session = models.UniqueIndex(
        "(session_id)", "The weather of this session is noted already."
    )

    @api.constrains(*FACES)
    def _check_counts(self):
        for mood in self:
            if not all(0 <= mood[face] <= MAX_FACES for face in FACES):
                raise ValidationError(
                    self.env._(
                        "“Weather of the round table”: from 0 to %s each.", MAX_FACES
                    )
                )

    @api.model
    def _keep_writable(self, sessions):
        return sessions if self.env.su else sessions.filtered("is_member")
