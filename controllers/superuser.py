import logging

from odoo import http
from odoo.http import request

from odoo.addons.web.controllers.home import Home

_logger = logging.getLogger(__name__)


class ResidenceHome(Home):
    """« Devenir superutilisateur », of developer mode, lifts every record rule.

    One click would open personal notes, drafts and support meetings to whoever holds
    Odoo's Settings: it is closed, unless Settings say otherwise.
    """

    @http.route()
    def switch_to_admin(self):
        # sudo: one of the settings, which this very screen is about
        settings = request.env["ir.config_parameter"].sudo()
        if settings._protects_residence_confidences():
            return request.make_response(
                request.env._(
                    "“Become Superuser” is closed here: it would open what colleagues "
                    "wrote in confidence. For anything else, give your account the "
                    "rights it needs."
                ),
                [("Content-Type", "text/plain; charset=utf-8")],
                status=403,
            )
        if request.env.user._is_system():  # nobody else becomes it
            _logger.warning(
                "User %s becomes the superuser: confidences are not protected here",
                request.env.uid,
            )
        return super().switch_to_admin()
