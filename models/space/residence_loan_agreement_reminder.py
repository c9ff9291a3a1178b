from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date

REMIND_DAYS = (30, 7)


class ResidenceLoanAgreement(models.Model):
    """The team is reminded of an insurance that ends: 30 days before, and 7.

    One activity per member of the team, without a mail, and the same one the second
    time if it is still there. Noting the new expiry takes them away.
    """

    _inherit = "residence.loan.agreement"

    reminded_days = fields.Integer(
        copy=False, help="How many days before the expiry the team was last reminded."
    )

    def write(self, vals):
        if "insurance_expiry" not in vals:
            return super().write(vals)
        result = super().write({"reminded_days": 0, **vals})
        # sudo: a colleague's reminder goes too, whoever noted the new certificate
        self.sudo()._get_reminders().unlink()
        return result

    @api.model
    def _cron_remind_insurance(self):
        """Remind the teams, once per stage; called every day."""
        today = fields.Date.today()
        due = self.search(
            [
                ("insurance_expiry", ">=", today),
                ("insurance_expiry", "<=", today + timedelta(days=max(REMIND_DAYS))),
                ("date_end", ">=", today),
            ]
        )
        for agreement in due:
            left = (agreement.insurance_expiry - today).days
            stage = min(days for days in REMIND_DAYS if left <= days)
            if not agreement.reminded_days or stage < agreement.reminded_days:
                agreement._remind_team()
                agreement.reminded_days = stage

    def _get_reminders(self):
        """Return the reminders that nobody has marked as done."""
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("automated", "=", True),
            ]
        )

    def _remind_team(self):
        """Give each member of the team an activity, unless they have it still."""
        self.ensure_one()
        reminded = self._get_reminders().user_id
        team = self.residence_id.animator_ids.filtered("active")
        for user in team - reminded:
            speaking = self.with_context(
                lang=user.lang, mail_activity_quick_update=True
            )
            speaking.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=self.insurance_expiry,
                summary=speaking.env._(
                    "Insurance of %(partner)s: ends on %(day)s",
                    partner=self.partner_id.name,
                    day=format_date(speaking.env, self.insurance_expiry),
                ),
                user_id=user.id,
            )
