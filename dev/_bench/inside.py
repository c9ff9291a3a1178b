"""What contestants share that run inside Odoo: an environment, a clock, an answer."""

import contextlib
import importlib.util
import json
import resource
import statistics
import time
from pathlib import Path

import odoo
from odoo import api, http
from odoo.modules.registry import Registry
from odoo.service import security
from odoo.tools import config


def open_registry(database, *options):
    """Return the registry of a database, in a process without a server."""
    quiet = ("--log-level", "warn", "--log-handler", "py.warnings:ERROR")
    config.parse_config(["-d", database, "--no-http", *quiet, *options])
    return Registry(database)


@contextlib.contextmanager
def environment(registry, login=None, **context):
    """Give a new environment, as each request has: nothing in its cache.

    Nothing that happens in it stays. Without ``login``, in superuser mode.
    """
    with registry.cursor() as cr:
        env = api.Environment(cr, odoo.SUPERUSER_ID, {"lang": "fr_FR", **context})
        if login:
            user = env["res.users"].search([("login", "=", login)])
            env = env(user=user.id, su=False)
            env.invalidate_all()
        yield env
        cr.rollback()


def sign_in(env, login):
    """Return an open session of a user as a dict, written where a server reads it.

    As one that has just typed a password: hashing it 500 times is not what we measure.
    """
    user = env["res.users"].search([("login", "=", login)])
    store = http.root.session_store
    session = store.new()
    session.update(http.get_default_session(), db=env.cr.dbname)
    session.uid, session.login = user.id, login
    session.context = dict(user.with_user(user).context_get())
    session.session_token = security.compute_session_token(session, env(user=user.id))
    store.save(session)
    return {"sid": session.sid, "user": user.id, "login": login}


def measure(registry, login, work, *, times=11):
    """Return the queries and the seconds (median) of ``work(env)``, called again.

    Once before, unmeasured: rules, views and translations are warm in a running server.
    """
    queries, seconds = [], []
    for _time in range(times + 1):
        with environment(registry, login) as env:
            env.user.has_group("base.group_user")  # who it is, as any request asks
            before, started = env.cr.sql_log_count, time.perf_counter()
            work(env)
            env.flush_all()
            seconds.append(time.perf_counter() - started)
            queries.append(env.cr.sql_log_count - before)
    return {
        "queries": max(queries[1:]),
        "seconds": statistics.median(seconds[1:]),
    }


def peak():
    """Return the most memory that the process has had, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def answer(path, value):
    """Write what was measured where the one who started us reads it."""
    Path(path).write_text(json.dumps(value), encoding="utf-8")


def screens():
    """Return the module ``tests/common/screens.py``: we time what the tests pin."""
    path = Path(__file__).resolve().parents[2] / "tests" / "common" / "screens.py"
    spec = importlib.util.spec_from_file_location("pinned_screens", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
