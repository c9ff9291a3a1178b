from odoo import models


class ResidenceScoped(models.AbstractModel):
    """What belongs to a residence, and cannot be slipped into somebody else's.

    Odoo checks the rules of a write on the row as it was before. Moved to another
    residence, or to another one's event, it is checked again here, as it has become.
    (A constraint could not: Odoo runs them in superuser mode.)
    """

    _name = "residence.scoped"
    _description = "Belongs to a Residence"
    _inherit = ["residence.named"]

    # what a row is reached by
    _scoped_by = ("residence_id",)

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(self._scoped_by):
            self.check_access("write")
        return result
