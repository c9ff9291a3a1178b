from odoo import SUPERUSER_ID, models
from odoo.fields import Domain


class ResidenceCoachingVisit(models.Model):
    """On and off the programme, and the talks that a meeting answers."""

    _inherit = "residence.coaching.visit"

    def action_cancel(self):
        """Take it off the programme; whoever had asked for it still asks."""
        self._check_planner()
        # sudo: only this, and of the user's own meeting, as checked above
        self.sudo().is_cancelled = True
        self._reopen_talks()

    def action_plan(self):
        """Put it on the programme again."""
        self._check_planner()
        # sudo: as for cancelling
        self.sudo().is_cancelled = False
        self._answer_talks()

    def _check_planner(self):
        self.check_access("write")
        if any(visit.coordinator_id != self.env.user for visit in self):
            raise self._make_confidential_error()

    def _answer_talks(self):
        """A meeting answers the talk that was asked for."""
        # sudo: the coordinator reads who asked, and writes nothing there
        talks = self.env["residence.coaching.talk"].sudo()
        open_talks = talks.search(
            Domain("animator_id", "in", self.animator_id.ids)
            & Domain("visit_id", "=", False)
        )
        for visit in self.filtered(lambda visit: not visit.is_cancelled):
            open_talks.filtered(
                lambda talk, visit=visit: (
                    talk.animator_id == visit.animator_id
                    and talk.residence_id.coordinator_id == visit.coordinator_id
                )
            ).visit_id = visit

    def _reopen_talks(self):
        # sudo: as when it was answered
        talks = self.env["residence.coaching.talk"].sudo()
        for talk in talks.search([("visit_id", "in", self.ids)]):
            if talks.search_count(
                [
                    ("animator_id", "=", talk.animator_id.id),
                    ("residence_id", "=", talk.residence_id.id),
                    ("visit_id", "=", False),
                ]
            ):
                # as the superuser: the coordinator takes back nobody's wish
                talk.with_user(SUPERUSER_ID).unlink()  # she asked again meanwhile
            else:
                talk.visit_id = False
