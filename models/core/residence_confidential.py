from odoo import models
from odoo.exceptions import AccessError


class ResidenceConfidential(models.AbstractModel):
    """What stays between a few people: a refusal never says whether there is anything.

    Odoo answers "missing" for what does not exist and "forbidden" for what does, with
    the record's name for whoever is in developer mode. Here both get one sentence, on
    every verb. A model that inherits this one has no chatter, activity or tracking.
    """

    _name = "residence.confidential"
    _description = "Confidential"
    _inherit = ["residence.peer.named"]

    def _check_access(self, operation):
        real = self.filtered("id")
        missing = real - real.exists()
        result = super(ResidenceConfidential, self - missing)._check_access(operation)
        if not real:
            return result  # of the model in general: it names no record
        if missing or result:
            forbidden = missing | result[0] if result else missing
            return forbidden, self._make_confidential_error
        return None

    def _make_confidential_error(self):
        """Return the one refusal: no name, no rule, no number."""
        return AccessError(
            self.env._("This is confidential, or there is nothing here: no access.")
        )

    def _make_refusal(self, operation):
        return self._make_confidential_error()

    def fetch(self, field_names=None):
        """Refuse alike what is forbidden and what does not exist.

        Odoo's docstring says not to override it. What is read stays the same: only
        the refusal changes, which Odoo gives no other way to word.
        """
        if not self.env.su:
            self._origin.check_access("read")
        return super().fetch(field_names)

    def read(self, fields=None, load="_classic_read"):
        self.check_access("read")
        return super().read(fields, load)

    def get_metadata(self):
        self.check_access("read")
        return super().get_metadata()

    def write(self, vals):
        self.check_access("write")
        return super().write(vals)
