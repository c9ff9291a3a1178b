"""Find an Odoo 19, the person's own or the one Debian packages."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from . import cache
from .console import Failure, say, step
from .debian import Apt

SERIES = 19
PACKAGE = f"odoo-{SERIES}"
RECIPE = 1  # raise it when what is done to the unpacked tree changes
# The Debian package links to these fonts and scripts. Unstable's Font Awesome is 7,
# whose files have other names: every icon would break.
LINKED = {
    "unstable": (
        "libjs-jquery",
        "libjs-jquery-form",
        "libjs-underscore",
        "fonts-roboto-unhinted",
        "fonts-montserrat",
    ),
    "bookworm": ("fonts-font-awesome", "fonts-inconsolata"),
}
# Left out of the package as not free, but still asked for by mail's assets: the 404
# is an error in the browser's console, and that fails any tour.
ABSENT = "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"


@dataclass(frozen=True)
class OdooSource:
    """Where Odoo's code is."""

    path: Path  # the folder that holds the Python package ``odoo``
    version: str

    @property
    def addons(self):
        """Folders of modules beside the core's, for addons_path."""
        beside = self.path / "addons"
        return [beside] if (beside / "web").is_dir() else []

    @property
    def key(self):
        """What a database made by this Odoo may be reused for."""
        release = (self.path / "odoo" / "release.py").read_bytes()
        return cache.digest(self.version, self.path, release)


def find():
    """Return the OdooSource to use: ODOO_HOME when set, else the downloaded one."""
    own = os.environ.get("ODOO_HOME")
    if own:
        return _from_home(Path(own).expanduser().absolute())
    folder = cache.root() / "odoo"
    folder.mkdir(exist_ok=True)
    ready = list(folder.glob(f"[!.]*+recipe{RECIPE}"))
    latest = max(ready, key=lambda tree: tree.stat().st_mtime, default=None)
    tree = latest or _download(folder)
    return OdooSource(
        tree / "usr/lib/python3/dist-packages", tree.name.rpartition("+recipe")[0]
    )


def _from_home(home):
    for path in (home, home / "odoo", home / "usr/lib/python3/dist-packages"):
        release = path / "odoo" / "release.py"
        if release.is_file():
            _check_series(release)
            return OdooSource(path, f"{SERIES}.0 (ODOO_HOME)")
    raise Failure(f"ODOO_HOME={home} holds no odoo/release.py: give Odoo 19's folder")


def _check_series(release):
    found = re.search(r"version_info\s*=\s*\(\s*(\d+)\s*,", release.read_text())
    if not found or int(found[1]) != SERIES:
        raise Failure(
            f"{release.parent} is Odoo {found[1] if found else '?'}, not {SERIES}"
        )


def _download(folder):
    say("Odoo: from Debian unstable, signature checked (about 130 MB)")
    downloads = folder / ".download"
    with cache.lock(folder / ".download.lock"):
        cache.remove(downloads)
        downloads.mkdir()
        try:
            unstable = Apt(downloads, "unstable")
            with step("list of packages"):
                unstable.update()
            version = unstable.version(PACKAGE)

            def make(tree):
                with step(f"{PACKAGE} {version}"):
                    unstable.unpack([PACKAGE, *LINKED["unstable"]], tree)
                with step("its fonts"):
                    bookworm = Apt(downloads, "bookworm")
                    bookworm.update()
                    bookworm.unpack(LINKED["bookworm"], tree)
                _finish(tree / "usr/lib/python3/dist-packages")

            return cache.build(folder / f"{version}+recipe{RECIPE}", make)
        finally:
            cache.remove(downloads)


def _finish(packages):
    _check_series(packages / "odoo" / "release.py")
    absent = packages / ABSENT
    absent.parent.mkdir(parents=True, exist_ok=True)
    absent.touch()
