from odoo import SUPERUSER_ID, models


class ResidencePeerNamed(models.AbstractModel):
    """What peers share: its name is for its readers, whatever points to it.

    Odoo names records in its refusals to whoever is in developer mode, too. Someone who
    left a group keeps her notes, and each points to a session: for her, it has no day
    and no group any more.
    """

    _name = "residence.peer.named"
    _description = "Shared Between Peers"
    _inherit = ["residence.named"]
    _is_residence_confidential = True  # for custom fields and Odoo's privacy lookup

    def unlink(self):
        """Refuse whoever may not delete, whatever mode a tool of Odoo's does it in."""
        if self.env.uid != SUPERUSER_ID:
            self.sudo(False).check_access("unlink")
        return super().unlink()
