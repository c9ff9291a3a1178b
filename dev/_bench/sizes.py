"""Databases of a landlord's size, filled by SQL in a minute rather than in a night."""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from _env import cache, databases
from _env.checkout import MODULE
from _env.console import run, step

DATA = Path(__file__).with_name("data.sql")
YEARS = 5


@dataclass(frozen=True)
class Size:
    """How much a landlord of that size has."""

    residences: int
    events_a_month: int  # and residence


SIZES = {
    "S": Size(2, 6),
    "M": Size(40, 8),
    "L": Size(300, 8),
    "XL": Size(1000, 12),
}


@contextlib.contextmanager
def database(checkout, size, *, keep):
    """Give the name of a database of that size, with the working tree's add-on in it.

    One that was kept is used again until data.sql changes.
    """
    prefix = checkout.database(f"bench_{size.lower()}_")
    name = prefix + cache.digest(DATA.read_bytes())
    with cache.lock(checkout.folder / f"bench_{size.lower()}.lock"):
        if checkout.server.exists(name):
            with step(f"Odoo: update of {MODULE} in the data of size {size}"):
                databases.run_odoo(
                    checkout,
                    *("-d", name, "-u", MODULE, "--stop-after-init", "--no-http"),
                )
        else:
            for stale in checkout.server.names(prefix):
                databases.drop(checkout, stale)
            _make(checkout, name, SIZES[size], size)
        try:
            yield name
        finally:
            if not keep:
                databases.drop(checkout, name)


def _make(checkout, name, size, letter):
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
    checkout.server.rename(part, name)
    databases.filestore(checkout, part).rename(databases.filestore(checkout, name))
