from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools.period import civil_year

REMIND_DAYS = (30, 7)


class ResidenceFundingConvention(models.Model):
    """From programme to review: what is closed stays, what is due is reminded of."""

    _inherit = "residence.funding.convention"

    closed_on = fields.Date(readonly=True, copy=False)
    reminded_days = fields.Integer(
        copy=False, help="How many days before the date the direction was reminded."
    )
    notice = fields.Text(compute="_compute_notice")

    @api.depends("closed_on", "state", "line_ids.is_changed")
    def _compute_notice(self):
        """Say of a closed review what its events have become since."""
        for convention in self:
            changed = convention.line_ids.filtered("is_changed")
            convention.notice = bool(changed) and self.env._(
                "Since this review was closed on %(day)s, events have changed or "
                "moved: %(lines)s. Its figures are still those that were handed in. "
                "Reopen it to take the new ones.",
                day=format_date(self.env, convention.closed_on),
                lines=", ".join(changed.mapped("name")),
            )

    def action_start(self):
        """The programme is agreed on: the year is under way."""
        self.state = "running"

    def action_close(self):
        """Close the review: its figures stay as they are now."""
        self.state = "closed"

    def action_reopen(self):
        """Open the review again: its figures are those of the events today."""
        self.state = "running"

    def write(self, vals):
        state = vals.get("state")
        before = self.filtered(lambda one: one.state != state)
        if state == "closed":
            self._check_over(before)
            before.line_ids._keep_figures()
            vals = {**vals, "closed_on": fields.Date.context_today(self)}
        elif state:
            vals = {**vals, "closed_on": False}
        if "due_date" in vals:
            vals = {**vals, "reminded_days": 0}
        result = super().write(vals)
        if state == "closed" or "due_date" in vals:
            # sudo: everyone's reminder goes, whoever handed the review in
            self.sudo()._get_reminders().unlink()
        return result

    def _check_over(self, conventions):
        """Raise UserError where a year is not over: its review cannot be closed."""
        today = fields.Date.context_today(self)
        for convention in conventions:
            if convention._get_period().last >= today:
                raise UserError(
                    self.env._(
                        "“%(convention)s”: %(year)s is not over. Close the review once "
                        "its events have taken place.",
                        convention=convention.name,
                        year=convention.year,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_if_open(self):
        for convention in self:
            if convention.state == "closed":
                raise UserError(
                    self.env._(
                        "“%s” is closed: archive it, or reopen it before you delete "
                        "it.",
                        convention.name,
                    )
                )

    def _get_period(self):
        """Return the civil year of the convention."""
        self.ensure_one()
        year = min(max(self.year or fields.Date.today().year, 1), 9999)
        return civil_year(fields.Date.today().replace(year=year, month=1, day=1))

    @api.model
    def _cron_remind(self):
        """Remind the direction of what is due, once per stage; called every day."""
        today = fields.Date.today()
        due = self.search(
            Domain("state", "!=", "closed")
            & Domain("due_date", ">=", today)
            & Domain("due_date", "<=", today + timedelta(days=max(REMIND_DAYS)))
        )
        for convention in due:
            left = (convention.due_date - today).days
            stage = min(days for days in REMIND_DAYS if left <= days)
            if not convention.reminded_days or stage < convention.reminded_days:
                convention._remind()
                convention.reminded_days = stage

    def _get_reminders(self):
        """Return the reminders that nobody has marked as done."""
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("automated", "=", True),
            ]
        )

    def _get_reminded_users(self):
        """Return the landlord's direction; the administration where there is none."""
        self.ensure_one()
        for role in ("management", "administrator"):
            group = self.env.ref(f"residence_community.group_{role}")
            users = group.all_user_ids.filtered(
                lambda user: user.active and self.company_id in user.company_ids
            )
            if users:
                return users
        return self.env["res.users"]

    def _remind(self):
        """Give each of them an activity, unless they have it still."""
        self.ensure_one()
        reminded = self._get_reminders().user_id
        for user in self._get_reminded_users() - reminded:
            speaking = self.with_context(
                lang=user.lang, mail_activity_quick_update=True
            )
            speaking.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=self.due_date,
                summary=speaking.env._(
                    "%(convention)s: to hand in by %(day)s",
                    convention=self.name,
                    day=format_date(speaking.env, self.due_date),
                ),
                user_id=user.id,
            )
