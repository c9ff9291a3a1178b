"""At which events the demo's residents were noted. No Odoo in here."""

from . import balance
from .draw import make_rng
from .residents import RESIDENTS

HANDS = 3  # who lead or lend a hand where residents do
SHARE_AT_MEALS = 0.6  # of the residents at a meal: the others gave no name


def make_presences(house, events, today):
    """Yield (event's key, resident's key, role) for the events where names were noted.

    Clubs, workshops and sessions, where all who live there are known; and the meals
    where households were counted. Never more of a generation than was counted.

    :param events: dicts with ``key``, ``kind``, ``day``, ``counts`` ({generation:
        people}), ``external``, ``led_by`` and ``households``.
    """
    for event in sorted(events, key=lambda one: (one["day"], one["key"])):
        if event["kind"] == balance.KIND:
            for resident in balance.who_came(event["day"]):
                yield event["key"], resident, "participant"
            continue
        rng = make_rng(f"names {house} {event['day']} {event['kind']}")
        age = (today - event["day"]).days
        there = [one for one in RESIDENTS[house] if one.since >= age > one.until]
        share = SHARE_AT_MEALS if event["kind"] == "meal" else 1
        room = sum(event["counts"].values()) - event["external"]
        if event["kind"] == "meal" and not event["households"]:
            continue
        if event["kind"] not in ("meal", "club", "workshop"):
            continue
        named = _pick(rng, there, event["counts"], round(room * share))
        for rank, resident in enumerate(named):
            yield event["key"], resident.key, _role(rank, resident, event["led_by"])


def _pick(rng, people, counts, most):
    """Return at most ``most`` of ``people``, within what was counted of each."""
    left = dict(counts)
    picked = []
    for resident in rng.sample(people, len(people)):
        row = next(
            (key for key in (resident.generation, "unspecified") if left.get(key)), None
        )
        if len(picked) < most and row:
            left[row] -= 1
            picked.append(resident)
    return picked


def _role(rank, resident, led_by):
    """Return what the one of that rank did: nobody leads what the team leads alone."""
    if resident.generation == "children" or led_by == "animator":
        return "participant"
    if rank == 0 and led_by == "residents":
        return "lead"
    return "co_organizer" if rank < HANDS else "participant"
