from odoo import api, fields, models


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

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        users._start_on_today()
        return users

    def write(self, vals):
        result = super().write(vals)
        if "group_ids" in vals:
            self._start_on_today()
        return result

    def _start_on_today(self):
        """Make « Aujourd'hui » the first screen of animators who chose no other."""
        action = self.env.ref(
            "residence_community.residence_today_action", raise_if_not_found=False
        )
        group = self.env.ref(
            "residence_community.group_animator", raise_if_not_found=False
        )
        if not (action and group):
            return  # while the module is being installed or removed
        # sudo: an administrator of users need not be one of ours
        animators = self.sudo().filtered(
            lambda user: not user.action_id and group in user.all_group_ids
        )
        animators.action_id = action.id
