from odoo import api, fields, models

# The first screen of each role; the first line that fits counts.
HOMES = [
    ("residence_network_action", "group_coordinator"),
    ("residence_today_action", "group_animator"),
    ("residence_dashboard_action", "group_management"),
]


class ResUsers(models.Model):
    _inherit = "res.users"

    # Read by record rules, as constants; see the rules' file. Nobody needs them on
    # a screen, and who works where is not every colleague's business.
    animated_residence_ids = fields.Many2many(
        "residence.residence",
        "residence_residence_animator_rel",
        "user_id",
        "residence_id",
        context={"active_test": False},
        groups=fields.NO_ACCESS,
    )
    coordinated_residence_ids = fields.One2many(
        "residence.residence",
        "coordinator_id",
        context={"active_test": False},
        groups=fields.NO_ACCESS,
    )

    def _get_named_residences(self):
        """Return the residences whose names the user reads as their coordination."""
        return self.coordinated_residence_ids.filtered("coordinator_reads_names")

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        users._start_at_home()
        users._get_direction()._receive_monthly_mail()
        return users

    def write(self, vals):
        if "group_ids" not in vals:
            return super().write(vals)
        before = self._get_direction()
        result = super().write(vals)
        self._start_at_home()
        (self._get_direction() - before)._receive_monthly_mail()
        return result

    def _get_direction(self):
        # sudo: an administrator of users need not be one of ours
        return self.sudo().filtered(
            lambda user: user.has_group("residence_community.group_management")
        )

    def _receive_monthly_mail(self):
        """Subscribe those who were just given the direction's role, once."""
        digest = self.env.ref(
            "residence_community.digest_monthly", raise_if_not_found=False
        )
        if self and digest:
            digest._action_subscribe_users(self)

    def _start_at_home(self):
        """Give those who chose no first screen the one of their role."""
        for action_name, group_name in HOMES:
            action, group = (
                self.env.ref(f"residence_community.{name}", raise_if_not_found=False)
                for name in (action_name, group_name)
            )
            if not (action and group):
                continue  # while the module is being installed or removed
            # sudo: an administrator of users need not be one of ours
            users = self.sudo().filtered(
                lambda user, group=group: (
                    not user.action_id and group in user.all_group_ids
                )
            )
            users.action_id = action.id
