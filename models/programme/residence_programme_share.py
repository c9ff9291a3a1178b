import hashlib
import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError

TOKEN_BYTES = 24  # 192 bits: not to be guessed, and short enough for a QR code
ROUTE = "/residence_community/programme"


class ResidenceProgrammeShare(models.Model):
    """The address under which a residence's programme is public, while it is.

    A record of its own, not a field of the residence: a residence is also read by the
    direction, and by people who are of the direction and of a team at once. Here the
    rules give each address to those who share it, and to nobody else.

    The token itself is kept, since the QR code is printed again each month; who may
    read it here may print it on a poster anyway. It is looked for by its digest: a
    guess cannot be led, sign after sign, by the time an index takes.
    """

    _name = "residence.programme.share"
    _description = "Public Address of a Programme"
    _rec_name = "residence_id"

    residence_id = fields.Many2one(
        "residence.residence", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="residence_id.company_id", store=True, precompute=True
    )
    token = fields.Char(required=True, readonly=True, copy=False)
    digest = fields.Char(
        compute="_compute_digest", store=True, precompute=True, required=True
    )
    url = fields.Char(string="Public Address", compute="_compute_url")

    _one_per_residence = models.Constraint(
        "UNIQUE(residence_id)", "The programme of this residence is shared already."
    )
    _digest_unique = models.Constraint(
        "UNIQUE(digest)", "This address is taken: ask for another one."
    )

    @api.depends("token")
    def _compute_digest(self):
        for share in self:
            share.digest = self._digest(share.token)

    @api.depends("token")
    def _compute_url(self):
        for share in self:
            share.url = f"{share.get_base_url()}{ROUTE}/{share.token}"

    @api.model_create_multi
    def create(self, vals_list):
        """Whatever was asked for, the token is ours: a chosen one could be guessed."""
        shares = super().create(
            [dict(vals, token=self._new_token()) for vals in vals_list]
        )
        self._forget_urls()
        return shares

    def write(self, vals):
        if "residence_id" in vals:
            raise UserError(
                self.env._("An address stays with its residence: stop this sharing.")
            )
        if "token" not in vals:
            return super().write(vals)
        for share in self:
            super(ResidenceProgrammeShare, share).write(
                dict(vals, token=self._new_token())
            )
        self._forget_urls()
        return True

    def unlink(self):
        result = super().unlink()
        self._forget_urls()
        return result

    def _forget_urls(self):
        """The residences' addresses are read from here, as each user may."""
        self.env["residence.residence"].invalidate_model(["programme_url"])

    @api.model
    def _find_residence(self, token):
        """Return the residence shared under ``token``, or none; as ``sudo``.

        Callers take ``Item`` from it and nothing else.
        """
        # sudo: the token is the permission; one query, whatever the token is
        share = self.sudo().search(
            [
                ("digest", "=", self._digest(token)),
                ("residence_id.active", "=", True),
            ],
            limit=1,
        )
        return share.residence_id

    @staticmethod
    def _new_token():
        return secrets.token_urlsafe(TOKEN_BYTES)

    @staticmethod
    def _digest(token):
        text = (token or "").encode("utf-8", "surrogatepass")
        return hashlib.sha256(text).hexdigest()
