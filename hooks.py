from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.sql import TableKind, table_kind

MODULE = "residence_community"
BATCH = 1000  # records that the ORM deletes at a time


def uninstall_hook(env):
    """Remove our rows and what we made in Odoo's models, and nothing else.

    Odoo drops our tables afterwards, with their messages and attachments; but first it
    removes the records of our data files one list at a time, and would log an error for
    each age bracket that a count still uses. What belongs to the landlord stays,
    whatever its name, whatever it points to.
    """
    models = [
        model
        for model in env.values()
        if model._original_module == MODULE and not model._abstract
    ]
    names = [model._name for model in models]
    _remove_made_in_odoo(env, names)
    env.flush_all()
    _empty_references(env, names)
    tables = [
        model._table
        for model in models
        if model._auto and table_kind(env.cr, model._table) == TableKind.Regular
    ]
    _release(env.cr, tables)
    for table in tables:
        env.cr.execute(SQL("DELETE FROM %s", SQL.identifier(table)))
    env.invalidate_all(flush=False)


def _remove_made_in_odoo(env, names):
    """Remove, by id, what is ours in Odoo's models; ``names`` are our models'."""
    env = env(context={**env.context, "active_test": False})
    about_ours = Domain.OR(
        Domain(name, "!=", False)
        for name, field in env["mail.activity"]._fields.items()
        if MODULE in field._modules and field.store
    )
    sessions = env["residence.peer.session"].search(
        [("calendar_event_id", "!=", False)]
    )
    # they may be in use elsewhere, and would then keep the models that they are for
    env["mail.activity.plan"].search([("res_model", "in", names)]).unlink()
    env["mail.activity.type"].search([("res_model", "in", names)]).res_model = False
    for records in (
        env["mail.activity"].search(about_ours | Domain("res_model", "in", names)),
        sessions.calendar_event_id,
        env["mail.mail"].search([("is_residence_confidential", "=", True)]),
        env["ir.filters"].search([("model_id", "in", names)]),
        env["ir.exports"].search([("resource", "in", names)]),
        env["ir.config_parameter"]
        .search([("key", "=like", rf"{MODULE}.%")])
        .filtered(lambda parameter: parameter.key.startswith(f"{MODULE}.")),
    ):
        for start in range(0, len(records), BATCH):
            records[start : start + BATCH].unlink()


def _empty_references(env, names):
    """Empty the landlord's references to ours, which Odoo could not read any more."""
    for model in env.values():
        if model._original_module == MODULE or not model._auto or model._abstract:
            continue
        for field in model._fields.values():
            if field.type == "reference" and field.store and not field.required:
                column = SQL.identifier(field.name)
                env.cr.execute(
                    SQL(
                        "UPDATE %s SET %s = NULL WHERE split_part(%s, ',', 1) IN %s",
                        SQL.identifier(model._table),
                        column,
                        column,
                        tuple(names),
                    )
                )


def _release(cr, tables):
    """Undo the foreign keys that lead to ``tables``, which Odoo is about to drop.

    Where they start from a table of others, its rows stay and its column is emptied: a
    key that cascades would take the landlord's rows with ours, one that restricts would
    keep ours. Keys among ours go too: there are circles, and PostgreSQL would look for
    the rows that point to each row it deletes. All keys are those that the catalogue
    gives for these very tables.
    """
    cr.execute(
        """
        SELECT space.nspname, source.relname, key.conname,
               array_agg(own.attname) FILTER (WHERE NOT own.attnotnull)
        FROM pg_constraint AS key
        JOIN pg_class AS source ON source.oid = key.conrelid
        JOIN pg_namespace AS space ON space.oid = source.relnamespace
        JOIN pg_attribute AS own
            ON own.attrelid = key.conrelid AND own.attnum = ANY(key.conkey)
        WHERE key.contype = 'f'
            AND key.confrelid IN (
                SELECT quote_ident(name)::regclass FROM unnest(%s) AS name
            )
        GROUP BY 1, 2, 3
        """,
        (tables,),
    )
    found = [
        (SQL.identifier(space, source), source, key, columns or [])
        for space, source, key, columns in cr.fetchall()
    ]
    for table, _source, key, _columns in found:
        cr.execute(SQL("ALTER TABLE %s DROP CONSTRAINT %s", table, SQL.identifier(key)))
    for table, source, _key, columns in found:
        for column in map(SQL.identifier, columns if source not in tables else ()):
            cr.execute(
                SQL(
                    "UPDATE %s SET %s = NULL WHERE %s IS NOT NULL",
                    table,
                    column,
                    column,
                )
            )
