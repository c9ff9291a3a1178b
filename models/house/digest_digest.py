from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import fields, models

DAY_OF_MONTH = 3  # last month's wrap-ups had two days to come in
READERS = ("management", "administrator", "coordinator")


class DigestDigest(models.Model):
    """A mail that leads to the dashboard, and holds no figure at all.

    A mail is forwarded, and read on any screen: figures stay where rights are checked.
    """

    _inherit = "digest.digest"

    leads_to_dashboard = fields.Boolean(
        "Link to the Dashboard of Residences",
        help="A link and no figure, whatever else is ticked; only to those whose role "
        "opens the dashboard.",
    )

    def _action_send_to_user(self, user, tips_count=1, consume_tips=True):
        if not self.leads_to_dashboard:
            return super()._action_send_to_user(user, tips_count, consume_tips)
        if not any(user.has_group(f"residence_community.group_{r}") for r in READERS):
            return False  # the role was taken away since: so is the mail
        return super()._action_send_to_user(user, tips_count=0, consume_tips=False)

    def _compute_kpis(self, company, user):
        if self.leads_to_dashboard:
            return []
        return super()._compute_kpis(company, user)

    def _compute_preferences(self, company, user):
        if self.leads_to_dashboard:
            return []
        return super()._compute_preferences(company, user)

    def _compute_tips(self, company, user, tips_count=1, consumed=True):
        """Return what the mail says: where the figures are, and why not in here."""
        if not self.leads_to_dashboard:
            return super()._compute_tips(company, user, tips_count, consumed)
        # sudo: the address of a screen; its figures ask for their own rights
        action = self.env.ref("residence_community.residence_dashboard_action").sudo()
        return [
            Markup(
                '<p class="tip_title">%s</p><p class="tip_content">%s</p>'
                '<p><a href="%s" target="_blank" style="%s">%s</a></p>'
            )
            % (
                self.env._("The year so far in your residences"),
                self.env._(
                    "How many came, who led, what was spent, and which wrap-ups are "
                    "missing. No figure travels by mail: they are read here, with "
                    "your rights."
                ),
                f"{self.get_base_url()}/odoo/{action.path}",
                "display:inline-block;padding:10px 16px;border-radius:4px;"
                "background-color:#01666b;color:#ffffff;text-decoration:none;"
                "font-weight:bold",
                self.env._("Open the dashboard"),
            )
        ]

    def _get_next_run_date(self):
        if not self.leads_to_dashboard or self.periodicity != "monthly":
            return super()._get_next_run_date()
        today = fields.Date.context_today(self)
        return today + relativedelta(months=today.day >= DAY_OF_MONTH, day=DAY_OF_MONTH)

    def _check_daily_logs(self):
        """Never slow it down: once a month is what was asked for."""
        return (
            super()
            ._check_daily_logs()
            .filtered(lambda digest: not digest.leads_to_dashboard)
        )
