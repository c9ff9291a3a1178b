from odoo import models

# stored on each row: rules and figures read them there, and a client could write them
KEPT = ("residence_id", "company_id")


class ResidenceScoped(models.AbstractModel):
    """What belongs to a residence, and cannot be slipped into somebody else's.

    Odoo checks the rules of a write on the row as it was before. Moved to another
    residence, or to another one's event, it is checked again here, as it has become.
    (A constraint could not: Odoo runs them in superuser mode.)
    """

    _name = "residence.scoped"
    _description = "Belongs to a Residence"
    _inherit = ["residence.named"]

    # what a row is reached by, beside the residence that it keeps of it
    _scoped_by = ("residence_id",)

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint({*self._scoped_by, *KEPT}):
            self.check_access("write")
        return result
