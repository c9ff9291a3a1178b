from odoo import api, fields, models

STATES = {True: "activated", False: "deactivated"}


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    residence_monthly_mail = fields.Boolean(
        "Monthly Mail to the Direction",
        help="A link to the dashboard, no figure. Each reader can also unsubscribe.",
    )

    @api.model
    def get_values(self):
        digest = self._get_residence_digest()
        return {
            **super().get_values(),
            "residence_monthly_mail": digest.state == "activated",
        }

    def set_values(self):
        result = super().set_values()
        digest = self._get_residence_digest()
        state = STATES[self.residence_monthly_mail]
        if digest and digest.state != state:
            digest.state = state
        return result

    @api.model
    def _get_residence_digest(self):
        """Return the digest; none where somebody deleted it.

        sudo: whoever may change the settings need not administer Odoo's digests.
        """
        xmlid = "residence_community.digest_monthly"
        digest = self.env.ref(xmlid, raise_if_not_found=False)
        return (digest or self.env["digest.digest"]).sudo()
