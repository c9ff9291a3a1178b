"""One event of the demo."""

from datetime import datetime, time, timedelta

from . import texts

# usual start and length in hours, as the types propose them
HOURS = {
    "meal": (12, 2),
    "workshop": (10, 1.25),
    "basket": (17, 1.5),
    "club": (10, 2),
    "consultation": (18, 1.5),
    "party": (18, 4),
    "outing": (9, 6),
    "open_door": (8.75, 1.75),
    "prevention": (14.5, 1),
    "other": (14, 2),
}
ANIMATORS = {"tamaris": "nadege", "grand_large": "rachid"}


def at_hour(day, hour):
    """Return the wall-clock moment of ``hour`` (12.5 is 12:30) on ``day``."""
    return datetime.combine(day, time()) + timedelta(hours=hour)


def make_event(residence, kind, day, name, *, hours=None, **values):
    """Return an event held at its type's usual hour, unless told otherwise.

    :param kind: end of the type's XML id, ``event_type_…``.
    :param hours: start and length in hours.
    :param values: ``animator``, ``spaces``, ``partners`` (ends of XML ids), ``counts``
        ({end of the bracket's: people}), or the model's fields under their own names.
    """
    hour, length = hours or HOURS[kind]
    start = at_hour(day, hour)
    return {
        "residence": residence,
        "kind": kind,
        "name": name,
        "start": start,
        "stop": start + timedelta(hours=length),
        "state": "done",
        "led_by": "animator",
        "spaces": (),
        "partners": (),
        "counts": {},
        "animator": ANIMATORS[residence],
        **values,
    }


def make_open_door(residence, house, day, passages):
    """Return the open door of a morning: one record, and no space booked."""
    return make_event(
        residence,
        "open_door",
        day,
        texts.OPEN_DOOR,
        place=house,
        passage_count=passages,
    )


def pick_summary(rng, key):
    """Return what was kept of an event: a sentence for one in three."""
    return rng.choice((*texts.SUMMARIES[key], *[""] * 2 * len(texts.SUMMARIES[key])))
