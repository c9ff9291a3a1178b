"""What belongs to one checkout: its link, its configuration, its databases' names."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from . import cache, fonts, odoo_source, postgres, python_env

MODULE = cache.NAME
REPOSITORY = Path(__file__).resolve().parents[2]
SCRIPTS = REPOSITORY / "dev" / "_scripts"  # what runs inside the environment
# libpq's or Odoo's own variables, which Odoo prefers to its configuration.
OVERRIDING = {"PGDATABASE", "PGHOST_REPLICA", "PGPORT_REPLICA", "PGAPPNAME", "PGPATH"}
# Folders and endings that a database made from the module does not depend on.
NOT_INSTALLED = {"tests", "src", "dev", "doc", "docs", ".ci", ".git", "__pycache__"}
INSTALLED_FILES = {".py", ".xml", ".csv", ".po", ".pot", ".png", ".svg", ".json"}


@dataclass(frozen=True)
class Checkout:
    """This checkout, with all it needs to run Odoo."""

    server: postgres.Server
    source: odoo_source.OdooSource
    python: Path  # the virtual environment
    folder: Path  # in the cache; DEV_NAME gives a second one to the same checkout

    @property
    def module(self):
        """The add-on under its technical name, whatever the checkout's folder."""
        return self.folder / "addons" / MODULE

    @property
    def config(self):
        return self.folder / "odoo.conf"

    @property
    def log(self):
        return self.folder / "odoo.log"

    @property
    def data(self):
        return self.folder / "data"

    def database(self, purpose):
        """Return the name of this checkout's database for ``purpose``."""
        return f"{postgres.PREFIX}{self.folder.name}_{purpose}"

    def environment(self):
        """Return the environment variables for Odoo and the tests."""
        path = [self.python / "bin", self.server.bin, os.environ.get("PATH", "")]
        return {
            **_neutral(os.environ),
            **self.server.environment(),
            "PATH": os.pathsep.join(map(str, path)),
            "PYTHONPATH": os.pathsep.join((str(self.source.path), str(SCRIPTS))),
            "PYTHONPYCACHEPREFIX": str(cache.root() / "pycache"),
            "PYTHONNOUSERSITE": "1",
            # A proxy set for the downloads is of no use to reach our own server.
            "no_proxy": "localhost,127.0.0.1",
            "PYTHONSAFEPATH": "1",  # our folder tests/ is no package of Odoo's
            "ODOO_RC": str(self.config),
            "FONTCONFIG_FILE": str(fonts.configuration()),
        }

    def start(self, *arguments, **options):
        """Start a Python of the environment with ``arguments``; return its Popen."""
        return subprocess.Popen(
            [self.python / "bin" / "python", *arguments],
            env=self.environment() | options.pop("extra", {}),
            pass_fds=self.server.lease,
            **options,
        )

    def installed_key(self):
        """Return what the module's installed state depends on: Odoo and its files.

        The working tree counts, not the last commit: people run what they are writing.
        """
        parts = [self.source.key]
        for path in _module_files():
            parts += [path.relative_to(REPOSITORY), path.read_bytes()]
        return cache.digest(*parts)


def _neutral(environ):
    """Return ``environ`` without what would override our configuration."""
    return {
        name: value
        for name, value in environ.items()
        if not name.startswith("ODOO_") and name not in OVERRIDING
    }


def _module_files():
    for folder, names, files in os.walk(REPOSITORY):
        names[:] = sorted(name for name in names if name not in NOT_INSTALLED)
        for name in sorted(files):
            path = Path(folder, name)
            if path.suffix in INSTALLED_FILES:
                yield path


def prepare(server):
    """Return this Checkout, with whatever was missing downloaded and written."""
    source = odoo_source.find()
    python = python_env.python()
    python_env.check_printing(python)
    own = os.environ.get("DEV_NAME", "")
    name = cache.digest(REPOSITORY, own, server.identity)[:8]
    folder = cache.root() / "checkouts" / name
    checkout = Checkout(server, source, python, folder)
    for made in (checkout.module.parent, checkout.data):
        made.mkdir(parents=True, exist_ok=True)
    _link(checkout.module)
    _configure(checkout)
    return checkout


def link_module(folder):
    """Return a new link in ``folder`` to the add-on, under its technical name.

    Some tools take a module's name from its folder, and the checkout's may be any.
    """
    link = folder / MODULE
    link.symlink_to(REPOSITORY, target_is_directory=True)
    return link


def _link(link):
    # Never inside the checkout: Odoo's translation walker would follow it for ever.
    if not link.is_symlink() or link.readlink() != REPOSITORY:
        link.unlink(missing_ok=True)
        link.symlink_to(REPOSITORY, target_is_directory=True)


def _configure(checkout):
    server = checkout.server
    addons = [*checkout.source.addons, checkout.module.parent]
    settings = {
        "addons_path": ",".join(map(str, addons)),
        "data_dir": checkout.data,
        "db_host": server.host,
        "db_port": server.port,
        "db_user": server.user,
        "db_sslmode": server.sslmode,
        "db_name": checkout.database("dev"),
        # Readonly routes get a read-only cursor only where a replica is named.
        "db_replica_host": server.host,
        "db_replica_port": server.port,
        "list_db": "False",
        "http_interface": "127.0.0.1",
        "max_cron_threads": "1",
    }
    text = "".join(f"{key} = {value}\n" for key, value in settings.items())
    content = "[options]\n" + text
    if not checkout.config.exists() or checkout.config.read_text() != content:
        part = checkout.config.with_name(f"odoo.conf.{os.getpid()}")
        part.write_text(content)
        part.rename(checkout.config)
