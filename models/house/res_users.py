from contextlib import contextmanager

from odoo import api, fields, models
from odoo.tools import SQL, hmac

MODULE = "residence_community"
ROLES = ("animator", "coordinator", "management", "administrator")
READERS = ("coordinator", "management", "administrator")  # of the dashboard
TEMPLATE = f"{MODULE}.monthly_mail_template"
DASHBOARD = f"{MODULE}.residence_dashboard_action"


class ResUsers(models.Model):
    """What a role brings: a first screen, and the mail of the month.

    A role comes from the user's form, from the group's, or from a group that implies
    it: all of them say so to ``_following_residence_roles``.
    """

    _inherit = "res.users"

    residence_monthly_mail = fields.Boolean(
        "Monthly Mail of the Residences",
        help="On the 3rd of each month: a link to the dashboard, and no figure.",
        copy=False,
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "residence_monthly_mail"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return [*super().SELF_WRITEABLE_FIELDS, "residence_monthly_mail"]

    def _get_residence_ids(self, *scopes):
        """Return the ids of the residences that a user works for, archived ones too.

        For record rules, as constants, which the rules' own cache keeps. By SQL: a
        field that led from users to residences would be a road for whatever Odoo
        searches as the superuser.

        :param str scopes: some of those of ``_get_residence_queries``: any of these.
        """
        self.ensure_one()
        queries = self._get_residence_queries()
        query = SQL(" UNION ").join(queries[scope] for scope in scopes)
        rows = self.env.execute_query(SQL("%s ORDER BY 1", query))
        return [number for (number,) in rows]

    def _get_residence_queries(self):
        """Return {scope: SQL of its residences, which says what to flush before}."""
        residences = self.env["residence.residence"]._fields
        return {
            "animator": SQL(
                "SELECT residence_id FROM residence_residence_animator_rel"
                " WHERE user_id = %s",
                self.id,
                to_flush=residences["animator_ids"],
            ),
            "coordinator": SQL(
                "SELECT id FROM residence_residence WHERE coordinator_id = %s",
                self.id,
                to_flush=residences["coordinator_id"],
            ),
        }

    @api.model_create_multi
    def create(self, vals_list):
        with self._following_residence_roles():
            return super().create(vals_list)

    def write(self, vals):
        if "group_ids" not in vals:
            return super().write(vals)
        with self._following_residence_roles():
            return super().write(vals)

    @api.model
    @contextmanager
    def _following_residence_roles(self):
        """Give users what the roles bring that they are given in the block.

        And take back the first screen of a role that is taken away, which they could
        not open. Who is given the direction's role receives the mail of the month.
        """
        # sudo: an administrator of users need not be one of ours
        users = self.env["res.users"].sudo().with_context(active_test=False)
        before = users._find_by_residence_role()
        yield
        after = users._find_by_residence_role()
        given = after.get("management", users) - before.get("management", users)
        given.residence_monthly_mail = True
        changed = users
        for role in after:
            old = before.get(role, users)
            changed |= (after[role] - old) | (old - after[role])
        changed._start_at_residence_home()

    @api.model
    def _find_by_residence_role(self):
        """Return {role: users who have it}; without roles that are not loaded yet."""
        groups = {
            role: self.env.ref(f"{MODULE}.group_{role}", raise_if_not_found=False)
            for role in ROLES
        }
        return {
            role: self.search([("all_group_ids", "in", group.ids)])
            for role, group in groups.items()
            if group
        }

    @api.model
    def _get_residence_homes(self):
        """Return external ids of (screen, role): the first role that fits counts.

        A domain adds its own.
        """
        return [
            (f"{MODULE}.residence_today_action", f"{MODULE}.group_animator"),
            (DASHBOARD, f"{MODULE}.group_management"),
        ]

    def _start_at_residence_home(self):
        """Give who chose no first screen that of the role; take back what is closed.

        The other screens of ours are closed to who has no role at all any more.
        """
        homes = [
            tuple(self.env.ref(xmlid, raise_if_not_found=False) for xmlid in xmlids)
            for xmlids in self._get_residence_homes()
        ]
        # while the module is being installed or removed, some are not there
        homes = [(action, group) for action, group in homes if action and group]
        holders = self._find_by_residence_role().values()
        outside = self.filtered(lambda user: not any(user in one for one in holders))
        ours = outside._find_starting_at_ours()
        dashboard = self.env.ref(DASHBOARD, raise_if_not_found=False)
        for user in self:
            fitting = [
                action.id for action, group in homes if group in user.all_group_ids
            ]
            closed = {action.id for action, _group in homes} - set(fitting)
            if dashboard and user._reads_residence_dashboard():
                closed.discard(dashboard.id)
            chosen = user.action_id.id
            if not chosen or chosen in closed or user in ours:
                home = fitting[0] if fitting else False
                if home != chosen:
                    user.action_id = home

    def _reads_residence_dashboard(self):
        """Return whether a role of the user's opens the dashboard."""
        return any(self.has_group(f"{MODULE}.group_{role}") for role in READERS)

    def _find_starting_at_ours(self):
        """Return the users whose first screen is one that this module made."""
        actions = self.env["ir.model.data"].search(
            [
                ("module", "=", MODULE),
                ("model", "=like", "ir.actions.%"),
                ("res_id", "in", self.action_id.ids),
            ]
        )
        return self.filtered(lambda user: user.action_id.id in actions.mapped("res_id"))

    @api.model
    def _cron_send_monthly_mail(self):
        """Queue the mail of the month for those who want it and have a role.

        It leads to the dashboard and holds no figure at all: a mail is forwarded, and
        read on any screen. Figures stay where rights are checked.
        """
        template = self.env.ref(TEMPLATE, raise_if_not_found=False)
        if not template or not template.active:
            return  # somebody took it away
        groups = self.env["res.groups"].union(
            *(self.env.ref(f"{MODULE}.group_{role}") for role in READERS)
        )
        readers = self.search(
            [
                ("residence_monthly_mail", "=", True),
                ("all_group_ids", "in", groups.ids),
                ("email", "!=", False),
            ]
        )
        for reader in readers:
            # for the button that mail programs show beside the sender
            headers = {
                "List-Unsubscribe": f"<{reader._get_monthly_mail_url()}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "X-Auto-Response-Suppress": "OOF",
            }
            template.send_mail(reader.id, email_values={"headers": str(headers)})

    def _get_dashboard_url(self):
        """Return the dashboard's address; Odoo's own while it is not installed yet."""
        action = self.env.ref(DASHBOARD, raise_if_not_found=False)
        # sudo: the address of a screen; its figures ask for their own rights
        path = f"/odoo/{action.sudo().path}" if action else "/odoo"
        return self.get_base_url() + path

    def _get_monthly_mail_url(self):
        """Return the address of the page where the user stops the monthly mail."""
        token = self._get_monthly_mail_token()
        return f"{self.get_base_url()}/{MODULE}/monthly_mail/{self.id}/{token}"

    def _get_monthly_mail_token(self):
        # sudo: the database's secret, of which nothing can be read back
        return hmac(self.env(su=True), "residence-monthly-mail", self.id)
