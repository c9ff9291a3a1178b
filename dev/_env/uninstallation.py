"""What a module leaves in the database when it is uninstalled: nothing of its own.

And what it takes of the landlord's: nothing either.
"""

import subprocess

from . import databases
from .checkout import MODULE, SCRIPTS
from .console import Failure, step

LEFT = f"""
SELECT 'model ' || model FROM ir_model WHERE model LIKE 'residence.%'
UNION ALL
SELECT 'relation ' || relname FROM pg_class
WHERE relname LIKE '%residence\\_%' AND relname NOT LIKE 'x\\_residence\\_works%'
UNION ALL
SELECT 'external id ' || name FROM ir_model_data WHERE module = '{MODULE}'
UNION ALL
SELECT 'parameter ' || key FROM ir_config_parameter WHERE key LIKE '{MODULE}%'
UNION ALL
SELECT 'favourite ' || name FROM ir_filters WHERE model_id LIKE 'residence.%'
UNION ALL
SELECT 'export ' || name FROM ir_exports WHERE resource LIKE 'residence.%'
UNION ALL
SELECT 'attachment ' || name FROM ir_attachment
WHERE res_model LIKE 'residence.%' OR mimetype = 'text/calendar'
UNION ALL
SELECT 'message ' || id FROM mail_message WHERE model LIKE 'residence.%'
UNION ALL
SELECT 'activity ' || id FROM mail_activity WHERE res_model LIKE 'residence.%'
UNION ALL
SELECT 'meeting ' || id FROM calendar_event WHERE id IN ({{meetings}})
UNION ALL
SELECT 'mail ' || id FROM mail_mail WHERE id IN ({{mails}})
UNION ALL
SELECT 'home of ' || login FROM res_users
WHERE action_id NOT IN (SELECT id FROM ir_actions)
ORDER BY 1
"""
# What people have by then: a setting of ours, and something that is not ours at all.
USED = [
    f"""
    INSERT INTO ir_config_parameter (key, value)
    VALUES ('{MODULE}.export_keep_days', '3') ON CONFLICT DO NOTHING
    """,
    """
    INSERT INTO mail_activity (activity_type_id, user_id, date_deadline, summary)
    SELECT min(id), 1, now(), 'Of another application' FROM mail_activity_type
    """,
]
# What the landlord has before and after.
THEIRS = {
    "activities": "summary FROM mail_activity WHERE summary = 'Of another application'",
    "works": "x_name, x_partner_id FROM x_residence_works ORDER BY 1",
    "favourites": "model_id FROM ir_filters WHERE name = 'Favourite'"
    " AND model_id NOT LIKE 'residence.%' ORDER BY 1",
    "export templates": "resource FROM ir_exports WHERE name = 'Template'"
    " AND resource NOT LIKE 'residence.%' ORDER BY 1",
    **{
        what: f"id FROM {table} WHERE id NOT IN (SELECT res_id FROM ir_model_data"
        f" WHERE module = '{MODULE}' AND model = '{model}') ORDER BY 1"
        for what, table, model in (
            ("contacts", "res_partner", "res.partner"),
            ("users", "res_users", "res.users"),
        )
    },
}
MEETINGS = "SELECT calendar_event_id FROM residence_peer_session"
MAILS = "SELECT id FROM mail_mail WHERE is_residence_confidential"
COLUMNS = """
SELECT table_name || '.' || column_name FROM information_schema.columns
WHERE table_schema = 'public' AND table_name NOT LIKE 'x\\_residence\\_works%'
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
    """Uninstall the module; Failure names what is left of it, or taken from others.

    ``before`` is what ``columns`` gave before the module was installed.
    """
    for statement in USED:
        checkout.server.query(statement, name)
    _make_landlord(checkout, name)
    meetings, mails = (
        _get_ids(checkout, name, statement) for statement in (MEETINGS, MAILS)
    )
    theirs = _get_theirs(checkout, name)
    if not (meetings and mails and all(theirs.values())):
        raise Failure("nothing to take away, so the uninstallation proves nothing")
    databases.run_odoo(checkout, "module", "uninstall", "-d", name, MODULE)
    statement = LEFT.format(meetings=meetings, mails=mails)
    left = [thing for (thing,) in checkout.server.query(statement, name)]
    left += [f"column {column}" for column in columns(checkout, name) - before]
    after = _get_theirs(checkout, name)
    for what, rows in theirs.items():
        if after[what] != rows:
            raise Failure(
                f"uninstalling changes the {what} of others: {rows}, then {after[what]}"
            )
    if left:
        raise Failure(f"uninstalling leaves {len(left)} behind: {', '.join(left[:20])}")


def _make_landlord(checkout, name):
    """Run the script of what a landlord has; Failure shows its log."""
    with open(SCRIPTS / "landlord.py", encoding="utf-8") as script:
        process = checkout.start(
            *("-m", "odoo", "shell", "-d", name, "--no-http"),
            stdin=script,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        log, _ = process.communicate()
    if process.returncode or databases.TROUBLE.search(log) or "Traceback" in log:
        raise Failure(f"what a landlord has was not made:\n{log[-2000:]}")


def _get_ids(checkout, name, statement):
    """Return the numbers that a statement selects, as SQL's list of them."""
    found = [number for (number,) in checkout.server.query(statement, name) if number]
    return ", ".join(map(str, found))


def _get_theirs(checkout, name):
    """Return what the landlord has, as {what: rows}."""
    return {
        what: checkout.server.query(f"SELECT {statement}", name)
        for what, statement in THEIRS.items()
    }
