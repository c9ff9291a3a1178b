"""What was measured: figures with their bars, kept in dated files, told in a table."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timezone

from _env import cache
from _env.console import Failure

WIDTH = 50  # of a figure's name
CHANGED = 0.1  # a tenth more or less than last time is worth an arrow


@dataclass(frozen=True)
class Figure:
    """One number. ``holds`` is None where no bar is set for it."""

    part: str
    size: str
    name: str
    value: float
    unit: str = ""
    note: str = ""
    bar: str = ""
    holds: bool | None = None

    @property
    def key(self):
        return (self.part, self.size, self.name)

    def at_most(self, bar):
        """Return the figure with what it may be at most."""
        return replace(self, bar=f"≤ {bar:g}", holds=self.value <= bar)

    def equal(self, expected):
        """Return the figure with what it must be."""
        return replace(self, bar=f"= {expected:g}", holds=self.value == expected)


class Report:
    """The figures of one run. Written after every part: a later failure loses none."""

    def __init__(self, about):
        self.about = about
        self.figures = []
        self.failures = {}
        self.seconds = {}
        moment = datetime.now(timezone.utc).astimezone()
        self.made = moment.isoformat(timespec="seconds")
        self.path = folder() / f"{moment:%Y-%m-%d_%H%M%S}.json"

    def save(self):
        """Write the report as JSON, and as text beside it."""
        content = {
            "made": self.made,
            "about": self.about,
            "seconds": self.seconds,
            "failures": self.failures,
            "figures": [asdict(figure) for figure in self.figures],
        }
        for suffix, text in (
            (".json", json.dumps(content, ensure_ascii=False, indent=1)),
            (".txt", "\n".join(self.tell())),
        ):
            part = self.path.with_suffix(suffix + ".part")
            part.write_text(text + "\n", encoding="utf-8")
            part.rename(self.path.with_suffix(suffix))

    def holds(self):
        """Tell whether every part ended and no bar was missed."""
        return not self.failures and all(
            figure.holds is not False for figure in self.figures
        )

    def tell(self, before=None):
        """Yield the report's lines; with ``before``, an earlier one beside it."""
        yield f"Vie en résidence, benchmark of {self.made}"
        yield from (f"  {key}: {value}" for key, value in self.about.items())
        known = {one.key: one for one in before.figures} if before else {}
        if before:
            yield f"  compared with {before.made}, {before.about.get('commit')}"
        heading = None
        for figure in self.figures:
            if heading != figure.key[:2]:
                heading = figure.key[:2]
                yield ""
                yield f"{figure.part}, size {figure.size}"
            yield _line(figure, known.get(figure.key))
        yield ""
        for part, reason in self.failures.items():
            yield f"✗ {part} did not end: {reason}"
        bars = [figure for figure in self.figures if figure.holds is not None]
        missed = [figure for figure in bars if not figure.holds]
        yield f"{len(bars) - len(missed)} of {len(bars)} bars hold"
        for figure in missed:
            yield f"✗ missed: {figure.part} {figure.size}, {figure.name}"
        total = sum(self.seconds.values())
        parts = " · ".join(
            f"{name} {spent:.0f}" for name, spent in self.seconds.items()
        )
        yield f"{total / 60:.1f} min (in seconds: {parts})"


def folder():
    """Return where reports are kept: outside the repository, whatever the checkout."""
    place = cache.root() / "bench"
    place.mkdir(exist_ok=True)
    return place


def load(path):
    """Return the Report that a JSON file holds."""
    content = json.loads(path.read_text("utf-8"))
    report = Report.__new__(Report)
    report.path = path
    report.made, report.about = content["made"], content["about"]
    report.seconds, report.failures = content["seconds"], content["failures"]
    report.figures = [Figure(**figure) for figure in content["figures"]]
    return report


def last(count=1, before=None):
    """Return the last ``count`` reports, newest first; those older than ``before``.

    Raises Failure where there are not that many.
    """
    paths = sorted(folder().glob("*.json"), reverse=True)
    paths = [path for path in paths if not before or path.name < before.path.name]
    if len(paths) < count:
        raise Failure(f"{len(paths)} reports in {folder()}: nothing to compare with")
    return [load(path) for path in paths[:count]]


def _line(figure, former):
    value = f"{_number(figure.value):>10} {figure.unit:2}"
    verdict = {None: "", True: "✓", False: "✗"}[figure.holds]
    line = f"  {figure.name:{WIDTH}} {value} {figure.bar:>8} {verdict:1}"
    if former:
        line += f"  was {_number(former.value):>8} {_change(figure, former)}"
    return f"{line}  {figure.note}".rstrip()


def _change(figure, former):
    if not former.value:
        return ""
    ratio = figure.value / former.value
    if abs(ratio - 1) < CHANGED:
        return "(same)"
    return f"(× {ratio:.2f})"


def _number(value):
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
