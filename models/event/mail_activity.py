from odoo import api, fields, models


class MailActivity(models.Model):
    """A reminder of a wrap-up: its owner's alone, for it is attached to no document."""

    _inherit = "mail.activity"

    # the number of an event, and no relation: see core
    residence_event_id = fields.Integer(
        index="btree_not_null",
        aggregator=None,
        copy=False,
        groups=fields.NO_ACCESS,
    )

    @api.model
    def _get_residence_links(self):
        links = super()._get_residence_links()
        return {**links, "residence_event_id": "residence.event"}

    def _get_residence_event(self):
        """Return the event that a reminder is about, or none."""
        self.ensure_one()
        self.check_access("read")
        # sudo: the number alone, of one's own reminder; rights are those of the user
        number = self.sudo().residence_event_id
        return self.env["residence.event"].browse(number or ())

    def action_open_document(self):
        """Open the wrap-up that a reminder is about."""
        event = self._get_residence_event()
        if event and event.has_access("read"):
            return event.action_open_report()
        return super().action_open_document()

    @api.model
    def _refresh_report_reminders(self):
        """Take away reminders of people who left the team; the others are due today.

        A deadline in the past is red, and nobody is late with a wrap-up.
        """
        reminders = self.search([("residence_event_id", "!=", False)])
        events = self.env["residence.event"].browse(
            reminders.mapped("residence_event_id")
        )
        due = {event.id: event for event in events if event.is_report_due}
        kept = reminders.filtered(
            lambda reminder: (
                reminder.residence_event_id in due
                and reminder.user_id
                in due[reminder.residence_event_id].residence_id.animator_ids
            )
        )
        (reminders - kept).unlink()
        kept.date_deadline = fields.Date.today()
