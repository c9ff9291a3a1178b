"""What comes once a year at Les Tamaris, and what was cancelled."""

from . import texts
from .dates import (
    FRIDAY,
    SATURDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    open_days,
    season_day,
    spaced,
)
from .draw import by_generation, spread
from .event import make_event, pick_summary


def make_feasts(rng, year, first, last):
    """Yield what comes once a year: two feasts, an outing, three other times."""
    fridays = [
        day
        for day in open_days(first, last, {FRIDAY})
        if (5, 15) <= (day.month, day.day) <= (6, 10)
    ]
    saturdays = open_days(first, last, {SATURDAY})
    before_christmas = [
        day for day in saturdays if (12, 6) <= (day.month, day.day) <= (12, 22)
    ]
    summer = [day for day in saturdays if day.month in (6, 7)]
    costs = spread(rng, 6400, [1, 1], (2600, 3800), 250)
    yield _counted(
        rng,
        ("party", season_day(fridays, 5, 28), texts.NEIGHBOURS_DAY),
        rng.randint(50, 58),
        spaces=("garden",),
        external_count=rng.randint(6, 11),
        actual_cost=costs[0] / 10,
    )
    yield _counted(
        rng,
        ("party", season_day(before_christmas, 12, 14), texts.CHRISTMAS),
        rng.randint(36, 46),
        hours=(15, 3),
        spaces=("hall",),
        external_count=rng.randint(2, 5),
        actual_cost=costs[1] / 10,
    )
    yield _counted(
        rng,
        ("outing", season_day(summer, 6, 25), texts.OUTINGS[year]),
        rng.randint(19, 28),
        external_count=0,
        actual_cost=390.0,
        place=texts.BUS_STOP,
    )
    afternoons = spaced(open_days(first, last, {WEDNESDAY}, without=(7, 8)), 3)
    for day, other in zip(afternoons, texts.OTHERS, strict=True):
        name, partner, low, high, outside = other
        yield make_event(
            "tamaris",
            "other",
            day,
            name,
            spaces=("hall",),
            partners=(partner,),
            counts={"unspecified": rng.randint(low, high)},
            external_count=outside,
            summary=pick_summary(rng, "other"),
        )


def _counted(rng, what, people, **values):
    kind = what[0]
    return make_event(
        "tamaris",
        *what,
        counts=by_generation(rng, people),
        expected_count=people + rng.randint(-3, 2),
        summary=pick_summary(rng, kind),
        **values,
    )


def make_cancelled(year, first, last, held):
    """Return the year's cancelled event, on a day when nothing was held."""
    kind, weekday, name = (
        ("workshop", THURSDAY, texts.WORKSHOPS[0]),
        ("meal", TUESDAY, texts.MEALS[1]),
        ("outing", SATURDAY, texts.OUTINGS[0]),
    )[year]
    taken = {event["start"].date() for event in held}
    days = open_days(first, last, {weekday}, without=(7, 8))
    free = [day for day in days if day not in taken]
    return make_event(
        "tamaris",
        kind,
        free[len(free) // 2],
        name,
        state="cancelled",
        note=texts.CANCELLED[kind],
    )
