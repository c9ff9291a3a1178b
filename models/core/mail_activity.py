from collections import defaultdict

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessError

from .base import MODULE, is_ours


class MailActivity(models.Model):
    """What an activity keeps of ours: a number that only our own code reads.

    A relation would be a road for what Odoo searches as the superuser. The number is
    checked as a relation is not, on every creation and every write, the superuser's
    too; the database's own key makes the activity go with what it belongs to.
    """

    _inherit = "mail.activity"

    @api.model
    def _get_residence_links(self):
        """Return {integer field of activities: the model of ours that it numbers}."""
        return {}

    def _auto_init(self):
        """Have the keys that a Many2one would have: what is deleted takes these along,
        a row that goes with another in the database too."""
        result = super()._auto_init()
        self.pool.post_init(self._add_residence_keys)
        return result

    def _add_residence_keys(self):
        for name, model in self._get_residence_links().items():
            table = self.env[model]._table
            self.pool.add_foreign_key(
                self._table, name, table, "id", "cascade", self, MODULE
            )

    @api.model_create_multi
    def create(self, vals_list):
        # sudo: what the context and the defaults say, to be checked like the rest
        asking = self.sudo().with_context(**self.env.context)
        defaults = asking.default_get([*self._get_residence_links(), "user_id"])
        self._check_residence_links([{**defaults, **vals} for vals in vals_list])
        return super().create(vals_list)

    def write(self, vals):
        names = [*self._get_residence_links(), "user_id"]
        if not vals.keys().isdisjoint(names):
            # sudo: the numbers are kept from everyone
            kept = self.sudo().read(names, load=None)
            self._check_residence_links([{**values, **vals} for values in kept])
        return super().write(vals)

    @api.model
    def _check_residence_links(self, vals_list):
        """Raise AccessError where an activity would lead to what is not theirs: of who
        makes it, in whatever mode, or of whom it is for. Nothing is inserted before."""
        # the superuser reads everything; so does our own code that it runs
        is_superuser = self.env.uid == SUPERUSER_ID
        makers = self.env["res.users"] if is_superuser else self.env.user
        found = defaultdict(set)
        for vals in vals_list:
            for name, model in self._get_residence_links().items():
                number = self._fields[name].convert_to_cache(vals.get(name), self)
                if number:
                    for user in makers.union(makers.browse(vals.get("user_id"))):
                        found[user, model].add(number)
        for (user, model), numbers in found.items():
            targets = self.env[model].browse(numbers)
            if targets.exists()._filter_readable_by(user) != targets:
                raise AccessError(
                    self.env._(
                        "This is confidential, or there is nothing here: no access."
                    )
                )

    @api.depends("res_model", "res_id")
    def _compute_res_name(self):
        """Name what is ours by its kind alone: the name is stored, for any reader."""
        ours = self.filtered(lambda activity: is_ours(self.env, activity.res_model))
        kinds = self.env["ir.model"]
        for activity in ours:
            activity.res_name = kinds._get(activity.res_model).name
        return super(MailActivity, self - ours)._compute_res_name()
