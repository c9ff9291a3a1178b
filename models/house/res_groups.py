from odoo import api, models

MEMBERSHIP = {"user_ids", "all_user_ids", "implied_ids", "implied_by_ids"}


class ResGroups(models.Model):
    """A role that is given or taken away from a group's own form: see ``res.users``."""

    _inherit = "res.groups"

    @api.model_create_multi
    def create(self, vals_list):
        if not any(MEMBERSHIP & vals.keys() for vals in vals_list):
            return super().create(vals_list)
        with self.env["res.users"]._following_residence_roles():
            return super().create(vals_list)

    def write(self, vals):
        if not MEMBERSHIP & vals.keys():
            return super().write(vals)
        with self.env["res.users"]._following_residence_roles():
            return super().write(vals)

    def unlink(self):
        with self.env["res.users"]._following_residence_roles():
            return super().unlink()
