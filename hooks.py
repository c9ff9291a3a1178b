def uninstall_hook(env):
    """Empty our tables first: what is counted restricts the deletion of the lists.

    Odoo removes our records one list at a time, and would log an error for each age
    bracket that a count still uses. Only our own tables refer to these three.
    """
    env.cr.execute(
        "TRUNCATE residence_age_bracket, residence_event_type, residence_residence"
        " CASCADE"
    )
    env.invalidate_all(flush=False)
