from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

# What the hall may read: the team has looked at it. A line that nobody has read yet is
# not printed, and a « not for now » is better said than posted.
SHOWN_STATES = ("done", "accepted", "discussed")
SHOWN_MONTHS = 6


class Residence(models.Model):
    """« Vos idées »: what became of what residents proposed."""

    _inherit = "residence.residence"

    @api.model
    def _get_shown_idea_states(self):
        """Return the labels of the states that are shown, in their order."""
        selection = self.env["residence.idea"]._fields["state"]
        labels = dict(selection._description_selection(self.env))
        return {state: labels[state] for state in SHOWN_STATES}

    def _get_programme_ideas(self, limit=8):
        """Return what the programme prints of the ideas: no name, the recent ones.

        :return: list of (title, state's label): carried out, taken up, then under
            discussion; those that moved in the last six months, latest first.
        """
        self.ensure_one()
        since = fields.Date.context_today(self) - relativedelta(months=SHOWN_MONTHS)
        ideas = self.env["residence.idea"].search_fetch(
            [
                ("residence_id", "=", self.id),
                ("state", "in", SHOWN_STATES),
                ("state_date", ">=", since),
            ],
            ["name", "state"],
        )
        labels = self._get_shown_idea_states()
        ordered = ideas.sorted(lambda idea: SHOWN_STATES.index(idea.state))
        return [(idea.name, labels[idea.state]) for idea in ordered[:limit]]
