"""Who lives in the demo's houses, and at which events they were noted. No Odoo in here.

All invented: a first name and an initial, as the forms ask for.
"""

from collections import namedtuple
from datetime import timedelta

from .draw import make_rng

Resident = namedtuple("Resident", "key name dwelling generation image since until")

ALWAYS = 3 * 366  # days ago
RETENTION = 731  # days, at least 24 months

# Image: "" where nobody asked. Since, until: days ago; two arrived lately, one has not
# come for more than 24 months, for the purge to have somebody to show.
TAMARIS = [
    Resident(name.split()[0].casefold(), name, *rest)
    for name, *rest in (
        ("Odette V.", "A02", "elders", "yes", ALWAYS, 0),
        ("Bernard L.", "A05", "elders", "yes", ALWAYS, 0),
        ("Yamina K.", "A11", "adults", "yes", ALWAYS, 0),
        ("Lucien P.", "A12", "elders", "no", ALWAYS, 0),
        ("Thi-Mai D.", "A14", "adults", "yes", 700, 0),
        ("Colette R.", "B01", "elders", "yes", ALWAYS, 0),
        ("Amadou S.", "B03", "adults", "withdrawn", ALWAYS, 0),
        ("Marie-Jo T.", "B04", "elders", "yes", ALWAYS, 0),
        ("Kévin H.", "B07", "youth", "no", 600, 0),
        ("Inès O.", "B07", "youth", "yes", 600, 0),
        ("Gilbert M.", "B10", "elders", "", ALWAYS, 0),
        ("Fatou N.", "B12", "adults", "yes", 500, 0),
        ("Denise C.", "C01", "elders", "expired", ALWAYS, 0),
        ("Paulo F.", "C02", "adults", "", ALWAYS, 0),
        ("Claudine B.", "C05", "elders", "no", ALWAYS, 0),
        ("Mehdi A.", "C06", "adults", "", 80, 0),
        ("Rolande G.", "C08", "elders", "yes", ALWAYS, 0),
        ("Stéphanie J.", "C09", "adults", "", 400, 0),
        ("Ahmet Y.", "C10", "adults", "", ALWAYS, 0),
        ("Simone E.", "D01", "elders", "no", ALWAYS, 0),
        ("Tatiana Z.", "D03", "adults", "", 120, 0),
        ("Raymond W.", "D04", "elders", "", ALWAYS, RETENTION),
        ("Lola I.", "D06", "youth", "", 300, 0),
        ("Hugo U.", "D06", "children", "", 300, 0),
    )
]
GRAND_LARGE = [
    Resident("serge", "Serge N.", "12", "adults", "yes", 210, 0),
    Resident("huguette", "Huguette R.", "3", "elders", "", 210, 0),
    Resident("aminata", "Aminata C.", "7", "adults", "", 60, 0),
]
RESIDENTS = {"tamaris": TAMARIS, "grand_large": GRAND_LARGE}
GUARDIANS = {"hugo": ("Mme U.", "02 00 00 00 00")}
HANDS = 3  # who lead or lend a hand where residents do
SHARE_AT_MEALS = 0.6  # of the residents at a meal: the others gave no name


def resident_values(resident, today):
    """Return the fields of a resident, but where they live and their generation."""
    values = {"name": resident.name, "dwelling": resident.dwelling}
    if resident.image == "no":
        values["image_consent"] = "no"
    elif resident.image:
        given = today - timedelta(days=min(resident.since, 400))
        values |= {"image_consent": "yes", "image_consent_date": given}
        if resident.image == "withdrawn":
            values["image_consent_withdrawn"] = today - timedelta(days=45)
        elif resident.image == "expired":
            values["image_consent_until"] = today - timedelta(days=20)
    if resident.key in GUARDIANS:
        name, phone = GUARDIANS[resident.key]
        values |= {"guardian_name": name, "guardian_phone": phone}
    return values


def make_presences(house, events, today):
    """Yield (event's key, resident's key, role) for the events where names were noted.

    Clubs and workshops, where all who live there are known; and the meals where
    households were counted. Never more of a generation than was counted.

    :param events: dicts with ``key``, ``kind``, ``day``, ``counts`` ({generation:
        people}), ``external``, ``led_by`` and ``households``.
    """
    for event in sorted(events, key=lambda one: (one["day"], one["key"])):
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
