"""The embedded PostgreSQL: one for all checkouts, stopped by its last user.

Who uses it holds a shared lock, which its children inherit; who leaves tries to take
that lock alone, and stops the server if it can. A killed user is thus never counted.
"""

import contextlib
import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from . import cache
from .console import Failure, run, say, step

USER = "odoo"  # Odoo refuses the role postgres
PORT = "5432"  # names a Unix socket: nothing listens on the network
LONGEST = 107  # bytes in the path of a Unix socket
SYSTEM_CACHE = Path("/var/cache") / cache.NAME
# A cache, made anew with --reset: it is quick before it is safe from a power cut.
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{socket}'
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 256MB
max_connections = 200
max_wal_size = 2GB
wal_level = minimal
max_wal_senders = 0
"""


@contextlib.contextmanager
def running(binaries):
    """Run a server while the block lasts.

    Gives the folder of its socket, and the descriptor that a child process must inherit
    (``pass_fds``) to go on using the server should we be killed.
    """
    home, account = _home(binaries)
    instance = _Instance(_readable(binaries, home), home, account)
    with cache.lock(home / "users.lock", shared=True) as held:
        with cache.lock(home / "start.lock"):
            instance.start()
        try:
            yield instance.socket, held.fileno()
        finally:
            held.close()
            _stop_if_last(instance, home / "users.lock")


def _stop_if_last(instance, users):
    with open(users, "a") as alone:
        try:
            fcntl.flock(alone, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        instance.stop()


class _Instance:
    """One data folder, its socket, and the account that runs its server."""

    def __init__(self, binaries, home, account):
        self._binaries = binaries
        self._data = home / "data"
        self._account = account
        self.socket = _socket_folder(home)

    def start(self):
        if not self._data.exists():
            with step("PostgreSQL: first start"):
                self._initialise()
        self._take(self.socket)
        if not self._is_running():
            log = self._data / "server.log"
            self._run("pg_ctl", "start", "-w", "-s", "-D", self._data, "-l", log)
        self._run(
            *("psql", "-Xq", "-h", self.socket, "-U", "postgres", "-c"),
            f"DO $$ BEGIN CREATE ROLE {USER} LOGIN CREATEDB;"
            " EXCEPTION WHEN duplicate_object THEN NULL; END $$",
        )

    def stop(self):
        if self._is_running():
            self._run("pg_ctl", "stop", "-w", "-s", "-m", "fast", "-D", self._data)

    def _initialise(self):
        part = self._data.with_name("data.part")
        cache.remove(part)
        self._take(part)
        self._run(
            *("initdb", "--pgdata", part, "--username=postgres", "--auth=trust"),
            *("--no-sync", "--encoding=UTF8", "--no-locale"),
            # Upper and lower case of accented letters, whatever the system's locales.
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        )
        socket = str(self.socket).replace("'", "''")
        with open(part / "postgresql.conf", "a", encoding="utf-8") as settings:
            settings.write(SETTINGS.format(socket=socket))
        part.rename(self._data)

    def _is_running(self):
        status = self._call("pg_ctl", "status", "-D", self._data)
        return status.returncode == 0

    def _take(self, folder):
        """Make ``folder``, open to the server's account only."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._account:
            os.chown(folder, self._account.pw_uid, self._account.pw_gid)
        elif folder.stat().st_uid != os.getuid():
            raise Failure(f"{folder} belongs to someone else: remove it")

    def _run(self, program, *arguments):
        done = self._call(program, *arguments)
        if done.returncode:
            raise Failure(
                f"the embedded PostgreSQL failed: see {self._data / 'server.log'}, or "
                f"set DATABASE_URL to your own ({done.stderr.strip()[-300:]})"
            )

    def _call(self, program, *arguments):
        options = {}
        if self._account:
            options["user"] = self._account.pw_uid
            options["group"] = self._account.pw_gid
            options["extra_groups"] = []
        # Files, not pipes: the server inherits them and would keep a pipe open.
        with tempfile.TemporaryFile("w+") as errors:
            done = subprocess.run(
                [self._binaries / program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd="/",
                start_new_session=True,  # a Ctrl-C is for us, not for the server
                check=False,
                **options,
            )
            errors.seek(0)
            done.stderr = errors.read()
        return done


def _home(binaries):
    """Return the folder of the data, and the account to run as (None: our own).

    PostgreSQL refuses to run as root: then it runs as nobody, and if nobody cannot
    enter the cache (a private home), its data goes to the system's cache instead of
    opening that home to everyone.
    """
    home = cache.root() / "postgres"
    account = None
    if os.geteuid() == 0:
        account = pwd.getpwnam("nobody")
        if not _open_to_all(cache.root()):
            # Another private home has other filestores, hence other databases.
            home = SYSTEM_CACHE / cache.digest(cache.root())
            if not home.exists():
                say(f"  as root, PostgreSQL runs as nobody, its data in {home}")
    version = run([binaries / "postgres", "--version"], advice="no PostgreSQL")
    home = home / version.split()[-1].partition(".")[0]
    home.mkdir(parents=True, exist_ok=True)
    return home, account


def _readable(binaries, home):
    """Return programs that the server's account can run: a copy in a readable place."""
    package = binaries.parent.parent.parent  # the libraries are beside the package
    if os.geteuid() or _open_to_all(package):
        return binaries
    place = home / package.name
    cache.build(
        place,
        lambda folder: shutil.copytree(package, folder, dirs_exist_ok=True),
    )
    return place / binaries.relative_to(package)


def _open_to_all(folder):
    return all(path.stat().st_mode & 0o001 for path in (folder, *folder.parents))


def _socket_folder(home):
    folder = home / "socket"
    if len(os.fsencode(folder / f".s.PGSQL.{PORT}")) <= LONGEST:
        return folder
    short = Path(tempfile.gettempdir()) / f"rcdev-{os.getuid()}-{cache.digest(home)}"
    if len(os.fsencode(short / f".s.PGSQL.{PORT}")) > LONGEST:
        raise Failure("the temporary folder's path is too long: set TMPDIR")
    return short
