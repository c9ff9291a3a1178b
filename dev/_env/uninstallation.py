"""What a module leaves in the database when it is uninstalled: nothing."""

from . import databases
from .checkout import MODULE
from .console import Failure

# The demo's contacts may stay: Odoo keeps those that a table still names when their
# turn comes. Whatever else stayed (a view, a menu, a right) would be in the way.
LEFT = f"""
SELECT 'model ' || model FROM ir_model WHERE model LIKE 'residence.%'
UNION ALL
SELECT 'relation ' || relname FROM pg_class WHERE relname LIKE '%residence\\_%'
UNION ALL
SELECT 'external id ' || name FROM ir_model_data
 WHERE module = '{MODULE}' AND model != 'res.partner'
UNION ALL
SELECT 'parameter ' || key FROM ir_config_parameter WHERE key LIKE '{MODULE}%'
ORDER BY 1
"""
COLUMNS = """
SELECT table_name || '.' || column_name FROM information_schema.columns
WHERE table_schema = 'public'
"""


def columns(checkout, name):
    """Return every column of the database, as a set of ``table.column``."""
    return {column for (column,) in checkout.server.query(COLUMNS, name)}


def check(checkout, name, before):
    """Uninstall the module; Failure names what is left of it.

    ``before`` is what ``columns`` gave before the module was installed.
    """
    # Odoo deletes records by halving the batches that a foreign key refuses, and logs
    # each refusal as an error, before it drops the tables: only what is left counts.
    command = ("module", "uninstall", "-d", name, MODULE)
    databases.run_odoo(checkout, *command, tolerant=True)
    left = [thing for (thing,) in checkout.server.query(LEFT, name)]
    left += [f"column {column}" for column in columns(checkout, name) - before]
    if left:
        raise Failure(f"uninstalling leaves {len(left)} behind: {', '.join(left[:20])}")
