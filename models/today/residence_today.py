from odoo import api, models


class ResidenceToday(models.AbstractModel):
    """« Aujourd'hui », the animator's home.

    A domain adds its cards in a file of this model's name, and the part of the screen
    that shows them to the registry ``residence_today_parts`` of the browser.
    """

    _name = "residence.today"
    _description = "Today"

    @api.model
    @api.readonly
    def get_today(self):
        """Return what « Aujourd'hui » shows to the user, in their language.

        :return: {name: cards}, as each domain's ``_get_cards`` says.
        """
        return self._get_cards()

    @api.model
    def _get_cards(self):
        return {}
