"""What a module leaves in the database when it is uninstalled: nothing."""

from . import databases
from .checkout import MODULE
from .console import Failure, step

LEFT = f"""
SELECT 'model ' || model FROM ir_model WHERE model LIKE 'residence.%'
UNION ALL
SELECT 'relation ' || relname FROM pg_class WHERE relname LIKE '%residence\\_%'
UNION ALL
SELECT 'external id ' || name FROM ir_model_data WHERE module = '{MODULE}'
UNION ALL
SELECT 'parameter ' || key FROM ir_config_parameter WHERE key LIKE '{MODULE}%'
ORDER BY 1
"""
# What people have by then: a setting of ours, and something that is not ours at all.
USED = [
    f"""
    INSERT INTO ir_config_parameter (key, value)
    VALUES ('{MODULE}.export_keep_days', '3')
    """,
    """
    INSERT INTO mail_activity (activity_type_id, user_id, date_deadline, summary)
    SELECT min(id), 1, now(), 'Of another application' FROM mail_activity_type
    """,
]
OTHERS = "SELECT 1 FROM mail_activity WHERE summary = 'Of another application'"
COLUMNS = """
SELECT table_name || '.' || column_name FROM information_schema.columns
WHERE table_schema = 'public'
"""
EXTERNAL_IDS = f"SELECT name FROM ir_model_data WHERE module = '{MODULE}' ORDER BY 1"


def check_twice(checkout):
    """Install, uninstall and install again, without demo data and with it.

    Returns how often. Raises Failure for what an uninstallation leaves behind, and
    where the second installation does not make what the first one made.
    """
    for demo in (False, True):
        with databases.throwaway(
            checkout, "again", databases.dependencies_template, demo=demo
        ) as name:
            made = []
            before = columns(checkout, name)
            with step(f"install, uninstall, install again ({_kind(demo)})"):
                for is_again in (False, True):
                    databases.install(checkout, name, MODULE, demo=demo)
                    made.append(checkout.server.query(EXTERNAL_IDS, name))
                    if not is_again:
                        check(checkout, name, before)
            if made[0] != made[1]:
                missing = [one for (one,) in made[0] if [one] not in made[1]]
                raise Failure(f"installed again, {len(missing)} miss: {missing[:20]}")
    return 2


def _kind(demo):
    return "with demo" if demo else "without demo"


def columns(checkout, name):
    """Return every column of the database, as a set of ``table.column``."""
    return {column for (column,) in checkout.server.query(COLUMNS, name)}


def check(checkout, name, before):
    """Uninstall the module; Failure names what is left of it.

    ``before`` is what ``columns`` gave before the module was installed.
    """
    for statement in USED:
        checkout.server.query(statement, name)
    databases.run_odoo(checkout, "module", "uninstall", "-d", name, MODULE)
    left = [thing for (thing,) in checkout.server.query(LEFT, name)]
    left += [f"column {column}" for column in columns(checkout, name) - before]
    if not checkout.server.query(OTHERS, name):
        raise Failure("uninstalling takes away the activities of other applications")
    if left:
        raise Failure(f"uninstalling leaves {len(left)} behind: {', '.join(left[:20])}")
