from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _register_hook(self):
        """Keep Odoo's search for personal data (``privacy_lookup``) out of ours.

        Where it is installed, it lists whatever refers to a contact, as SQL: of what
        group somebody is, at which sessions she was expected. That module is not a
        dependency, which ``_inherit`` would ask for.
        """
        super()._register_hook()
        if "privacy.lookup.wizard" not in self.env:
            return
        hidden = [
            name
            for name, model in self.env.items()
            if getattr(model, "_is_residence_confidential", False)
        ]
        lookup = self.env.registry["privacy.lookup.wizard"]

        def _get_query_models_blacklist(self):
            return [*super(lookup, self)._get_query_models_blacklist(), *hidden]

        lookup._get_query_models_blacklist = _get_query_models_blacklist
