from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError

OURS = "residence."


class Base(models.AbstractModel):
    """A form is not filled with what its user may not read.

    Odoo computes a form that is not saved yet from whatever ids a client sends, and
    checks none of them: a field that follows one, of an event or of a resident, would
    show it. Saving is refused by the rules; this is what comes before. All forms, those
    of Odoo too, may point to our models: the check is here once, for none to forget.
    """

    _inherit = "base"

    @api.model
    def default_get(self, fields):
        """Leave out what points to something that is not the user's.

        Lists that are proposed again are for their own wizard to shorten.
        """
        values = super().default_get(fields)
        nothing = self.browse()
        for name in list(values):
            field = self._fields.get(name)
            is_proposed_again = (
                field
                and field.type in ("one2many", "many2many")
                and f"default_{name}" not in self.env.context
            )
            if is_proposed_again:
                continue
            if not nothing._leads_to_what_is_theirs({name: values[name]}):
                del values[name]
        return values

    def onchange(self, values, field_names, fields_spec):
        """Refuse what points to something that is not the user's."""
        if not self._leads_to_what_is_theirs(values):
            raise AccessError(
                self.env._("This is confidential, or there is nothing here: no access.")
            )
        return super().onchange(values, field_names, fields_spec)

    def _leads_to_what_is_theirs(self, values):
        """Return whether the user may read all of ours that ``values`` point to.

        :param dict values: as a client sends them. A link that is stored already is the
            record's own.
        """
        if self.env.su:
            return True
        found = defaultdict(set)
        _gather(self, values, found)
        records = (self.env[model].browse(ids) for model, ids in found.items())
        return all(one._filtered_access("read") == one for one in records)


def _gather(record, values, found):
    """Add to ``found``, {model: ids}, what ``values`` make ``record`` point to."""
    for name, value in values.items():
        field = record._fields.get(name)
        if not value or not field or not field.relational:
            continue
        if field.type == "many2one":
            number = value.get("id") if isinstance(value, dict) else value
            ids = {number} - ({record[name].id} if record else set())
        else:
            ids = _gather_lines(record.env[field.comodel_name], value, found)
        ids = {number for number in ids if isinstance(number, int)}
        if ids and field.comodel_name.startswith(OURS):
            found[field.comodel_name] |= ids


def _gather_lines(lines, commands, found):
    """Return the ids that a list's commands name; gather what its lines point to."""
    ids = set()
    for command in commands:
        if not isinstance(command, list | tuple):
            ids.add(command)
            continue
        _code, number, *rest = command
        ids.add(number)
        content = rest[0] if rest else None
        if isinstance(content, dict):
            _gather(lines.browse(), content, found)
        elif content:
            ids |= set(content)
    return ids
