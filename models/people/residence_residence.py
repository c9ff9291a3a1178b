from odoo import fields, models
from odoo.exceptions import AccessError

from ...tools.names import person_key


class Residence(models.Model):
    """Who may read the names of a residence, beside its team and the administration.

    The coordination may not, unless the landlord says so for a residence. Coordinators
    write residences: what would open the names to themselves is not theirs to write.
    """

    _inherit = "residence.residence"

    coordinator_reads_names = fields.Boolean(
        string="The Coordination Reads Names",
        copy=False,
        groups="residence_community.group_administrator",
        help="The coordination of this residence then reads who lives there and who "
        "came, and changes nothing. Only where her contract provides for it.",
    )

    def write(self, vals):
        teams = {}
        if "animator_ids" in vals and not self._may_choose_coordinators():
            teams = {residence: residence.animator_ids for residence in self}
        result = super().write(vals)
        for residence, team in teams.items():
            residence._check_team_change(residence.animator_ids - team)
        if "coordinator_reads_names" in vals:
            # the evaluated record rules hold the residences as constants
            self.env.registry.clear_cache()
        return result

    def _may_choose_coordinators(self):
        return self.env.su or self.env.user.has_group(
            "residence_community.group_administrator"
        )

    def _check_team_change(self, added):
        """Raise where a coordinator would enter a team: its members read the names."""
        group = "residence_community.group_coordinator"
        # sudo: only whether they have the role; colleagues are everybody's to see
        if any(user.has_group(group) for user in added.sudo()):
            raise AccessError(
                self.env._(
                    "“Team”: somebody of the coordination joins a team through the "
                    "application's administration, as a team reads residents' names."
                )
            )

    def _filter_names_access(self, verb):
        """Return the residences whose names the user may "read" or "write".

        As the record rules of residents say; for screens, which cannot ask them about
        somebody who is not noted yet.
        """
        user = self.env.user  # in superuser mode: about their own residences
        if (
            not self
            or self.env.su
            or user.has_group("residence_community.group_administrator")
        ):
            return self
        scopes = ("animator", "names") if verb == "read" else ("animator",)
        allowed = set(user._get_residence_ids(*scopes))
        return self.filtered(lambda residence: residence._origin.id in allowed)

    def _get_or_make_residents(self, rows):
        """Return {what is compared: resident id} of people given by name and dwelling.

        :param rows: dicts with ``name`` and ``dwelling``; those who are here already,
            however their names are written, are taken, the others made.
        """
        self.ensure_one()
        by_key = {person_key(row["name"], row["dwelling"]): row for row in rows}
        if not by_key:
            return {}
        residents = self.env["residence.resident"]
        known = residents.search(
            [("residence_id", "=", self.id), ("search_key", "in", list(by_key))]
        )
        found = {resident.search_key: resident.id for resident in known}
        made = residents.create(
            [
                {
                    "name": row["name"],
                    "dwelling": row["dwelling"],
                    "residence_id": self.id,
                }
                for key, row in by_key.items()
                if key not in found
            ]
        )
        return found | {resident.search_key: resident.id for resident in made}
