"""Take packages from Debian's mirror without root and without touching apt.

apt is given its own lists and its own sources, so nothing of the machine changes; it
checks the archive's signature and every package's hash, as it does for the system.
"""

import os
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from .console import Failure, run

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
OWN_ODOO = "or set ODOO_HOME to a folder of Odoo 19"


class Apt:
    """A private apt that reads one suite, inside ``folder``."""

    def __init__(self, folder, suite):
        self._folder = folder / suite
        self._suite = suite
        self._options = []

    def update(self):
        """Fetch the suite's list; raises Failure without apt, keyring or network."""
        check()
        for name in ("lists/partial", "cache/archives/partial", "packages"):
            (self._folder / name).mkdir(parents=True)
        sources = self._folder / "suite.sources"
        sources.write_text(
            f"Types: deb\nURIs: {mirror()}\nSuites: {self._suite}\n"
            f"Components: main\nSigned-By: {KEYRING}\n"
        )
        settings = {
            "Dir::Etc::SourceList": sources,
            "Dir::Etc::SourceParts": "/dev/null",
            "Dir::State::Lists": self._folder / "lists",
            "Dir::Cache": self._folder / "cache",
            "Acquire::Languages": "none",
            "Acquire::Retries": "3",
            "Acquire::http::Timeout": "30",
            # A root apt hands downloads to a user who cannot enter a private home.
            "APT::Sandbox::User": "",
            # A list that failed to download is an error, not a warning.
            "APT::Update::Error-Mode": "any",
        }
        for key, value in settings.items():
            self._options += ["-o", f"{key}={value}"]
        self._apt("apt-get", "update")

    def version(self, package):
        """Return the version of ``package`` in the suite; Failure when it has none."""
        shown = self._apt("apt-cache", "show", package)
        found = re.search(r"^Version: (\S+)$", shown, re.MULTILINE)
        if not found:
            raise Failure(f"Debian {self._suite} has no {package}: {OWN_ODOO}")
        return found[1]

    def unpack(self, packages, target):
        """Download ``packages`` and lay out their files under ``target``."""
        folder = self._folder / "packages"
        self._apt("apt-get", "download", *packages, cwd=folder)
        for archive in sorted(folder.glob("*.deb")):
            run(
                ["dpkg-deb", "--extract", archive, target],
                advice=f"cannot unpack {archive.name}",
            )
            archive.unlink()

    def _apt(self, program, *arguments, cwd=None):
        return run(
            [program, *self._options, *arguments],
            advice=f"Debian's packages are out of reach: check the network, {OWN_ODOO}",
            cwd=cwd,
            env={**os.environ, "LC_ALL": "C"},
        )


def check():
    """Raise Failure where Debian's packages cannot be had."""
    for program in ("apt-get", "dpkg-deb"):
        if not shutil.which(program):
            raise Failure(f"no {program} here: use Debian or Ubuntu, {OWN_ODOO}")
    if not KEYRING.exists():
        raise Failure(
            f"{KEYRING} is missing: install debian-archive-keyring, {OWN_ODOO}"
        )


def mirror():
    """Return the address of a Debian archive.

    It is DEBIAN_MIRROR when set, else the one the machine's own apt uses: a network
    may let nothing else through.
    """
    if os.environ.get("DEBIAN_MIRROR"):
        return os.environ["DEBIAN_MIRROR"]
    listed = run(
        # Without release info, else a machine that never ran "apt update" lists none.
        [
            *("apt-get", "indextargets", "--no-release-info"),
            *("--format", "$(REPO_URI)", "Created-By: Packages"),
        ],
        advice="apt does not tell its sources: set DEBIAN_MIRROR",
    )
    for address in listed.split():
        if urlsplit(address).path.rstrip("/").endswith("/debian"):
            return address
    raise Failure(
        f"apt knows no Debian archive: set DEBIAN_MIRROR to one's address, {OWN_ODOO}"
    )
