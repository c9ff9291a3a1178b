"""The folder that holds everything made outside the checkout.

Whatever is downloaded is built in a temporary folder under a lock and renamed when
whole: a cut connection or a ``kill -9`` leaves nothing that could be mistaken for it.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
from pathlib import Path

from .console import Failure

NAME = "residence_community"
NEEDED = 4 * 1024**3  # bytes: Odoo 1.2 GB, Python 0.6 GB, Node, databases, packages


def root():
    """Return the cache folder, made when missing.

    Raises Failure when its path has a comma, which Odoo's addons_path cannot hold.
    """
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base).absolute() / NAME
    if "," in str(folder):
        raise Failure(
            f"Odoo cannot use a path with a comma, {folder}: set XDG_CACHE_HOME"
        )
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def digest(*parts):
    """Return twelve hexadecimal digits that stand for ``parts`` (strings, bytes)."""
    total = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()[:12]


@contextlib.contextmanager
def lock(path, *, shared=False):
    """Hold the lock file ``path``, waiting for it; the system frees it at our death."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a") as handle:
        fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield handle


def build(target, make):
    """Return the folder ``target``, made by ``make(temporary_folder)`` when missing.

    Raises Failure when the disk has too little room to start.
    """
    if target.exists():
        return target
    with lock(target.with_name(f".{target.name}.lock")):
        if not target.exists():
            check_space(target.parent)
            # Under the lock, what is there comes from a process that died.
            temporary = target.with_name(f".{target.name}.part")
            remove(temporary)
            temporary.mkdir()
            try:
                make(temporary)
                temporary.rename(target)
            finally:
                remove(temporary)
    return target


def remove(folder):
    """Remove a folder and all it holds; one that is not there is fine."""
    shutil.rmtree(folder, ignore_errors=True)


def check_space(folder):
    """Raise Failure unless the disk of ``folder`` has room for a whole installation."""
    free = shutil.disk_usage(folder).free
    if free < NEEDED:
        raise Failure(
            f"{free / 1e9:.1f} GB free in {folder}, {NEEDED / 1e9:.0f} GB needed: "
            "make room or set XDG_CACHE_HOME to a larger disk"
        )
