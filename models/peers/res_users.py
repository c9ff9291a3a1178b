from odoo import models
from odoo.tools import SQL


class ResUsers(models.Model):
    """The peer groups of a user: read by record rules, as constants."""

    _inherit = "res.users"

    def _get_peer_group_ids(self, *parts):
        """Return the ids of the groups in which a user takes a part, archived ones too.

        For record rules, whose own cache keeps them. By SQL: a field that led from
        contacts or users to groups would be a road for whatever Odoo searches as the
        superuser, and a way to join for whoever writes contacts.

        :param str parts: some of ``member``, ``coordinator``, ``relay``: any of these.
        """
        self.ensure_one()
        queries = self._get_peer_group_queries()
        query = SQL(" UNION ").join(queries[part] for part in parts)
        rows = self.env.execute_query(SQL("%s ORDER BY 1", query))
        return [number for (number,) in rows]

    def _get_peer_group_queries(self):
        """Return {part: SQL of its groups' ids, which says what to flush before}."""
        groups = self.env["residence.peer.group"]._fields
        return {
            "member": SQL(
                "SELECT member.group_id FROM residence_peer_group_member_rel AS member"
                " JOIN res_users AS account ON account.partner_id = member.partner_id"
                " WHERE account.id = %s",
                self.id,
                to_flush=(groups["member_ids"], self._fields["partner_id"]),
            ),
            "coordinator": SQL(
                "SELECT id FROM residence_peer_group WHERE coordinator_id = %s",
                self.id,
                to_flush=groups["coordinator_id"],
            ),
            "relay": SQL(
                "SELECT id FROM residence_peer_group WHERE relay_id = %s",
                self.id,
                to_flush=groups["relay_id"],
            ),
        }

    def write(self, vals):
        result = super().write(vals)
        if "partner_id" in vals:
            # the evaluated record rules hold the groups of the user's contact
            self.env.registry.clear_cache()
        return result
