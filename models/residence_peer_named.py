from odoo import SUPERUSER_ID, api, models


class ResidencePeerNamed(models.AbstractModel):
    """A name that only those who may read the record see.

    Odoo shows the name of whatever a many2one points to, and names records in its
    refusals to whoever is in developer mode. Someone who left a group keeps her notes,
    and each points to a session: for her, it has no day and no group any more.
    """

    _name = "residence.peer.named"
    _description = "Named for Its Readers"
    _is_residence_confidential = True  # for custom fields and Odoo's privacy lookup

    @api.depends_context("uid", "lang")
    def _compute_display_name(self):
        # computed for the user, whatever mode the name is asked in
        readable = self.sudo(False)._filtered_access("read")
        for record in self:
            if record.id in readable._ids:
                record.display_name = record._get_own_name()
            else:
                record.display_name = self.env._("Confidential")

    def unlink(self):
        """Refuse whoever may not delete, whatever mode a tool of Odoo's does it in."""
        if self.env.uid != SUPERUSER_ID:
            self.sudo(False).check_access("unlink")
        return super().unlink()

    def _get_own_name(self):
        """Return the name for who may read the record."""
        self.ensure_one()
        field = self._fields[self._rec_name]
        return field.convert_to_display_name(self[self._rec_name], self)
