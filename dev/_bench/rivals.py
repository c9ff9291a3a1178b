"""The export against Odoo's own list export and OCA's report_xlsx, and its floor.

Each in a process and on a copy of the database of its own, in turn, three times.
"""

import contextlib
import functools

from _env import databases, python_env
from _env.console import Failure, step

from . import contest, sizes
from .results import Figure

FASTER_THAN_LIST, FASTER_THAN_OCA = 2.5, 2.0
OWN = contest.HERE / "addons"


def run(checkout, size, database):
    """Yield the figures."""
    theirs = python_env.packages("rival") / "odoo" / "addons"
    addons = [*checkout.source.addons, checkout.module.parent, theirs, OWN]
    path = ",".join(map(str, addons))
    with contextlib.ExitStack() as stack:
        with step("a copy of the database for each contestant"):
            ours, lists, oca = (
                stack.enter_context(sizes.copy(checkout, database, name))
                for name in ("ours", "list", "report_xlsx")
            )
        with step("Odoo: report_xlsx, on its copy"):
            databases.run_odoo(
                checkout,
                *("-d", oca, "-i", "residence_bench", "--addons-path", path),
                *("--stop-after-init", "--no-http"),
            )
        runs = {"export": [], "list": [], "report_xlsx": [], "list, plain": []}
        query = contest.folder(checkout) / "query.json"
        for number in range(1, contest.ROUNDS + 1):
            with step(f"round {number} of {contest.ROUNDS}: ours"):
                runs["export"].append(
                    contest.measure(
                        checkout, "contestant_export", ours, query, "all", number == 1
                    )
                )
            with step(f"round {number} of {contest.ROUNDS}: Odoo's list export"):
                runs["list"].append(
                    contest.measure(checkout, "contestant_list", lists, "all")
                )
            with step(f"round {number} of {contest.ROUNDS}: OCA's report_xlsx"):
                runs["report_xlsx"].append(
                    contest.measure(checkout, "contestant_report_xlsx", oca, path)
                )
        with step("Odoo's list export without the generations, once"):
            runs["list, plain"].append(
                contest.measure(checkout, "contestant_list", lists, "plain")
            )
    cells, same = runs["export"][0]["cells"], runs["report_xlsx"][0]["cells"]
    if cells != same:
        raise Failure(f"not the same cells: ours {cells}, report_xlsx {same}")
    seconds = {name: contest.median(one, "seconds") for name, one in runs.items()}
    figure = functools.partial(Figure, "rivals", size)
    for name, value in seconds.items():
        memory = max(one["peak"] for one in runs[name]) / contest.MEGABYTE
        note = " · ".join(f"{one['seconds']:.1f}" for one in runs[name])
        yield figure(f"{name}: time", value, "s", note)
        yield figure(f"{name}: most memory", memory, "MB")
    for name, label, bar in (
        ("list", "faster than Odoo's list export", FASTER_THAN_LIST),
        ("report_xlsx", "faster than report_xlsx", FASTER_THAN_OCA),
    ):
        yield figure(label, seconds[name] / seconds["export"], "×").at_least(bar)
    ratio = seconds["list, plain"] / seconds["export"]
    yield figure("faster than it without generations", ratio, "×", "five columns less")
