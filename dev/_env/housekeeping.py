"""Forget the checkouts that are gone: CI makes a new one every time."""

from . import cache, postgres
from .checkout import MODULE


def forget_gone(server):
    """Drop the databases and the folders of checkouts that no longer exist."""
    for folder in (cache.root() / "checkouts").glob("*/"):
        link = folder / "addons" / MODULE
        if link.is_symlink() and not link.exists():
            for name in server.names(f"{postgres.PREFIX}{folder.name}_"):
                server.drop(name)
            cache.remove(folder)
