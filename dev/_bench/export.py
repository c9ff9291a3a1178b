"""The activity export against its floor: the same cells, written by hardly any code."""

import json
import statistics
import sys
from pathlib import Path

from _env.console import Failure, say, step

HERE = Path(__file__).parent
ROUNDS = 3
BAR = 1.2
MEGABYTE = 1024  # of the kilobytes that the system counts in
MEMORY_SLACK = 24 * MEGABYTE  # Python's own, between two runs of one program


def run(checkout, size, database):
    """Compare, print, and return 0 where the bars hold."""
    folder = checkout.folder / "bench"
    folder.mkdir(exist_ok=True)
    query = folder / "query.json"

    def measure(program, *arguments):
        result = folder / f"{program}.json"
        process = checkout.start(
            HERE / f"{program}.py", database, result, *map(str, arguments)
        )
        status = process.wait()
        if status:  # below 0: the signal that ended it
            raise Failure(f"{program} ended with {status}; what it said is above")
        return json.loads(result.read_text("utf-8"))

    ours, floors = [], []
    for number in range(1, ROUNDS + 1):
        with step(f"round {number} of {ROUNDS}"):
            ours.append(measure("contestant_export", query, "all"))
            floors.append(measure("contestant_floor", query))
    with step("the last year alone, for its memory"):
        short = measure("contestant_export", folder / "short.json", "year")

    if ours[0]["cells"] != floors[0]["cells"]:
        raise Failure(f"not the same cells: {ours[0]['cells']}, {floors[0]['cells']}")
    mine, floor = (
        statistics.median(one["seconds"] for one in runs) for runs in (ours, floors)
    )
    ratio = mine / floor
    peak = max(one["peak"] for one in ours)
    growth = peak - short["peak"]
    rows, fewer, cells = ours[0]["rows"], short["rows"], ours[0]["cells"]
    say(f"\nactivity, events sheet, size {size}: {rows:,} rows, {cells:,} cells")
    say(f"  export   {mine:8.2f} s   {_all(ours)}")
    say(f"  floor    {floor:8.2f} s   {_all(floors)}")
    say(f"  ratio    {ratio:8.2f}     bar: at most {BAR}  {_verdict(ratio <= BAR)}")
    say(
        f"  memory   {peak / MEGABYTE:8.0f} MB for {rows:,} rows,"
        f" {short['peak'] / MEGABYTE:.0f} MB for {fewer:,}"
        f"  {_verdict(growth <= MEMORY_SLACK)}"
    )
    say(f"  whole workbook, summary included: {_median(ours, 'workbook'):.2f} s")
    return 0 if ratio <= BAR and growth <= MEMORY_SLACK else 1


def _all(runs):
    return " · ".join(f"{one['seconds']:.2f}" for one in runs)


def _median(runs, key):
    return statistics.median(one[key] for one in runs)


def _verdict(holds):
    return "✓" if holds else "✗ missed"


if __name__ == "__main__":
    sys.exit("run ./dev/bench export")
