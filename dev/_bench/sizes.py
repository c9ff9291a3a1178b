"""Databases of a landlord's size, filled by SQL in minutes rather than in a night."""

import contextlib
import os
from dataclasses import dataclass

from _env import cache, databases
from _env.checkout import MODULE
from _env.console import Failure, run, say, step

from . import contest

DATA = contest.HERE / "data.sql"
PEOPLE = contest.HERE / "people.py"
YEARS = 5
# What the data was made for: another shape needs other data.
SHAPE = """
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = 'public' AND table_name LIKE 'residence%' ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Size:
    """How much a landlord of that size has."""

    residences: int
    events_a_month: int  # and residence


SIZES = {
    # an animator at S does what she does at XL: only the landlord is larger
    "S": Size(2, 12),
    "M": Size(40, 8),
    "L": Size(300, 8),
    "XL": Size(1000, 12),
}


@contextlib.contextmanager
def database(checkout, size, *, keep):
    """Give the name of a database of that size, with the working tree's add-on in it.

    One that was there already, as ``prepare`` leaves it, stays for the next time.
    """
    with cache.lock(checkout.folder / f"bench_{size.lower()}.lock"):
        found = _find(checkout, size)
        name = found or _make(checkout, size)
        try:
            yield name
        finally:
            if not (found or keep):
                databases.drop(checkout, name)


def drop_all(checkout):
    """Drop the databases of all sizes, and the copies that a killed run left."""
    for name in checkout.server.names(checkout.database("bench_")):
        databases.drop(checkout, name)


@contextlib.contextmanager
def copy(checkout, name, purpose):
    """Give the name of a copy of a database, for one contestant alone."""
    target = checkout.database(f"bench_copy_{purpose}")
    databases.copy(checkout, name, target)
    try:
        yield target
    finally:
        databases.drop(checkout, target)


def _find(checkout, size):
    """Return the database that is there, brought up to the working tree, or None."""
    name = _name(checkout, size)
    for other in checkout.server.names(_prefix(checkout, size)):
        if other != name:
            databases.drop(checkout, other)
    if not checkout.server.exists(name):
        return None
    marker = _marker(checkout, size)
    key = checkout.installed_key()
    if marker.exists() and marker.read_text() == key:
        return name
    template = databases.installed_template(checkout, demo=False)
    if checkout.server.query(SHAPE, name) != checkout.server.query(SHAPE, template):
        databases.drop(checkout, name)
        return None
    with step(f"Odoo: update of {MODULE} in the data of size {size}"):
        databases.run_odoo(
            checkout, *("-d", name, "-u", MODULE, "--stop-after-init", "--no-http")
        )
    marker.write_text(key)
    return name


def _prefix(checkout, size):
    return checkout.database(f"bench_{size.lower()}_")


def _name(checkout, size):
    return _prefix(checkout, size) + cache.digest(
        DATA.read_bytes(), PEOPLE.read_bytes()
    )


def _marker(checkout, size):
    return checkout.folder / f"bench_{size.lower()}.key"


def _make(checkout, letter):
    name, size = _name(checkout, letter), SIZES[letter]
    template = databases.installed_template(checkout, demo=False)
    part = f"{name}_part"
    databases.copy(checkout, template, part)
    with step(f"data of size {letter}: {size.residences} residences, {YEARS} years"):
        run(
            [
                *(checkout.server.bin / "psql", "-Xq", "-v", "ON_ERROR_STOP=1"),
                *("-v", f"residences={size.residences}", "-v", f"years={YEARS}"),
                *("-v", f"a_month={size.events_a_month}"),
                *("-d", part, "-f", DATA),
            ],
            advice="the data could not be made",
            env={**os.environ, **checkout.server.environment()},
        )
    with step(f"people of size {letter}: animators, a coordination, the direction"):
        contest.run(checkout, "people", part)
    with step("a sample of it held to what Odoo computes"):
        try:
            contest.run(checkout, "check", part)
        except Failure:
            # said above, and told in the figures: a day's measure is not lost for it
            say("  ✗ data.sql has to follow the models: fields above are not as Odoo's")
    checkout.server.rename(part, name)
    databases.filestore(checkout, part).rename(databases.filestore(checkout, name))
    _marker(checkout, letter).write_text(checkout.installed_key())
    return name
