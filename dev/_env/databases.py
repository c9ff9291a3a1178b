"""Odoo databases: templates made once, copies made in a second.

A database goes with its filestore, which PostgreSQL knows nothing of: every function
here handles both.
"""

import ast
import contextlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from . import cache, postgres
from .checkout import MODULE, REPOSITORY
from .console import Failure, say, step

# Beside what we depend on. Every Odoo installs both by itself: lists are imported with
# the first, residents must be found and erased through the second.
ALWAYS_THERE = ("base_import", "privacy_lookup")
LANGUAGES = "en_US,fr_FR"  # the first is the default one, for tests in English
SHOWN = 40  # lines of Odoo's log, when it fails
TROUBLE = re.compile(r"^\S+ \S+ \d+ (ERROR|CRITICAL) ", re.MULTILINE)


def dependencies_template(checkout, *, demo):
    """Return the name of a database with what the add-on depends on, in French.

    All checkouts share it. Made when missing, or when the manifest's depends change.
    """
    manifest = ast.literal_eval((REPOSITORY / "__manifest__.py").read_text("utf-8"))
    depends = ",".join(sorted([*manifest["depends"], *ALWAYS_THERE]))
    kind = "demo" if demo else "bare"
    identity = checkout.server.identity
    key = cache.digest(checkout.source.key, identity, depends, LANGUAGES)
    name = f"{postgres.PREFIX}{kind}_{key}"

    def make(part):
        with step(f"Odoo: {depends} ({kind})"):
            install(checkout, part, depends, "--load-language", LANGUAGES, demo=demo)

    return _template(checkout, name, make)


def installed_template(checkout, *, demo):
    """Return the name of a database with the add-on installed from the working tree."""
    kind = "demo" if demo else "bare"
    prefix = checkout.database(f"{kind}_")
    base = dependencies_template(checkout, demo=demo)
    name = prefix + cache.digest(checkout.installed_key(), base)

    def make(part):
        for stale in checkout.server.names(prefix):
            if stale != part:
                drop(checkout, stale)
        copy(checkout, base, part)
        with step(f"Odoo: {MODULE} ({kind})"):
            install(checkout, part, MODULE, demo=demo)

    return _template(checkout, name, make)


def _template(checkout, name, make):
    with cache.lock(cache.root() / "checkouts" / f".{name.rpartition('_')[0]}.lock"):
        if not _complete(checkout, name):
            part = f"{name}_part"
            drop(checkout, name)
            drop(checkout, part)
            make(part)
            checkout.server.rename(part, name)
            filestore(checkout, part).rename(filestore(checkout, name))
    return name


def _complete(checkout, name):
    # One without the other comes from a cache folder that was removed by hand.
    return checkout.server.exists(name) and not find_missing_files(checkout, name)


def install(checkout, name, modules, *options, demo):
    """Install modules into a database, made when missing.

    Raises Failure with Odoo's log, or when an attachment has no file.
    """
    run_odoo(
        checkout,
        *("-d", name, "-i", modules, "--stop-after-init", "--no-http"),
        *("--skip-auto-install", *(["--with-demo"] if demo else []), *options),
        # The configuration's folder is the checkout's, and some databases are shared.
        *("--data-dir", str(filestore(checkout, name).parents[1])),
    )
    filestore(checkout, name).mkdir(parents=True, exist_ok=True)
    missing = find_missing_files(checkout, name)
    if missing:
        raise Failure(f"{len(missing)} attachments of {name} have no file on the disk")


def find_missing_files(checkout, name):
    """Return the files that a database's attachments name and the disk does not have.

    Odoo says nothing of them: it shows no picture, and makes its bundles again.
    """
    kept = filestore(checkout, name)
    stored = "SELECT DISTINCT store_fname FROM ir_attachment WHERE store_fname <> ''"
    files = [file for (file,) in checkout.server.query(stored, name)]
    return [file for file in files if not (kept / file).is_file()]


def run_odoo(checkout, *arguments):
    """Run Odoo to its end; its log is shown only when it fails or logs an error."""
    process = checkout.start(
        *("-m", "odoo", *arguments),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    try:
        log, _ = process.communicate()
    finally:
        process.kill()
    if process.returncode or TROUBLE.search(log):
        kept = checkout.folder / "failed.log"
        kept.write_text(log, encoding="utf-8")
        say("\n" + _end_of_trouble(log))
        raise Failure(f"Odoo failed, as above; its whole log: {kept}")
    return log


def _end_of_trouble(log):
    """Return the last lines of ``log`` from its first error on, without the chatter."""
    found = TROUBLE.search(log)
    lines = log[log.rfind("\n", 0, found.start()) + 1 if found else 0 :].splitlines()
    return "\n".join([line for line in lines if " INFO " not in line][-SHOWN:])


def filestore(checkout, name):
    """Return the folder of a database's files; shared templates have a shared one."""
    own = name.startswith(checkout.database(""))
    data = checkout.data if own else cache.root() / "templates"
    return data / "filestore" / name


def copy(checkout, template, name):
    """Make ``name`` a copy of ``template``, to which nobody may be connected."""
    drop(checkout, name)
    checkout.server.copy(template, name)
    target = filestore(checkout, name)
    shutil.copytree(filestore(checkout, template), target, copy_function=_share)


def _share(source, target):
    # Odoo never changes a stored file, it adds and removes: a link is as good.
    try:
        os.link(source, target)
    except OSError:  # this disk has no links
        shutil.copy2(source, target)


def drop(checkout, name):
    """Remove a database and its files; one that is not there is fine."""
    checkout.server.drop(name)
    cache.remove(filestore(checkout, name))


@contextlib.contextmanager
def throwaway(checkout, purpose, template, *, demo):
    """Give the name of a copy of a template, dropped at the end.

    ``template`` is one of the functions above. The process is in the copy's name: two
    runs in one checkout do not meet.
    """
    prefix = checkout.database(f"{purpose}_")
    name = f"{prefix}{os.getpid()}"
    # Locked until copied: another run drops a template that is no longer current.
    with cache.lock(checkout.folder / "templates.lock"):
        for left in checkout.server.names(prefix):
            if not Path("/proc", left.removeprefix(prefix)).exists():
                drop(checkout, left)  # its process was killed
        copy(checkout, template(checkout, demo=demo), name)
    try:
        yield name
    finally:
        drop(checkout, name)
