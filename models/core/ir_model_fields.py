from odoo import api, models
from odoo.exceptions import ValidationError


class IrModelFields(models.Model):
    """Custom fields, which Odoo reads as the superuser: none leads to confidences.

    Whoever holds Odoo's Settings makes one from a screen, without a line of code: a
    list of somebody's notes on her user, and another field that shows the first one.
    The same setting as for « Devenir superutilisateur » allows it.
    """

    _inherit = "ir.model.fields"

    @api.constrains("state", "model_id", "ttype", "relation", "related")
    def _check_confidential(self):
        if not self.env["ir.config_parameter"]._protects_residence_confidences():
            return
        for field in self.filtered(lambda field: field.state == "manual"):
            if any(map(self._is_confidential, field._get_models_on_its_way())):
                raise ValidationError(
                    self.env._(
                        "“Related Model”, “Related Field Definition”: what colleagues "
                        "write in confidence is not for a custom field. Choose another "
                        "model."
                    )
                )

    def _get_models_on_its_way(self):
        """Return the names of the models that the field leads to, or goes through."""
        found = [self.relation] if self.relation else []
        model = self.env.get(self.model)
        for name in (self.related or "").split("."):
            step = model._fields.get(name) if model is not None else None
            if step is None or not step.comodel_name:
                break
            found.append(step.comodel_name)
            model = self.env.get(step.comodel_name)
        return found

    @api.model
    def _is_confidential(self, model_name):
        return getattr(self.env.get(model_name), "_is_residence_confidential", False)
