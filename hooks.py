def uninstall_hook(env):
    """Empty our tables first: what is counted restricts the deletion of the lists.

    Odoo removes our records one list at a time, and would log an error for each age
    bracket that a count still uses.
    """
    ours = ("residence_event_id", "residence_export_id")
    for name in ours:
        env["mail.activity"].search([(name, "!=", False)]).unlink()
    parameters = env["ir.config_parameter"]
    parameters.search([("key", "=like", "residence_community.%")]).unlink()
    env.flush_all()
    _let_go_of_others(env.cr)
    env.cr.execute(
        "TRUNCATE residence_age_bracket, residence_event_type, residence_residence"
        " CASCADE"
    )
    env.invalidate_all(flush=False)


def _let_go_of_others(cr):
    """Drop what ties others' tables to ours, lest they be emptied with them.

    A cascade goes by the constraints, not by the rows: everybody's activities would
    go, for the sake of our reminders. The columns themselves are dropped by Odoo.
    """
    cr.execute(r"""
        SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
        FROM pg_constraint
        WHERE contype = 'f'
            AND confrelid::regclass::text LIKE 'residence\_%'
            AND conrelid::regclass::text NOT LIKE '%residence\_%'
    """)
    for (statement,) in cr.fetchall():  # quoted by PostgreSQL itself
        cr.execute(statement)  # pylint: disable=sql-injection
