"""Say what is going on, run commands, and fail in one line."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

PAUSE, PATIENCE = 1, 20  # seconds


class Failure(Exception):
    """Something a person can put right; its text is one line with the way out."""


def say(text=""):
    """Print a line at once, even through a pipe."""
    print(text, flush=True)


@contextlib.contextmanager
def step(text):
    """Announce a piece of work, then how many seconds it took.

    On a terminal a counter runs meanwhile, so that a long download is not mistaken
    for a hang; elsewhere the line is printed once and kept short.
    """
    started = time.monotonic()
    ended = threading.Event()
    live = sys.stdout.isatty()

    def show_time():
        while live and not ended.wait(1):
            print(
                f"\r  {text} … {time.monotonic() - started:.0f} s", end="", flush=True
            )

    print(f"  {text} …", end="", flush=True)
    clock = threading.Thread(target=show_time, daemon=True)
    clock.start()
    try:
        yield
    finally:
        ended.set()
        clock.join()
        start = f"\r  {text} …" if live else ""
        say(f"{start} {time.monotonic() - started:.1f} s")


def run(command, *, advice, shown=False, **options):
    """Run a command silently; return what it printed.

    When it does not succeed, raises Failure: ``advice``, and either the line that looks
    most like a reason or, with ``shown``, its whole output above.
    """
    done = subprocess.run(
        [os.fspath(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        **options,
    )
    if done.returncode and shown:
        say(done.stdout.rstrip())
        raise Failure(advice)
    if done.returncode:
        raise Failure(f"{advice} ({_reason(done.stdout)})")
    return done.stdout


def _reason(output):
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [
        line
        for line in lines
        if line.startswith(("E: ", "ERROR", "error", "FATAL", "psql:", "npm error"))
    ]
    return (telling or lines or ["no output"])[-1]


def wait(process):
    """Return the exit status of an interactive child: its Ctrl-C are its own affair."""
    with passing_on(process, signal.SIGTERM):
        while True:
            with contextlib.suppress(KeyboardInterrupt):
                return process.wait()


def finish(process):
    """Return the exit status of a child, which a Ctrl-C ends with us.

    The terminal has sent it the Ctrl-C too: it is left the time to tidy up.
    """
    with passing_on(process, signal.SIGTERM):
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.wait()
            raise


def follow(process, output):
    """Show what a child writes into the file ``output``; return its exit status."""
    with open(output, errors="replace", encoding="utf-8") as lines:
        while process.poll() is None:
            print(lines.read(), end="", flush=True)
            time.sleep(PAUSE)
        print(lines.read(), end="", flush=True)
    return process.returncode


@contextlib.contextmanager
def beside(process, output):
    """Let a child, which writes into the file ``output``, run while the block does.

    Gives a function that shows its output, waits for its end and returns its exit
    status. A block that fails ends the child, too.
    """
    try:
        yield lambda: follow(process, output)
    finally:
        end(process)


def end(process):
    """End a child that still runs, with the time to tidy up, then without."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def passing_on(process, *numbers):
    """Send these signals to a child instead of dying of them, during the block."""

    def pass_on(number, _frame):
        process.send_signal(number)

    before = {number: signal.signal(number, pass_on) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def main(function):
    """Run an executable's ``function``; turn what went wrong into an exit status."""
    sys.stdout.reconfigure(errors="replace")  # a terminal without our accents
    name = f"dev/{Path(sys.argv[0]).name}"
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)  # tidy up, as for Ctrl-C
    try:
        sys.exit(function(sys.argv[1:]))
    except Failure as failure:
        sys.exit(f"{name}: {failure}")
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        # A full disk or a missing right, met anywhere: the system's words say it.
        sys.exit(f"{name}: {error}")
