"""The shared meals of Les Tamaris, which the whole demo tells about.

15.4 people on average the first year, 17.3 the second, 18.9 the third.
"""

from . import texts
from .dates import TUESDAY, last_open, open_days, spaced
from .draw import by_generation, spread
from .event import make_event, pick_summary

LAST = 2  # the third year: last Tuesday's meal ends it
# Of each year: people in all, of whom from outside, spent in tenths of a euro. In the
# third, the last two meals are told apart: 397 people over 21 meals, 415 over 22.
MEALS = (18, 22, 22)
PEOPLE = (277, 381, 380)
OUTSIDE = (29, 35, 32)
SPENT = (18 * 800, 22 * 800, 22 * 800 - 786 - 824)
MONTHS = (0.95, 0.9, 1.0, 1.0, 1.05, 1.15, 0.8, 0.8, 1.0, 1.1, 1.0, 1.2)
SPACES = ("hall", "kitchen")


def meal_days(today, year, first, last):
    """Return the Tuesdays of a year's meals, the story's last; none in August.

    Last Tuesday, though, may be one: it is last Tuesday whatever the month.
    """
    days = open_days(first, last, {TUESDAY}, without=(8,))
    if year == LAST:
        story = last_open(today, TUESDAY)
        days = [*(day for day in days if day < story), story]
    return spaced(days, MEALS[year])


def make_meals(rng, year, days):
    """Return the meals of a year held, and those that wait for their wrap-up."""
    if year != LAST:
        return list(_draw(rng, year, days)), []
    counted, waiting = _make_story(*days[-2:])
    return [*_draw(rng, year, days[:-2]), counted], [waiting]


def _draw(rng, year, days):
    weights = [MONTHS[day.month - 1] for day in days]
    even = [1] * len(days)
    numbers = zip(
        days,
        _draw_people(rng, year, weights),
        spread(rng, OUTSIDE[year], even, (0, 4), 1.2),
        spread(rng, SPENT[year], even, (620, 980), 70),
        strict=True,
    )
    # households were counted at seven of them, and at the last one held
    with_households = days[-13::2] if year == LAST else []
    for day, people, outside, spent in numbers:
        yield make_event(
            "tamaris",
            "meal",
            day,
            rng.choice(texts.MEALS).format(season=texts.SEASONS[day.month]),
            spaces=SPACES,
            counts=by_generation(rng, people),
            external_count=outside,
            declared_households=round(people * 0.7) if day in with_households else 0,
            expected_count=people + rng.randint(-2, 2),
            actual_cost=spent / 10,
            staff_hours=5.0,
            summary=pick_summary(rng, "meal"),
        )


def _draw_people(rng, year, weights):
    """Return who came to each meal: from 9, the first year, to 27, the last one."""
    total, extremes = PEOPLE[year], {0: (min, 9), LAST: (max, 27)}
    if year not in extremes:
        return spread(rng, total, weights, (10, 26), 2.4)
    choose, people = extremes[year]
    place = weights.index(choose(weights))
    others = weights[:place] + weights[place + 1 :]
    numbers = spread(rng, total - people, others, (10, 26), 2.4)
    return [*numbers[:place], people, *numbers[place:]]


def _make_story(before, last):
    """Return the last meal counted, 17 people, and the one that waits for it: 18."""
    counted = make_event(
        "tamaris",
        "meal",
        before,
        texts.MEALS[1],
        spaces=SPACES,
        counts={"children": 2, "youth": 2, "adults": 4, "elders": 8, "unspecified": 1},
        external_count=2,
        declared_households=12,
        expected_count=16,
        actual_cost=78.60,
        staff_hours=5.0,
        summary=texts.SUMMARIES["meal"][0],
    )
    waiting = make_event(
        "tamaris",
        "meal",
        last,
        texts.MEALS[0].format(season=texts.SEASONS[last.month]),
        state="planned",
        spaces=SPACES,
        expected_count=18,
        note=texts.STORY_NOTE,
    )
    return counted, waiting
