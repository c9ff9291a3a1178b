"""Upgrades from each release to the working tree, with demo data: nothing is lost."""

import json
import subprocess
import tarfile
from collections import defaultdict, namedtuple

from . import cache, databases, suite
from .checkout import MODULE, REPOSITORY
from .console import Failure, say, step

RELEASES = REPOSITORY / "dev" / "releases.txt"
TABLES = r"""
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
  AND relname LIKE 'residence\_%' ORDER BY 1
"""
# Hexadecimal: a text may hold whatever separates the lines of an answer.
ROWS = """
SELECT encode(convert_to(row_to_json(kept)::text, 'UTF8'), 'hex') FROM "{}" AS kept
"""
# The mail of the month was a digest of Odoo's; what belonged to it may go.
EXTERNAL_IDS = f"""
SELECT name, model, res_id FROM ir_model_data
WHERE module = '{MODULE}' AND name NOT LIKE '%digest%' AND model NOT LIKE 'digest.%'
"""
# Roads from Odoo's models into ours, which went: nothing was stored in these fields.
ROADS = {
    *(f"field_res_users__{name}_residence_ids" for name in ("animated", "coordinated")),
    *(f"field_res_users__{name}_peer_group_ids" for name in ("coordinated", "relayed")),
    *(f"field_res_{name}__peer_group_ids" for name in ("users", "partner")),
}
# What is not kept on purpose, by the release that is left: columns and external ids.
# the rule on Odoo's queue of mails is in code, as old as the field that it names
RULE = "mail_mail_rule_confidential"
MEANT = {
    "19.0.1.0.0": {
        # the households of who was named stood for those of all who came
        "residence_event.household_count",
        "field_residence_idea__is_who_known",
    },
    # the consents come before the other papers
    "19.0.1.1.0": {"residence_document.sequence", RULE},
    "19.0.1.2.0": {RULE},
}
LOGGED = {"write_date", "write_uid"}  # an upgrade writes its data files again

State = namedtuple("State", "tables external_ids")


def check(checkout):
    """Upgrade from each release; Failure names what is lost or changed on the way.

    Returns how many releases were tried.
    """
    wrong = []
    releases = read_releases(RELEASES.read_text(encoding="utf-8"))
    for version, commit in releases:
        found = _upgrade(checkout, version, commit)
        wrong += [f"{version}: {difference}" for difference in found]
    for line in wrong:
        say(f"  {line:.300}")
    if wrong:
        raise Failure(f"upgrades lose or change {len(wrong)} things, as above")
    return len(releases)


def read_releases(text):
    """Return the (version, commit) of each line that is no comment."""
    lines = [line.split("#")[0].split() for line in text.splitlines()]
    releases = [tuple(line) for line in lines if line]
    if not releases:
        raise Failure(f"{RELEASES} names no release")
    return releases


def _upgrade(checkout, version, commit):
    """Return what differs after an upgrade from that release."""
    addons = _release(version, commit)
    path = ",".join(map(str, [*checkout.source.addons, addons]))
    with databases.throwaway(
        checkout, "upgrade", databases.dependencies_template, demo=True
    ) as name:
        with step(f"{version} and its demo"):
            databases.install(checkout, name, MODULE, "--addons-path", path, demo=True)
        before = read_state(checkout.server, name)
        with step(f"upgrade from {version}"):
            log = databases.run_odoo(
                checkout,
                *("-d", name, "-u", MODULE, "--stop-after-init", "--no-http"),
            )
        kept = checkout.folder / f"upgrade-{version}.log"
        kept.write_text(log, encoding="utf-8")
        suite.check_log(checkout, kept)
        after = read_state(checkout.server, name)
        return list(compare(before, after, MEANT.get(version, set()) | ROADS))


def _release(version, commit):
    """Return a folder of addons that has the release, taken out of the history."""

    def make(folder):
        archive = folder / "release.tar"
        done = subprocess.run(
            ["git", "-C", REPOSITORY, "archive", "-o", archive, commit],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Failure(
                f"{version} is not in this clone's history: git fetch --unshallow "
                f"({done.stderr.strip()})"
            )
        with tarfile.open(archive) as files:
            files.extractall(folder / MODULE, filter="data")
        archive.unlink()

    folder = cache.root() / "releases"
    folder.mkdir(exist_ok=True)
    return cache.build(folder / f"{version}-{commit}", make)


def read_state(server, name):
    """Return the State of a database: the rows of our tables and our external ids."""
    tables = {}
    for (table,) in server.query(TABLES, name):
        rows = [bytes.fromhex(row) for (row,) in server.query(ROWS.format(table), name)]
        tables[table] = [json.loads(row) for row in rows]
    ids = {ours: (model, id_) for ours, model, id_ in server.query(EXTERNAL_IDS, name)}
    return State(tables, ids)


def compare(before, after, meant):
    """Yield a sentence for what is not as before, once per column and kind of record.

    What is ``meant`` is passed over: columns and external ids. Columns and rows that
    are new are no difference, nor are columns that went.
    """
    for table, rows in before.tables.items():
        if table not in after.tables:
            yield f"{table} is gone, with {len(rows)} rows"
        elif rows:
            yield from _compare_rows(table, rows, after.tables[table], meant)
    gone = defaultdict(list)
    for name, target in before.external_ids.items():
        if after.external_ids.get(name) != target and name not in meant:
            gone[target[0]].append(name)
    for model, names in gone.items():
        yield f"{len(names)} external ids of {model} are not there as before: {names}"


def _compare_rows(table, rows, others, meant):
    key = ["id"] if "id" in rows[0] else sorted(rows[0])  # a many2many has pairs
    by_key = {_get_values(row, key): row for row in others}
    gone = [row for row in rows if _get_values(row, key) not in by_key]
    if gone:
        yield f"{table}: {len(gone)} of {len(rows)} rows are gone, such as {gone[0]}"
    for column in rows[0].keys() - LOGGED:
        changed = []
        for row in rows:
            other = by_key.get(_get_values(row, key), {})
            if row[column] != other.get(column, row[column]):
                changed.append(f"{row[column]!r} became {other[column]!r}")
        if changed and f"{table}.{column}" not in meant:
            yield f"{table}.{column}: {len(changed)} changed, such as {changed[0]}"


def _get_values(row, columns):
    return tuple(row.get(column) for column in columns)
