"""A refusal comes before the database speaks."""

from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL, ormcache

from ...tools import quiet_log
from ...tools.unique import read_unique
from .base import MODULE


class Base(models.AbstractModel):
    """Rights first, then what is there already, then PostgreSQL.

    Odoo inserts a row, then looks at the rules: whoever may not would learn from a
    unique index what is there already, and Odoo logs what fails with all that was
    typed.
    """

    _inherit = "base"

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


def _is_one_of_us(worker):
    """Return whether a method's ``self`` is a model or a controller of ours."""
    if isinstance(worker, models.BaseModel):
        return worker._original_module == MODULE
    return type(worker).__module__.startswith(f"odoo.addons.{MODULE}.controllers")


quiet_log.install("odoo.sql_db", quiet_log.QuietStatements())
quiet_log.install("odoo.http", quiet_log.QuietRefusals(UserError, _is_one_of_us))
