from odoo import api, fields, models


class MailActivity(models.Model):
    """A reminder of a wrap-up: its owner's alone, for it is attached to no document."""

    _inherit = "mail.activity"

    residence_event_id = fields.Many2one(
        "residence.event", ondelete="cascade", index="btree_not_null"
    )

    def action_open_document(self):
        """Open the wrap-up that a reminder is about."""
        event = self.residence_event_id
        if event.has_access("read") if event else False:
            return event.action_open_report()
        return super().action_open_document()

    @api.model
    def _refresh_report_reminders(self):
        """Take away reminders of people who left the team; the others are due today.

        A deadline in the past is red, and nobody is late with a wrap-up.
        """
        reminders = self.search([("residence_event_id", "!=", False)])
        kept = reminders.filtered(
            lambda reminder: (
                reminder.residence_event_id.is_report_due
                and reminder.user_id
                in reminder.residence_event_id.residence_id.animator_ids
            )
        )
        (reminders - kept).unlink()
        kept.date_deadline = fields.Date.today()
