from odoo import models


class ResidenceThread(models.AbstractModel):
    """A chatter that stays within those who may read the record.

    Odoo mails followers and people mentioned without asking whether they may read
    the record, and lets them read the message ever after. Colleagues who may not
    are left out here; outside contacts (a school, a grower) get what is sent them.
    """

    _name = "residence.thread"
    _description = "Chatter Within Readers"
    _inherit = "mail.thread"

    def message_post(self, *, partner_ids=None, **kwargs):
        readers = self._keep_readers(partner_ids or [])
        return super().message_post(partner_ids=readers, **kwargs)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        readers = self._keep_readers(partner_ids or [])
        return super().message_subscribe(readers, subtype_ids)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        readers = set(self._keep_readers([data["id"] for data in recipients]))
        return [data for data in recipients if data["id"] in readers]

    def _keep_readers(self, partner_ids):
        """Return ``partner_ids`` without colleagues who may not read ``self``."""
        # sudo: which account a contact has; only rights are asked of it
        partners = self.env["res.partner"].sudo().browse(partner_ids)
        return [
            partner.id
            for partner in partners
            if all(
                self.with_user(user)
                .with_context(allowed_company_ids=user.company_ids.ids)
                .has_access("read")
                for user in partner.user_ids
            )
        ]
