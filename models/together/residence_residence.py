from collections import Counter

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
        labels = self._get_shown_idea_states()
        return [(idea.name, labels[idea.state]) for idea in self._get_ideas()[:limit]]

    def _get_ideas_summary(self):
        """Return « 2 réalisées, 1 retenue » of the same ideas, empty without any."""
        counts = Counter(self._get_ideas().mapped("state"))
        words = {
            "done": (self.env._("1 carried out"), self.env._("%s carried out")),
            "accepted": (self.env._("1 taken up"), self.env._("%s taken up")),
            "discussed": (
                self.env._("1 under discussion"),
                self.env._("%s under discussion"),
            ),
        }
        return ", ".join(
            words[state][0] if counts[state] == 1 else words[state][1] % counts[state]
            for state in SHOWN_STATES
            if counts[state]
        )

    def _get_ideas(self):
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
        return ideas.sorted(lambda idea: SHOWN_STATES.index(idea.state))
