"""The events, series and loans of the demo."""

from odoo import fields
from odoo.fields import Command

from ...tools import demo, local_time
from .records import TZ, get_id


def load(env):
    """Create the events and the loans of the demo, relative to now."""
    now = local_time.to_local(fields.Datetime.now(), TZ).replace(tzinfo=None)
    quiet = env(
        context={
            **env.context,
            "tracking_disable": True,
            "mail_create_nosubscribe": True,
        }
    )
    quiet["residence.event"].create(
        [_prepare_event_vals(env, item) for item in demo.programme(now)]
    )
    env["residence.booking"].create(
        [_prepare_loan_vals(env, item) for item in demo.loans(now)]
    )
    series = env["residence.event.series"].create(
        [_prepare_series_vals(env, item) for item in demo.series(now)]
    )
    baskets = series[0].event_ids.sorted("start")
    baskets[0].expected_count, baskets[1].expected_count = 23, 11
    env["residence.booking.series"].create(
        [_prepare_loan_vals(env, item) for item in demo.loan_series(now)]
    )


def _prepare_event_vals(env, item):
    """Return the values of an event from one dict of ``tools/demo``."""
    vals = dict(item)
    counts = {
        get_id(env, f"age_bracket_{name}"): quantity
        for name, quantity in vals.pop("counts").items()
    }
    return {
        **_prepare_series_vals(env, vals),
        "attendance_ids": env["residence.event"]._get_count_commands(counts),
    }


def _prepare_series_vals(env, item):
    """Return the values that events and series of ``tools/demo`` share."""
    vals = dict(item)
    residence, kind = vals.pop("residence"), vals.pop("kind")
    spaces = [get_id(env, f"space_{residence}_{name}") for name in vals.pop("spaces")]
    partners = [get_id(env, f"partner_{name}") for name in vals.pop("partners")]
    animator = vals.pop("animator")
    return {
        **vals,
        "residence_id": get_id(env, f"residence_{residence}"),
        "event_type_id": get_id(env, f"event_type_{kind}"),
        "start": local_time.to_utc(vals["start"], TZ),
        "stop": local_time.to_utc(vals["stop"], TZ),
        "space_id": spaces[0] if spaces else False,
        "extra_space_ids": [Command.set(spaces[1:])],
        "partner_ids": [Command.set(partners)],
        "animator_id": animator and get_id(env, f"user_{animator}"),
    }


def _prepare_loan_vals(env, item):
    """Return the values of a loan from one dict of ``tools/demo``."""
    vals = dict(item)
    space, partner = vals.pop("space"), vals.pop("partner")
    return {
        **vals,
        "space_id": get_id(env, f"space_{space}"),
        "partner_id": get_id(env, f"partner_{partner}"),
        "start": local_time.to_utc(vals["start"], TZ),
        "stop": local_time.to_utc(vals["stop"], TZ),
    }
