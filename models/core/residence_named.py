from odoo import api, models

# what rules look at: read together with the name, not in a query of its own
RULED_BY = ("company_id", "residence_id")


class ResidenceNamed(models.AbstractModel):
    """A name that only those who may read the record see.

    Odoo shows the name of whatever a many2one points to, whatever the rights of who
    looks: a form that is opened with somebody else's id would tell a resident's name.
    """

    _name = "residence.named"
    _description = "Named for Its Readers"

    # fields that ``_get_own_name`` is made of, beside ``_rec_name``
    _named_by = ()

    @api.depends(
        lambda self: (
            *self._named_by,
            *(name for name in RULED_BY if name in self._fields),
        )
    )
    @api.depends_context("uid", "lang")
    def _compute_display_name(self):
        # computed for the user, whatever mode the name is asked in
        readable = set(self.sudo(False)._origin._filtered_access("read")._ids)
        for record in self:
            if not record._origin or record._origin.id in readable:
                record.display_name = record._get_own_name()
            else:
                record.display_name = self.env._("Confidential")

    def _get_own_name(self):
        """Return the name for who may read the record."""
        self.ensure_one()
        field = self._fields[self._rec_name]
        return field.convert_to_display_name(self[self._rec_name], self)

    def _filter_readable_by(self, user):
        """Return the records that a user may read, in all of the user's companies."""
        theirs = self.with_user(user).with_context(
            allowed_company_ids=user.company_ids.ids
        )
        return theirs._filtered_access("read").with_env(self.env)
