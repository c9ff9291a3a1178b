from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_datetime

REMIND_AFTER = 2  # days without a wrap-up
REMIND_WITHIN = 30  # days: what is older is nobody's reminder any more


class ResidenceEvent(models.Model):
    """A wrap-up that waits for two days is called to mind, once, to one person alone.

    An activity of the animator of the event, which no one else can read: it is attached
    to no document. Not while the house is closed. Done, cancelled or said not counted,
    it goes. It is never late: Odoo would show it in red.
    """

    _inherit = "residence.event"

    is_report_reminded = fields.Boolean(copy=False, groups=fields.NO_ACCESS)

    def write(self, vals):
        if not {"state", "start", "stop"} & vals.keys():
            return super().write(vals)
        due = self.filtered("is_report_due")
        result = super().write(vals)
        due.filtered(lambda event: not event.is_report_due)._get_reminders().unlink()
        return result

    @api.model
    def _cron_remind_reports(self):
        """Remind of wrap-ups, and take away what has no reason any more; every day."""
        now = fields.Datetime.now()
        self.env["mail.activity"]._refresh_report_reminders()
        waiting = self.search(
            [
                ("is_report_due", "=", True),
                ("is_report_reminded", "=", False),
                ("stop", "<", now - timedelta(days=REMIND_AFTER)),
                ("stop", ">=", now - timedelta(days=REMIND_WITHIN)),
            ]
        )
        days = {one: one._get_day_of(now) for one in waiting.residence_id}
        asked = waiting.filtered_domain(self._get_asked_domain(days))
        is_open = asked.residence_id._filter_open(days)
        reminded = asked.filtered(
            lambda event: event.residence_id in is_open and event._get_reminded_user()
        )
        reminded._create_reminders()
        reminded.is_report_reminded = True

    def _get_reminded_user(self):
        """Return who is reminded: who led it, else the team if it is one person.

        Somebody who left the team is not, and no one else is in their place.
        """
        self.ensure_one()
        team = self.residence_id.animator_ids.filtered("active")
        alone = team if len(team) == 1 else team.browse()
        return self.animator_id & team if self.animator_id else alone

    def _create_reminders(self):
        """Make one activity per event, without a mail, in its reader's language."""
        todo = self.env.ref("mail.mail_activity_data_todo")
        values = []
        for event in self:
            user = event._get_reminded_user()
            speaking = event.with_context(lang=user.lang)
            when = format_datetime(
                speaking.env, event.start, event._get_tz(), "EEE d MMM HH:mm"
            )
            values.append(
                {
                    "activity_type_id": todo.id,
                    "summary": speaking.env._(
                        "Wrap-up to complete: %(event)s", event=event.name
                    ),
                    "note": Markup(
                        '<p>{} · <a href="/odoo/bilan/{}">{}</a></p>'
                    ).format(when, event.id, speaking.env._("Do the Wrap-up")),
                    "date_deadline": fields.Date.today(),
                    "user_id": user.id,
                    "residence_event_id": event.id,
                    "automated": True,
                }
            )
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            values
        )

    def _get_reminders(self):
        """Return the reminders of these events, whoever reads them."""
        # sudo: a colleague does the wrap-up, and the other one's reminder goes
        activities = self.env["mail.activity"].sudo()
        return activities.search([("residence_event_id", "in", self.ids)])
