"""Seven months at Le Grand Large: a house that begins."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from . import texts
from .dates import (
    FRIDAY,
    MONDAY,
    ONE_DAY,
    SATURDAY,
    THURSDAY,
    WEDNESDAY,
    WORKDAYS,
    open_days,
    spaced,
)
from .draw import by_generation, make_rng
from .event import make_event, make_open_door, pick_summary

HOUSE = "La Passerelle"
MEALS_LED_BY = (*["animator"] * 4, *["shared"] * 2)


def grand_large(today):
    """Return the events of Le Grand Large before ``today``.

    The last Saturday in the courtyard still waits for its wrap-up.
    """
    rng = make_rng("grand large")
    first, last = today - relativedelta(months=7), today - ONE_DAY
    opening = open_days(first, first + timedelta(days=40), {FRIDAY})[0]
    yield make_event(
        "grand_large",
        "party",
        opening,
        texts.LAUNCH["party"],
        spaces=("yard",),
        counts=by_generation(rng, 38),
        external_count=9,
        actual_cost=298.5,
        summary=texts.SUMMARIES["launch"][0],
    )
    since = opening + ONE_DAY
    thursdays = spaced(open_days(since, last, {THURSDAY}, without=(8,)), 6)
    for number, (day, led_by) in enumerate(zip(thursdays, MEALS_LED_BY, strict=True)):
        yield make_event(
            "grand_large",
            "meal",
            day,
            texts.LAUNCH["meal"][number % 3],
            led_by=led_by,
            spaces=("room",),
            counts=by_generation(rng, rng.randint(8, 11) + number // 2),
            external_count=rng.randint(0, 2),
            actual_cost=rng.randint(550, 790) / 10,
            staff_hours=5.0,
            summary=pick_summary(rng, "meal"),
        )
    saturdays = spaced(open_days(since, last, {SATURDAY}), 7)
    for day in saturdays[:-1]:
        yield make_yard_coffee(day, counts={"unspecified": rng.randint(4, 9)})
    yield make_yard_coffee(
        saturdays[-1],
        state="planned",
        led_by="residents",
        is_without_team=True,
        expected_count=9,
    )
    for number, day in enumerate(spaced(open_days(since, last, {MONDAY}), 3)):
        yield make_event(
            "grand_large",
            "consultation",
            day,
            texts.LAUNCH["consultation"][number > 0],
            spaces=("room",),
            counts={"unspecified": rng.randint(9, 16)},
        )
    for day in spaced(open_days(since, last, {WEDNESDAY}), 2):
        yield make_event(
            "grand_large",
            "other",
            day,
            texts.OTHERS[0][0],
            spaces=("room",),
            partners=("library",),
            counts={"unspecified": rng.randint(6, 12)},
        )
    for day in spaced(open_days(since, last, WORKDAYS), 68):
        yield make_open_door("grand_large", HOUSE, day, rng.randint(2, 7))


def make_yard_coffee(day, **values):
    """Return a Saturday coffee in the courtyard."""
    return make_event(
        "grand_large", "club", day, texts.LAUNCH["club"], spaces=("yard",), **values
    )
