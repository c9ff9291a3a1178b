import logging

from odoo import api, models
from odoo.tools import str2bool

KEY = "residence_community.opens_confidences"

_logger = logging.getLogger(__name__)


class IrConfigParameter(models.Model):
    """The one setting that opens what peers and coaching say in confidence.

    Closed unless somebody who holds Odoo's Settings opens it; Odoo's log tells who did.
    """

    _inherit = "ir.config_parameter"

    @api.model
    def _protects_residence_confidences(self):
        """Return whether ways to read confidences by a click are closed here."""
        # sudo: one parameter, no secret
        return not str2bool(self.sudo().get_param(KEY) or "False", False)

    @api.model_create_multi
    def create(self, vals_list):
        parameters = super().create(vals_list)
        parameters._log_residence_confidences()
        return parameters

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"key", "value"}:
            self._log_residence_confidences()
        return result

    def unlink(self):
        if any(parameter.key == KEY for parameter in self):
            _logger.warning("User %s protects confidences again", self.env.uid)
        return super().unlink()

    def _log_residence_confidences(self):
        for parameter in self:
            if parameter.key == KEY:
                _logger.warning(
                    "User %s sets the opening of confidences to %r: “Become Superuser” "
                    "and custom fields may show what was written in confidence",
                    self.env.uid,
                    parameter.value,
                )
