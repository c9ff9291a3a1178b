import re

from odoo import api, fields, models
from odoo.fields import Command


class ResidenceErasureWizard(models.TransientModel):
    """Before somebody is erased: where else in the house their name stands.

    In a register of names it can go too: ticked beforehand where a phone or a dwelling
    agrees, for two people may have one name. A free text is pointed out.
    """

    _name = "residence.erasure.wizard"
    _description = "Erase a Person"

    resident_id = fields.Many2one(
        "residence.resident", required=True, readonly=True, ondelete="cascade"
    )
    line_ids = fields.One2many("residence.erasure.wizard.line", "wizard_id")

    @api.model
    def _open(self, resident):
        """Return a wizard for one person, with a line for each trace of the name."""
        wizard = self._unseal().create(
            {
                "resident_id": resident.id,
                "line_ids": [
                    Command.create(
                        {
                            "key": _get_key(record),
                            "place": self._describe_place(record),
                            "sentence": sentence,
                            "is_register": is_register,
                            "is_erased": is_register
                            and self._is_the_same(resident, record),
                        }
                    )
                    for record, sentence, is_register in resident._find_traces()
                ],
            }
        )
        return wizard.with_env(self.env)

    @api.model
    def _describe_place(self, record):
        # sudo: what a model is called
        return self.env["ir.model"].sudo()._get(record._name).name

    @api.model
    def _is_the_same(self, resident, record):
        """Return whether a phone or a dwelling says that it is this very person."""
        phones = (resident.phone, resident.guardian_phone)
        phones = {_get_digits(phone) for phone in phones if _get_digits(phone)}
        dwelling = "dwelling_key" in record._fields and record.dwelling_key
        return (
            "phone" in record._fields and _get_digits(record.phone) in phones
        ) or bool(dwelling and dwelling == resident.dwelling_key)

    def action_erase(self):
        """Erase the person, and the name wherever a line is ticked."""
        self.ensure_one()
        resident = self.resident_id
        ticked = set(self.line_ids.filtered("is_erased").mapped("key"))
        # looked for again: a line's key comes from a screen
        found = [
            record
            for record, _sentence, is_register in resident._find_traces()
            if is_register and _get_key(record) in ticked
        ]
        return resident._erase(found)


def _get_key(record):
    return f"{record._name},{record.id}"


def _get_digits(phone):
    """Return the last nine digits of a phone, « +33 2 … » being « 02 … »."""
    return re.sub(r"\D", "", phone or "")[-9:]
