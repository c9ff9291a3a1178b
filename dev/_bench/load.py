"""Five hundred people in a minute, on a real server: is anything lost, or doubled?

Each saves a « bilan » and taps the open door; one in five downloads the workbook. Then
again, each opening « Aujourd'hui » and a « bilan » before. A phone on a bad network
repeats what it got no answer to: every third save and every second tap are sent twice,
some of them at the same moment, and whatever broke off is sent again as it was.
"""

import collections
import contextlib
import functools
import http.client
import json
import resource
import secrets
import socket
import statistics
import subprocess
import threading
import time
from dataclasses import dataclass, field, replace

from _env import console
from _env.console import Failure, step

from . import contest, sizes
from .results import Figure

SESSIONS, SECONDS = 500, 60
ARRIVALS = 50  # seconds over which they come
WORKERS = 4
PATIENCE = 90  # seconds for an answer
TRIES = 5  # of one request that gets none
AT_ONCE = 24  # connections; the proxy that Odoo asks for makes the others wait
READY = 120  # seconds for the server to answer
DOUBLE_SAVE, DOUBLE_TAP, EXPORT = 3, 2, 5  # one session in so many
SERVER_ERROR = 500
SAVED = """
SELECT name, count(*), sum(attendance_count), sum(lines.people)
FROM residence_event
LEFT JOIN (
    SELECT event_id, sum(quantity) AS people FROM residence_attendance GROUP BY 1
) AS lines ON lines.event_id = residence_event.id
WHERE name LIKE 'Charge %' GROUP BY name
"""
TAPPED = "SELECT sum(passage_count) FROM residence_event WHERE passage_count > 0"


@dataclass
class Tally:
    """What happened, written by all sessions at once."""

    seconds: dict = field(default_factory=lambda: collections.defaultdict(list))
    refused: collections.Counter = field(default_factory=collections.Counter)
    repeated: collections.Counter = field(default_factory=collections.Counter)
    saved: set = field(default_factory=set)  # sessions whose save was answered
    tapped: set = field(default_factory=set)
    processor: float = 0  # seconds of Odoo's own processes, the start included
    total: float = 0  # seconds from the first request to the last answer


def run(checkout, size, database):
    """Yield the figures: of saves and exports, which have a minute; of whole visits,
    told beside them. Whatever the time, nothing may be lost or doubled."""
    for what, is_visit in (("saves", False), ("visits", True)):
        for figure in _run(checkout, size, database, is_visit):
            yield replace(figure, name=f"{what}: {figure.name}")


def _run(checkout, size, database, is_visit):
    with sizes.copy(checkout, database, "load") as name:
        with step(f"{SESSIONS} sessions signed in"):
            plan = contest.measure(checkout, "contestant_sessions", name, SESSIONS)
        tally = Tally()
        before = _processor_time()
        with (
            _serving(checkout, name) as port,
            step(f"{SESSIONS} {'visits' if is_visit else 'saves'}, {WORKERS} workers"),
        ):
            tally.total = _play(port, plan, tally, is_visit)
        tally.processor = _processor_time() - before
        rows = checkout.server.query(SAVED, name)
        ((passages,),) = checkout.server.query(TAPPED, name)
    figure = functools.partial(Figure, "load", size)
    yield figure("sessions", len(plan["sessions"]))
    total = figure("until the last answer", tally.total, "s")
    yield total if is_visit else total.at_most(SECONDS)
    yield from _kept(figure, plan, tally, rows)
    name, note = "passages tapped, less those found", f"{passages or 0} found"
    lacking = len(tally.tapped) - int(passages or 0)
    yield figure(name, lacking, note=note).equal(0)
    yield from _answers(figure, tally)


def _kept(figure, plan, tally, rows):
    """Yield what became of the saves."""
    expected = {
        one["values"]["name"]: sum(
            row["quantity"] for row in one["values"]["attendance_grid"]
        )
        for one in plan["sessions"]
    }
    found = {row[0]: tuple(map(int, row[1:])) for row in rows}
    lost = sum(1 for name in tally.saved if name not in found)
    double = sum(1 for count, _people, _lines in found.values() if count > 1)
    wrong = sum(
        1
        for name, (count, people, lines) in found.items()
        if count == 1 and not people == lines == expected[name]
    )
    yield figure("saves answered", len(tally.saved)).equal(SESSIONS)
    yield figure("saves lost", lost).equal(0)
    yield figure("saves doubled", double).equal(0)
    yield figure("saves with a wrong count", wrong).equal(0)


def _answers(figure, tally):
    """Yield how the server answered, and how soon."""
    yield figure("requests", sum(map(len, tally.seconds.values())))
    errors = tally.refused["5xx"]
    others = sum(tally.refused.values()) - errors
    yield figure("answers 5xx", errors).equal(0)
    name, note = "other errors, or no answer", _told(tally.refused)
    yield figure(name, others, note=note).equal(0)
    broken, note = sum(tally.repeated.values()), _told(tally.repeated)
    yield figure("broken off and sent again", broken, note=note)
    yield figure("Odoo's processor time", tally.processor, "s")
    for kind, several in tally.seconds.items():
        middle = 1000 * statistics.median(several)
        worst = 1000 * sorted(several)[int(len(several) * 0.95)]
        yield figure(f"{kind}: median", middle, "ms", f"95 % ≤ {worst:.0f} ms")


def _told(counter):
    return ", ".join(f"{name} {count}" for name, count in counter.items())


@contextlib.contextmanager
def _serving(checkout, database):
    """Run a real Odoo with several processes; give its port once all are warm."""
    port, other = _free_port(), _free_port()
    log = contest.folder(checkout) / "load.log"
    with open(log, "w", encoding="utf-8") as written:
        process = checkout.start(
            *("-m", "odoo", "-d", database, "--http-port", str(port)),
            *("--gevent-port", str(other), "--workers", str(WORKERS)),
            *("--max-cron-threads", "0", "--log-level", "warn"),
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(process, port, log)
            yield port
        finally:
            console.end(process)


def _wait(process, port, log):
    until = time.monotonic() + READY
    answered = 0
    while answered < 4 * WORKERS:
        if process.poll() is not None or time.monotonic() > until:
            raise Failure(f"Odoo does not answer: see {log}")
        try:
            _ask(port, "GET", "/web/login")
            answered += 1
        except OSError:
            time.sleep(0.5)


def _play(port, plan, tally, is_visit):
    """Let all sessions come, each at its moment; return the seconds it all took."""
    count = len(plan["sessions"])
    started = time.monotonic()
    threads = []
    for number, session in enumerate(plan["sessions"]):
        wait = started + number * ARRIVALS / count - time.monotonic()
        time.sleep(max(0, wait))
        person = _Person(port, number, session, plan["specification"], tally)
        thread = threading.Thread(target=person.live, args=[is_visit], daemon=True)
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join(TRIES * PATIENCE)
    return time.monotonic() - started


_proxy = threading.BoundedSemaphore(AT_ONCE)


class _Person:
    """One session, and what it asks of the server."""

    def __init__(self, port, number, session, asked, tally):
        self._port, self._number, self._session = port, number, session
        self._asked, self._tally = asked, tally

    def live(self, is_visit):
        number, session = self._number, self._session
        if is_visit:
            self._call("Aujourd'hui", "get_today", [], model="residence.today")
            self._call("open a bilan", "web_read", [[session["event"]], self._asked])
        if self._twice(number % DOUBLE_SAVE == 0, self._save):
            self._tally.saved.add(session["values"]["name"])
        token = secrets.token_hex()
        if self._twice(number % DOUBLE_TAP == 0, lambda _same: self._tap(token)):
            self._tally.tapped.add(token)
        if number % EXPORT == 0:
            self._send("workbook", "GET", "/residence_community/export/activity")

    def _twice(self, is_twice, action):
        """Act once, or twice: at the same moment, or again once it was answered."""
        same = {"token": secrets.token_hex(), "form": secrets.token_hex()}
        if not is_twice:
            return action(same)
        if self._number % 4 < 2:  # noqa: PLR2004
            return all([action(same), action(same)])
        answers = []
        both = [
            threading.Thread(target=lambda: answers.append(action(same)))
            for _time in range(2)
        ]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        return any(answers)

    def _save(self, same):
        sending = {"residence_sending": {**same, "method": "action_done"}}
        values = self._session["values"]
        return self._call(
            *("save", "web_save", [[], values, {"name": {}}]), context=sending
        )

    def _tap(self, token):
        residence = self._session["residence"]
        return self._call("tap", "tap_open_door", [residence, token])

    def _call(self, kind, method, args, context=None, model="residence.event"):
        body = {
            "jsonrpc": "2.0",
            "method": "call",
            "params": {
                "model": model,
                "method": method,
                "args": args,
                "kwargs": {"context": {"lang": "fr_FR", **(context or {})}},
            },
        }
        path = f"/web/dataset/call_kw/{model}/{method}"
        return self._send(kind, "POST", path, body)

    def _send(self, kind, verb, path, body=None):
        """Return whether a request was answered well; note how long it took."""
        started = time.monotonic()
        for attempt in range(TRIES):
            try:
                with _proxy:
                    status, content = _ask(
                        self._port, verb, path, body, self._session["sid"]
                    )
                break
            except (OSError, http.client.HTTPException) as error:
                self._tally.repeated[type(error).__name__] += 1
                time.sleep(attempt)
        else:
            self._tally.refused[f"{kind}: no answer"] += 1
            return False
        self._tally.seconds[kind].append(time.monotonic() - started)
        if status >= SERVER_ERROR:
            self._tally.refused["5xx"] += 1
        elif status != http.HTTPStatus.OK:
            self._tally.refused[f"{kind}: {status}"] += 1
        elif body and "error" in json.loads(content):
            name = json.loads(content)["error"]["data"]["name"]
            self._tally.refused[f"{kind}: {name}"] += 1
        else:
            return True
        return False


def _ask(port, verb, path, body=None, sid=None):
    """Return the status and the body of an answer of our own server."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"Cookie": f"session_id={sid}"} if sid else {}
    if body:
        headers["Content-Type"] = "application/json"
    with contextlib.closing(connection):
        connection.request(verb, path, body and json.dumps(body), headers)
        response = connection.getresponse()
        return response.status, response.read()


def _processor_time():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
