from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError, MissingError

from ...tools.client_values import (
    find_ids,
    find_lines,
    find_link,
    find_properties,
    find_reference,
)

MODULE = "residence_community"


class Base(models.AbstractModel):
    """A form is not filled with what its user may not read.

    Odoo computes a form that is not saved yet from whatever ids a client sends, and
    checks none of them: a field that follows one, of an event or of a resident, would
    show it. Saving is refused by the rules; this is what comes before. All forms, those
    of Odoo too, may point to our models: the check is here once, for none to forget.
    Values that lead to none of our models change nothing, whatever their shape.
    """

    _inherit = "base"

    @api.model
    def default_get(self, fields):
        """Leave out what points to something that is not the user's.

        Lists that are proposed again are for their own wizard to shorten.
        """
        values = super().default_get(fields)
        nothing = self.browse()
        names = [name for name in values if not self._is_proposed_again(name)]
        if nothing._leads_to_what_is_theirs(values, names):
            return values
        closed = [
            name
            for name in names
            if not nothing._leads_to_what_is_theirs(values, [name])
        ]
        return {name: value for name, value in values.items() if name not in closed}

    def _is_proposed_again(self, name):
        field = self._fields.get(name)
        return (
            field
            and field.type in ("one2many", "many2many")
            and f"default_{name}" not in self.env.context
        )

    def onchange(self, values, field_names, fields_spec):
        """Refuse what points to something that is not the user's."""
        if not self._leads_to_what_is_theirs(values, values):
            raise AccessError(
                self.env._("This is confidential, or there is nothing here: no access.")
            )
        return super().onchange(values, field_names, fields_spec)

    def _leads_to_what_is_theirs(self, values, names):
        """Return whether the user may read all of ours that ``values`` point to.

        :param dict values: as a client sends them. A link that is stored already is the
            record's own.
        :param names: those of ``values`` to look at; others may say what these mean.
        """
        if self.env.su:
            return True
        found = defaultdict(set)
        _gather(self, values, names, found)
        records = (self.env[model].browse(ids) for model, ids in found.items())
        return all(map(_is_readable, records))


def _is_readable(records):
    """Return whether the user may read all of them; nobody reads what is deleted."""
    try:
        return records._filtered_access("read") == records
    except MissingError:
        return False


def _gather(record, values, names, found):
    """Add to ``found``, {model: ids}, what ``values`` make ``record`` point to."""
    for name in names:
        field = record._fields.get(name)
        gather = GATHERERS.get(field.type) if field else None
        if gather and values[name]:
            gather(record, field, values, found)
    for field in record._fields.values():
        if field.type == "many2one_reference":
            _gather_number(record, field, values, names, found)


def _gather_link(record, field, values, found):
    value = values[field.name]
    if isinstance(value, dict):
        _gather(record.env[field.comodel_name].browse(), value, value, found)
    _keep(record, field, field.comodel_name, _get_link_ids(value), found)


def _gather_lines(record, field, values, found):
    commands = values[field.name]
    if isinstance(commands, models.BaseModel):
        ids, contents = set(commands._origin.ids), []
    else:
        ids, contents = find_lines(commands)
    lines = record.env[field.comodel_name].browse()
    for content in contents:
        _gather(lines, content, content, found)
    if is_ours(record.env, field.comodel_name):
        found[field.comodel_name] |= ids


def _gather_reference(record, field, values, found):
    value = values[field.name]
    if isinstance(value, models.BaseModel):
        model, ids = value._name, set(value._origin.ids)
    else:
        model, ids = find_reference(value)
    _keep(record, field, model, ids, found)


def _gather_number(record, field, values, names, found):
    """Gather the id of a field that another one, on its side, says the model of.

    Either may be sent alone: the other is then the record's own, or a default.
    """
    model_field = record._fields[field.model_field]
    link, _dot, rest = (model_field.related or "").partition(".")
    sides = [name for name in (field.name, model_field.name, link) if name]
    if not any(name in names and values.get(name) for name in sides):
        return
    others = [name for name in sides if name not in values]
    if record:
        known = {name: record[name] for name in others}
    else:
        # sudo: nothing is shown of it, and it is checked below; with the context's
        # own defaults, which sudo() leaves out
        proposing = record.sudo().with_context(**record.env.context)
        known = proposing.default_get(others)
    known |= {name: values[name] for name in sides if name in values}
    pointed = {known.get(model_field.name)}
    if rest:
        # sudo: the name of a model, kept here
        targets = record.env[record._fields[link].comodel_name].sudo()
        targets = targets.browse(_get_link_ids(known.get(link))).exists()
        pointed |= set(targets.mapped(rest))
    for model in pointed:
        ids = _get_link_ids(known.get(field.name))
        if record and record[model_field.name] == model:
            ids -= {record[field.name]}
        if ids and is_ours(record.env, model):
            found[model] |= ids


def _gather_properties(record, field, values, found):
    """Gather from what a record's own properties hold, or their definition proposes."""
    held = find_properties(values[field.name])
    definitions = held
    if field.type == "properties" and any(one.get("value") for one in held):
        definitions = held + _get_definitions(record, field, values)
    models_by_name = defaultdict(set)
    for definition in definitions:
        model = definition.get("comodel")
        if isinstance(model, str) and is_ours(record.env, model):
            models_by_name[str(definition.get("name"))].add(model)
    for one in held:
        for model in models_by_name[str(one.get("name"))]:
            for key in ("value", "default"):
                found[model] |= _find_property_ids(one.get(key))


def _get_definitions(record, field, values):
    """Return the definitions that the container of properties has, as a list."""
    link = record._fields[field.definition_record]
    # sudo: what Odoo itself reads of the container, kept here
    containers = record.env[link.comodel_name].sudo()
    ids = find_link(values.get(link.name))
    if ids:
        containers = containers.browse(ids).exists()
    else:
        containers |= (record or record.new({})).sudo()[link.name]
    return [
        definition
        for container in containers
        for definition in container[field.definition_record_field] or []
    ]


def _find_property_ids(value):
    """Return the ids of 5, of [5, "Name"], of [5, 6] or of [[5, "Name"]]."""
    if not isinstance(value, list | tuple):
        return find_ids(value)
    ids = set().union(*map(find_link, value))
    # a pair's second part is a name, even where it reads as a number
    return find_link(value) if any(isinstance(part, str) for part in value) else ids


def _get_link_ids(value):
    """Return the ids of a single link, a record or what a client sends for one."""
    if isinstance(value, models.BaseModel):
        return set(value._origin.ids)
    return find_link(value)


def _keep(record, field, model, ids, found):
    """Add the ids to ``found`` for a model of ours, without the record's own link."""
    if not ids or not is_ours(record.env, model):
        return
    if record:
        stored = record[field.name]
        stored = stored.ids if isinstance(stored, models.BaseModel) else [stored]
        ids = ids - set(stored)
    if ids:
        found[model] |= ids


def is_ours(env, model):
    """Return whether our module made the model of this name."""
    known = env.registry.get(model) if isinstance(model, str) else None
    return known is not None and known._original_module == MODULE


GATHERERS = {
    "many2one": _gather_link,
    "one2many": _gather_lines,
    "many2many": _gather_lines,
    "reference": _gather_reference,
    "properties": _gather_properties,
    "properties_definition": _gather_properties,
}
