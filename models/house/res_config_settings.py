from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    residence_dwelling_stock = fields.Integer(
        related="company_id.residence_dwelling_stock", readonly=False
    )
    residence_monthly_mail = fields.Boolean(
        "Monthly Mail to the Direction",
        help="A link to the dashboard, no figure. Each reader can also unsubscribe.",
    )

    @api.model
    def get_values(self):
        return {
            **super().get_values(),
            "residence_monthly_mail": self._get_monthly_mail_cron().active,
        }

    def set_values(self):
        result = super().set_values()
        cron = self._get_monthly_mail_cron()
        if cron and cron.active != self.residence_monthly_mail:
            cron.active = self.residence_monthly_mail
            # the calls that it missed meanwhile are not made up for
            now = fields.Datetime.now()
            while cron.active and cron.nextcall < now:
                cron.nextcall += relativedelta(months=1)
        return result

    @api.model
    def _get_monthly_mail_cron(self):
        """Return the scheduled action; none where somebody deleted it.

        sudo: whoever may change the settings need not administer scheduled actions.
        """
        xmlid = "residence_community.cron_send_monthly_mail"
        cron = self.env.ref(xmlid, raise_if_not_found=False)
        return (cron or self.env["ir.cron"]).sudo()
