"""The tests, by Odoo's own runner and by pytest."""

import os
import re
import shutil
import socket
import subprocess

from . import console, databases, uninstallation
from .checkout import MODULE, REPOSITORY, SCRIPTS
from .console import Failure, run, say, step

TESTS = "tests"
# They need the demo as it is installed: Odoo's runner has them, pytest does not.
DEMO_TESTS = "tests/demo"
# The landlord's own Odoo still calls what its werkzeug says is going away.
NOT_OURS = r"WARNING.*py\.warnings.*Deprecat"
RAN = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")
SKIPPED = re.compile(r"^\S+ \S+ \d+ INFO \S+ \S+: skipped (.*)$", re.MULTILINE)


def ensure_chromium():
    """Raise Failure without a Chromium for the tours; root gets it installed."""
    if any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        return
    if os.geteuid() or not shutil.which("apt-get"):
        raise Failure("tours need Chromium, which needs root: apt install chromium")
    with step("Chromium, the one thing installed on the machine"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        advice = "Chromium did not install: apt install chromium"
        run(["apt-get", "update"], advice=advice, env=quiet)
        run(
            ["apt-get", "install", "-y", "--no-install-recommends", "chromium"],
            advice=advice,
            env=quiet,
        )


def run_odoo_tests(checkout):
    """Install and run all tests as Odoo does, on a database without demo data.

    Returns how many passed. Raises Failure for a failed or skipped test, and for any
    warning in the log.
    """
    with databases.throwaway(
        checkout, "odoo", databases.dependencies_template, demo=False
    ) as name:
        return _run_checked(checkout, name, "Odoo's runner", f"/{MODULE}")


def run_demo_tests(checkout):
    """Install with demo data, run the demo's tests as Odoo does, then uninstall.

    Returns how many tests passed. Raises Failure as above, and for anything that the
    module leaves behind.
    """
    with databases.throwaway(
        checkout, "odoo", databases.dependencies_template, demo=True
    ) as name:
        before = uninstallation.columns(checkout, name)
        passed = _run_checked(
            checkout, name, "the demo", ",".join(_demo_tags()), "--with-demo"
        )
        with step("uninstall"):
            uninstallation.check(checkout, name, before)
    return passed


def _demo_tags():
    for file in sorted((REPOSITORY / DEMO_TESTS).glob("test_*.py")):
        yield f"/{MODULE}/{DEMO_TESTS}/{file.name}"


def _run_checked(checkout, name, what, tags, *options):
    """Install the module on ``name`` with its tests; return how many passed."""
    with step(what):
        log, status = _run_and_log(checkout, name, tags, *options)
    check_log(checkout, log)
    if status:
        raise Failure(f"Odoo's runner ended with status {status}: see {log}")
    passed = _check_counts(log.read_text(encoding="utf-8"))
    say(f"  Odoo's runner: {passed} passed")
    return passed


def _run_and_log(checkout, name, tags, *options):
    """Return the file of Odoo's log, and its exit status."""
    log = checkout.folder / "odoo-tests.log"
    with open(log, "w", encoding="utf-8") as written:
        process = checkout.start(
            *("-m", "odoo", "-d", name, "-i", MODULE, *options),
            *("--skip-auto-install", "--stop-after-init"),
            *("--http-port", str(_free_port()), "--test-tags", tags),
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
        return log, console.finish(process)


def check_log(checkout, log):
    """Raise Failure for any warning or error in a file of Odoo's log."""
    checker = checkout.python / "bin" / "checklog-odoo"
    done = subprocess.run(
        [checker, "--no-echo", "--ignore", NOT_OURS, log],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        say("\n" + done.stdout.partition("errors that caused failure ")[2].rstrip())
        raise Failure(f"Odoo's log has the warnings and errors above; whole: {log}")


def _check_counts(text):
    """Return how many tests passed; Failure for none, a bad or a skipped one."""
    skipped = SKIPPED.findall(text)
    if skipped:
        raise Failure(f"skipped, so not tested: {'; '.join(skipped)}")
    counts = RAN.findall(text)
    if not counts:
        raise Failure("Odoo's runner did not say how many tests it ran")
    failed, errors, total = map(int, counts[-1])
    if failed or errors or not total:
        raise Failure(f"Odoo: {failed} failed, {errors} errors of {total} tests")
    return total


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run_pytest(checkout, arguments, *, demo=False, coverage=False):
    """Run pytest on a copy of the installed module; return its exit status.

    Its output goes straight to ours. A skipped test counts as a failure; with
    ``coverage``, too little of our code that runs, too.
    """
    with databases.throwaway(
        checkout, "pytest", databases.installed_template, demo=demo
    ) as name:
        options = ("-o", f"cache_dir={checkout.folder / 'pytest'}")
        if coverage:
            make_bundles(checkout, name)
        process = start_pytest(checkout, name, *options, *arguments, coverage=coverage)
        return console.finish(process)


def start_pytest(checkout, name, *arguments, coverage=False, **streams):
    """Start pytest on the database ``name``; return its Popen."""
    covering = (
        f"--cov={checkout.module}",
        f"--cov-config={REPOSITORY / 'pyproject.toml'}",
    )
    return checkout.start(
        *("-m", "pytest", "--odoo-http", f"--odoo-database={name}"),
        *(f"--odoo-config={checkout.config}", "-p", "no_skip"),
        *("-c", checkout.module / "pyproject.toml", f"--rootdir={checkout.module}"),
        *(covering if coverage else ("-p", "no:cov")),
        *under_technical_name(checkout.module, arguments, TESTS),
        stdin=subprocess.DEVNULL,
        cwd=checkout.folder,  # hypothesis and coverage write where they stand
        **streams,
    )


def make_bundles(checkout, name):
    """Make in the database what browsers load, once for all tests that open one."""
    with step("what browsers load"):
        run(
            [checkout.python / "bin" / "python", SCRIPTS / "assets.py", name],
            advice="the bundles that browsers load could not be made",
            env=checkout.environment(),
        )


def under_technical_name(module, arguments, tests):
    """Return pytest's arguments with the checkout's paths seen through a link to it.

    Odoo takes a module's name from its folder, and the checkout's may be any. Without
    a path among them, the folder ``tests`` is what is run.
    """
    seen, paths = [], 0
    for argument in arguments:
        path, colons, rest = argument.partition("::")
        whole = REPOSITORY / path if not os.path.exists(path) else os.path.abspath(path)
        whole = os.path.realpath(whole)
        inside = os.path.commonpath([whole, REPOSITORY]) == str(REPOSITORY)
        if argument.startswith("-") or not inside or not os.path.exists(whole):
            seen.append(argument)
            continue
        paths += 1
        place = module / os.path.relpath(whole, REPOSITORY)
        seen.append(f"{place}{colons}{rest}")
    return seen if paths else [*seen, module / tests]
