"""Run Odoo's server until it is told to stop, and say when and where it answers."""

import contextlib
import ctypes
import fcntl
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request

from . import console
from .console import Failure, say

PR_SET_PDEATHSIG = 1  # of prctl(2)
PATIENCE = 120  # seconds for the server to answer
WORTH_SHOWING = re.compile(r" (ERROR|CRITICAL|WARNING(?! \S+ py\.warnings)) ")
LOG_LINE = re.compile(r"^\d{4}-\d\d-\d\d ")


def check_port(port):
    """Raise Failure when the port cannot be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise Failure(
                f"port {port} cannot be used ({error}): choose --port"
            ) from error


@contextlib.contextmanager
def alone(folder):
    """Hold the right to serve the database of ``folder``; Failure when it is served."""
    with open(folder / "serving.lock", "a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Failure(
                "this checkout's demo already runs: stop it, or start another with "
                "DEV_NAME=other ./dev/run --port 8070"
            ) from error
        yield held.fileno()


def serve(checkout, port, arguments, *, verbose, ready):
    """Run the server until Ctrl-C; call ``ready()`` once it answers.

    Returns its exit status. Its log goes to a file; warnings and errors are shown too,
    all of it when ``verbose``.
    """
    checkout.server.query(
        f"UPDATE ir_config_parameter SET value = 'http://localhost:{port}'"
        " WHERE key = 'web.base.url'",
        checkout.database("dev"),
    )
    process = checkout.start(
        *("-m", "odoo", "--http-port", str(port), *arguments),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        # A terminal's Ctrl-C would reach Odoo besides ours: two mean "at once".
        start_new_session=True,
        preexec_fn=_end_with_parent if sys.platform == "linux" else None,
    )
    reader = threading.Thread(target=_follow, args=(process, checkout.log, verbose))
    reader.start()
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    with console.passing_on(process, *numbers):
        if _answers(process, port):
            ready()
        elif process.poll() is None:
            say(f"Odoo does not answer after {PATIENCE} s: see {checkout.log}")
            process.terminate()
        status = process.wait()
    reader.join()
    return status


def _end_with_parent():
    """Have the kernel end Odoo when we are gone, even by ``kill -9``."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _answers(process, port):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            _direct.open(f"http://127.0.0.1:{port}/web/login", timeout=60).close()
            return True
        time.sleep(0.2)
    return False


# A proxy set for the downloads knows nothing of this machine's own ports.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def _follow(process, log, verbose):
    shown = verbose
    with open(log, "w", encoding="utf-8") as kept:
        for line in process.stdout:
            kept.write(line)
            kept.flush()
            if not verbose and LOG_LINE.match(line):
                # A traceback's lines go with the one that announced them.
                shown = WORTH_SHOWING.search(line)
            if shown:
                print(line, end="", flush=True)
