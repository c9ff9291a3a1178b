from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError, MissingError, UserError, ValidationError
from odoo.tools import SQL, ormcache

from ...tools import quiet_log
from ...tools.client_values import (
    find_ids,
    find_lines,
    find_link,
    find_properties,
    find_reference,
)
from ...tools.unique import read_unique

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

    # A refusal comes before the database speaks. Odoo inserts a row, then looks at the
    # rules: whoever may not would learn from a unique index what is there already, and
    # Odoo logs what fails with all that was typed.

    @api.model
    def _create(self, data_list):
        """Refuse what rules will not let be, then what is there already."""
        if self._original_module == MODULE:
            rows = [data["stored"] for data in data_list]
            self._refuse_forbidden(rows)
            self._refuse_taken(rows)
        return super()._create(data_list)

    def write(self, vals):
        """Refuse what rows may not become, then what is there already."""
        if self._original_module == MODULE and any(self._ids):
            self._refuse_change(vals)
        return super().write(vals)

    def _in_users_language(self):
        """Return the records, speaking it even where a request does not say which."""
        if self.env.lang:
            return self
        return self.with_context(lang=self.env.user.lang)

    def _refuse_forbidden(self, rows):
        """Raise if the user may not create one of ``rows``, dictionaries of values.

        Rules skip records without an id: their domain is asked here instead.
        """
        if self.env.su:
            return
        domain = self.env["ir.rule"]._compute_domain(self._name, "create")
        if domain.is_true():
            return
        # sudo: rules are judged on all there is, as Odoo does; nothing is shown of it
        rules = self.sudo().with_context(active_test=False)
        proposed = rules.browse().concat(*(rules.new(row) for row in rows))
        if proposed.filtered_domain(domain) != proposed:
            raise self._make_refusal("create")

    def _refuse_change(self, vals):
        """Raise if rows may not become what ``vals`` makes of them, or it is taken."""
        uniques = [
            unique
            for unique in self._get_uniques()
            if not self._get_followed(unique.columns).isdisjoint(vals)
        ]
        is_moved = not self.env.su and not self._get_owners().isdisjoint(vals)
        if not uniques and not is_moved:
            return
        self.check_access("write")  # as they are, before a word about what is there
        # sudo: rules are judged on all there is, as Odoo does; nothing is shown of it
        records = self.sudo().with_context(active_test=False)
        followed = self._get_owners().union(
            *(self._get_followed(unique.columns) for unique in uniques)
        )
        values = {name: value for name, value in vals.items() if name in followed}
        changed = [records.new(values, record) for record in records]
        if is_moved:
            domain = self.env["ir.rule"]._compute_domain(self._name, "write")
            proposed = records.browse().concat(*changed)
            if proposed.filtered_domain(domain) != proposed:
                raise self._make_refusal("write")
        columns = {column for unique in uniques for column in unique.columns}
        moving = {
            name for name in columns if not self._get_followed((name,)).isdisjoint(vals)
        }
        rows = [
            {name: _get_value(new if name in moving else old, name) for name in columns}
            for new, old in zip(changed, records, strict=True)
        ]
        self._refuse_taken(rows, self, uniques)

    def _refuse_taken(self, rows, ignored=(), uniques=None):
        """Raise the sentence of what is unique if one of ``rows`` is there already.

        :param rows: dictionaries of values; those that are computed may be missing.
        :param ignored: records that are about to become ``rows``.
        :param uniques: those to look at; all by default.
        """
        tests = []
        for unique in self._get_uniques() if uniques is None else uniques:
            lines = [self._get_columns(row, unique.columns) for row in rows]
            lines = [line for line in lines if unique.is_about(line)]
            held = self._get_held(unique, lines)
            if held is None:
                tests.append(self._get_taken_sql(unique, lines, ignored))
                continue
            keys = [tuple(line[key] for key in unique.keys) for line in lines]
            others = held - self.browse(record.id for record in ignored)
            for other in others:
                row = {key: _get_value(other, key) for key in unique.keys}
                keys.append(tuple(self._get_columns(row, unique.keys).values()))
            if len(set(keys)) < len(keys):
                raise ValidationError(self._get_unique_sentence(unique.name))
        if tests:
            taken = self.env.execute_query(SQL(" UNION ALL ").join(tests))
            if taken:
                raise ValidationError(self._get_unique_sentence(taken[0][0]))

    def _get_held(self, unique, lines):
        """Return the records among which a row of ``lines`` would be there already,
        where they are in memory as a list of what they belong to; None if not.
        """
        if not lines:
            return self.browse()
        if not set(unique.keys) <= set(unique.columns) or unique.where not in (
            None,
            f"{unique.keys[0]} IS NOT NULL",
        ):
            return None
        for link in map(self._fields.get, unique.keys):
            for inverse in self.pool.field_inverses[link]:
                ids = {line[link.name] for line in lines}
                if (
                    inverse.type == "one2many"
                    and not inverse.domain
                    and ids <= inverse._get_cache(self.env).keys()
                ):
                    # sudo: compared here, and shown to nobody
                    owners = self.env[inverse.model_name].sudo().browse(ids)
                    return owners[inverse.name]
        return None

    def _get_columns(self, row, columns):
        """Return {column: what the database will hold} of a row to be inserted."""
        values, proposed = {}, None
        for name in columns:
            field, value = self._fields[name], row.get(name)
            if name not in row and field.compute:
                # sudo: what is computed of it, compared here and shown to nobody
                proposed = proposed or self.sudo().new(row)
                value = _get_value(proposed, name)
            values[name] = field.convert_to_column(value, self)
        return values

    def _get_taken_sql(self, unique, lines, ignored):
        """Return SQL that gives the unique's name if one of ``lines`` is taken."""
        self.flush_model(unique.columns)
        columns = SQL(", ").join(map(SQL.identifier, ("line", *unique.columns)))
        types = [SQL(self._fields[name].column_type[1]) for name in unique.columns]
        values = SQL(", ").join(
            SQL(
                "(%s)",
                SQL(", ").join(
                    [
                        SQL("%s::int4", number),
                        *(
                            SQL("%s::%s", line[name], kind)
                            for name, kind in zip(unique.columns, types, strict=True)
                        ),
                    ]
                ),
            )
            for number, line in enumerate(lines)
        )
        names = [SQL.identifier(f"key_{number}") for number in range(len(unique.keys))]
        keys = SQL(", ").join(
            SQL("%s AS %s", SQL(key), name)
            for key, name in zip(unique.keys, names, strict=True)
        )
        return SQL(
            """(WITH proposed (%(columns)s) AS (VALUES %(values)s),
                     wanted AS (SELECT line, %(keys)s FROM proposed WHERE %(where)s)
                SELECT %(name)s
                  FROM wanted
                  JOIN (SELECT id, %(keys)s FROM %(table)s WHERE %(where)s) held
                 USING (%(names)s)
                 WHERE NOT held.id = ANY(%(ignored)s)
                UNION ALL
                SELECT %(name)s
                  FROM wanted
                  JOIN wanted other USING (%(names)s)
                 WHERE wanted.line < other.line
                 LIMIT 1)""",
            columns=columns,
            values=values,
            keys=keys,
            where=SQL(unique.where or "TRUE"),
            name=unique.name,
            table=SQL.identifier(self._table),
            names=SQL(", ").join(names),
            ignored=[record.id for record in ignored],
        )

    def _get_unique_sentence(self, name):
        """Return what the constraint of that name says, in the user's language."""
        asking = self._in_users_language()
        # sudo: the sentences of our own constraints
        constraints = asking.env["ir.model.constraint"].sudo()
        found = constraints.search(
            [("name", "=", name), ("model.model", "=", self._name)], limit=1
        )
        return found.message or asking.env._("This is noted already.")

    def _make_refusal(self, operation):
        """Return the error for who may not: it names no record, whatever was typed."""
        return self.env["ir.rule"]._make_access_error(operation, self.browse())

    @ormcache("self._name", cache="stable")
    def _get_uniques(self):
        """Return what is unique in the model's table, as a tuple of Unique."""
        columns = {name for name, field in self._fields.items() if field.column_type}
        found = (
            read_unique(name, one.get_definition(self.pool), columns)
            for name, one in self._table_objects.items()
        )
        return tuple(filter(None, found))

    @ormcache("self._name", cache="stable")
    def _get_owners(self):
        """Return the names of fields that say whose a row is; another value moves it.

        Other fields that rules look at are not judged again: a text that its members
        approve is then closed to them, and that is right.
        """
        columns = {name for unique in self._get_uniques() for name in unique.columns}
        links = {
            name
            for name in self._get_followed(tuple(sorted(columns)))
            if self._fields[name].type == "many2one"
        }
        scoped_by = getattr(self, "_scoped_by", ())
        return frozenset(links.union(scoped_by) & self._fields.keys())

    @ormcache("self._name", "names", cache="stable")
    def _get_followed(self, names):
        """Return ``names`` and those of the fields that they are computed of."""
        found, waiting = set(), list(names)
        while waiting:
            name = waiting.pop()
            if name in found or name not in self._fields:
                continue
            found.add(name)
            depends = self.pool.field_depends[self._fields[name]]
            waiting += [path.partition(".")[0] for path in depends]
        return frozenset(found)


def _get_value(record, name):
    """Return the value of a field, new or not, as it would be written."""
    value = record[name]
    return value._origin.id if isinstance(value, models.BaseModel) else value


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


def _is_one_of_us(worker):
    """Return whether a method's ``self`` is a model or a controller of ours."""
    if isinstance(worker, models.BaseModel):
        return worker._original_module == MODULE
    return type(worker).__module__.startswith(f"odoo.addons.{MODULE}.controllers")


quiet_log.install("odoo.sql_db", quiet_log.QuietStatements())
quiet_log.install("odoo.http", quiet_log.QuietRefusals(UserError, _is_one_of_us))
