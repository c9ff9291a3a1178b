from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

PAST_MEETINGS = 20


class ResidenceCoachingVisit(models.Model):
    """« Mon accompagnement », as the animator sees it, and its part of « Today »."""

    _inherit = "residence.coaching.visit"

    @api.model
    @api.readonly
    def get_support(self):
        """Return what « Mon accompagnement » shows to the user, in her language."""
        mine = Domain("animator_id", "=", self.env.uid)
        past = self.search(
            mine & Domain("state", "=", "done"), limit=PAST_MEETINGS, order="start desc"
        )
        coming = self.search(mine & Domain("state", "=", "planned"), order="start")
        steps = self.env["residence.coaching.action"].search(
            mine & Domain("is_open", "=", True)
        )
        return {
            "talks": self._get_talks(),
            "coming": [visit._get_card() for visit in coming],
            "steps": [step._get_card() for step in steps],
            "past": [visit._get_card() for visit in past],
        }

    @api.model
    def _get_talks(self):
        """Return whom the user may ask for a talk, and whether she has.

        One line per coordination: {"residence_id", "coordinator" (named where there
        are several), "talk_id" (None unless asked)}.
        """
        residences = self.env["residence.residence"]._get_mine()
        asked = {
            talk.residence_id.coordinator_id: talk.id
            for talk in self.env["residence.coaching.talk"]._get_open()
        }
        places = {}
        for residence in residences:
            if residence.coordinator_id not in (self.env.user, self.env["res.users"]):
                places.setdefault(residence.coordinator_id, residence)
        return [
            {
                "residence_id": residence.id,
                "coordinator": coordinator.name if len(places) > 1 else "",
                "talk_id": asked.get(coordinator),
            }
            for coordinator, residence in places.items()
        ]

    @api.model
    def _get_next_meeting(self):
        """Return the user's next meeting in words that anybody may see, or None."""
        visit = self.search(
            Domain("animator_id", "=", self.env.uid) & Domain("state", "=", "planned"),
            order="start",
            limit=1,
        )
        if not visit:
            return None
        card = visit._get_card()
        return {
            "id": visit.id,
            "name": self.env._("Meeting"),
            "day": card["day"],
            "hour": card["hour"],
        }

    def _get_card(self):
        """Return what a line about a meeting shows to the two people it is between."""
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        hours, minutes = divmod(round(self.hour * 60), 60)
        return {
            "id": self.id,
            "day": format_date(self.env, self.date, date_format="EEE d MMM y"),
            "hour": f"{hours:02d}:{minutes:02d}" if self.hour else "",
            "kind": kinds[self.kind],
            "video_url": (self.kind == "video" and self.video_url) or "",
        }
