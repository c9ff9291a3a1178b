"""A pytest plugin: take part of the tests, while another process takes the rest.

Every shard collects all tests, then claims one class after the other, those that took
longest first: whichever is free takes the next, on a quick machine or a slow one. What
it has run, and how long it took, goes to a file of the folder that the shards share.
"""

import itertools
import json
from collections import Counter, defaultdict
from pathlib import Path

LONG, SHORT = 60, 5  # seconds, of a class that nobody has measured


def pytest_addoption(parser):
    parser.addoption("--shard-folder", help="what the shards of a run share")
    parser.addoption("--shard", help="this one's name")


def pytest_configure(config):
    config.pluginmanager.register(Shard(config))


class Shard:
    """One of the processes that run the tests of ``--shard-folder``."""

    def __init__(self, config):
        self.folder = Path(config.getoption("--shard-folder"))
        self.name = config.getoption("--shard")
        known = self.folder / "seconds.json"
        self.known = json.loads(known.read_text("utf-8")) if known.exists() else {}
        self.collected = []
        self.outcomes = {}
        self.seconds = Counter()

    def pytest_runtestloop(self, session):
        """Run what is claimed, as pytest's own loop runs all that is collected."""
        self.collected = [item.nodeid for item in session.items]
        if session.testsfailed:
            raise session.Interrupted(f"{session.testsfailed} errors of collection")
        # A test's fixtures are kept for the next one: it must be known beforehand.
        items, following = itertools.tee(self.claim(session.items))
        next(following, None)
        for item in items:
            after = next(following, None)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if session.shouldfail:
                raise session.Failed(session.shouldfail)
            if session.shouldstop:
                raise session.Interrupted(session.shouldstop)
        return True

    def claim(self, items):
        """Yield the tests of each class that no other shard has claimed before."""
        classes = defaultdict(list)
        for item in items:
            classes[get_class(item.nodeid)].append(item)
        seconds = {name: self.guess(name, tests[0]) for name, tests in classes.items()}
        longest = sorted(classes, key=lambda name: (-seconds[name], name))
        for number, name in enumerate(longest):
            try:
                (self.folder / f"claimed-{number}").touch(exist_ok=False)
            except FileExistsError:
                continue
            yield from classes[name]

    def guess(self, name, test):
        """Return how many seconds a class may take: those of last time, or a guess."""
        opens_browser = hasattr(test.cls, "browser_js")
        return self.known.get(name, LONG if opens_browser else SHORT)

    def pytest_runtest_logreport(self, report):
        self.seconds[get_class(report.nodeid)] += report.duration
        if report.when == "call" or report.outcome != "passed":
            worst = self.outcomes.get(report.nodeid, "passed")
            if worst == "passed":
                self.outcomes[report.nodeid] = report.outcome

    def pytest_sessionfinish(self):
        content = {
            "collected": self.collected,
            "outcomes": self.outcomes,
            "seconds": self.seconds,
        }
        target = self.folder / f"ran-{self.name}.json"
        target.write_text(json.dumps(content), encoding="utf-8")


def get_class(nodeid):
    """Return the file and the class of a test's id."""
    return nodeid.rpartition("::")[0]
