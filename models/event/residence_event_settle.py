from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import local_time


class ResidenceEvent(models.Model):
    """An evening without the team: the morning after, somebody says whether it was.

    « S'est tenue », with a count or without; « N'a pas eu lieu »; « Je ne sais pas »:
    nothing is written then, neither held nor cancelled, for a guess is no figure. The
    wrap-up stays to be completed, « provisional » in the workbooks, and the question
    comes back later: the next day, then after twice as long each time.
    """

    _inherit = "residence.event"

    is_without_team = fields.Boolean(
        string="Without the Team",
        compute="_compute_is_without_team",
        store=True,
        readonly=False,
        precompute=True,
        help="Nobody of the team is there: the morning after, « Today » asks whether "
        "it was held.",
    )
    ask_again_on = fields.Date(
        copy=False,
        help="Nobody knew yet whether it was held: « Today » asks again that day.",
    )

    @api.depends("animator_id", "led_by")
    def _compute_is_without_team(self):
        """Propose it where nobody of the team leads, and residents do."""
        for event in self:
            event.is_without_team = (
                event.led_by in ("shared", "residents") and not event.animator_id
            )

    def write(self, vals):
        if {"state", "start", "stop"} & vals.keys():
            vals = {"ask_again_on": False, **vals}
        return super().write(vals)

    def action_ask_later(self):
        """Leave it open: asked again tomorrow, then twice as long after each time.

        :return: the day when it is asked again, for the first event.
        """
        now = fields.Datetime.now()
        for event in self:
            today = local_time.to_local(now, event._get_tz()).date()
            event.ask_again_on = today + max(timedelta(days=1), today - event.date)
        return fields.Date.to_string(self[:1].ask_again_on)

    @api.model
    def _get_asked_domain(self, days):
        """Return the domain of events that « Today » asks about.

        :param dict days: the local day of each residence.
        """
        return Domain("ask_again_on", "=", False) | Domain.OR(
            Domain("residence_id", "=", residence.id)
            & Domain("ask_again_on", "<=", day)
            for residence, day in days.items()
        )

    def _get_card(self, with_residence):
        card = super()._get_card(with_residence)
        card["to_settle"] = self.is_report_due and self.is_without_team
        return card
