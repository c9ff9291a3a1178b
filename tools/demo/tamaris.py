"""Three years at Les Tamaris, from its opening to yesterday."""

from . import texts
from .balance import make_sessions
from .dates import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    THURSDAY,
    WORKDAYS,
    open_days,
    spaced,
    years,
)
from .draw import make_rng, share_leading, spread
from .event import make_event, make_open_door, pick_summary
from .tamaris_feasts import make_cancelled, make_feasts
from .tamaris_meals import make_meals, meal_days

HOUSE = "Maison des Projets Les Tamaris"
# how many in the first, second and third year
WORKSHOPS = (6, 10, 10)
BASKETS = (30, 46, 46)
BASKETS_ORDERED = (14, 19, 23)  # each time, on average
CLUBS = (6, 16, 24)
CONSULTATIONS = (4, 4, 5)
OPEN_DOORS = (150, 172, 190)
LED = ((4, 20), (14, 33), (27, 38))  # percent: by residents; by them and the team
INCLINATION = {"club": 3, "party": 1.4, "consultation": 1.2, "meal": 1, "basket": 0.9}
WINTER = (11, 12, 1, 2)


def tamaris(today):
    """Return the events of Les Tamaris before ``today``."""
    sessions = list(make_sessions(today.year - 1))
    events = [*sessions]
    for year, (first, last) in enumerate(years(today)):
        rng = make_rng(f"tamaris {year}")
        held, waiting = make_meals(rng, year, meal_days(today, year, first, last))
        held += make_workshops(rng, year, first, last)
        held += make_baskets(rng, year, first, last)
        held += make_clubs(rng, year, first, last)
        held += make_consultations(rng, year, first, last)
        held += make_feasts(rng, year, first, last)
        beside = sum(first <= one["start"].date() <= last for one in sessions)
        share_leading(rng, held, LED[year], INCLINATION, beside)
        mornings = spaced(open_days(first, last, WORKDAYS), OPEN_DOORS[year])
        events += held + waiting
        events += [
            make_open_door("tamaris", HOUSE, day, rng.randint(4, 11))
            for day in mornings
        ]
        events.append(make_cancelled(year, first, last, held + waiting))
    tell_exceptions(events)
    return events


def make_workshops(rng, year, first, last):
    """Yield the workshops; the childminders who come along are not counted."""
    days = open_days(first, last, {THURSDAY}, without=(7, 8))
    count = WORKSHOPS[year]
    costs = spread(rng, 450 * count, [1] * count, (330, 580), 50)
    for day, cost in zip(spaced(days, count), costs, strict=True):
        babies = rng.randint(8, 11)
        yield make_event(
            "tamaris",
            "workshop",
            day,
            rng.choice(texts.WORKSHOPS),
            spaces=("hall",),
            partners=("childminders",),
            counts={"children": babies, "elders": rng.randint(4, 7)},
            external_count=babies,
            actual_cost=cost / 10,
            note=texts.BABIES,
            summary=pick_summary(rng, "workshop"),
        )


def make_baskets(rng, year, first, last):
    """Yield the deliveries: weekly, but the first year they begin late."""
    days = open_days(first, last, {FRIDAY})
    count, mean = BASKETS[year], BASKETS_ORDERED[year]
    days = days[-count:] if year == 0 else spaced(days, count)
    orders = spread(rng, mean * count, [1] * count, (mean - 5, mean + 5), 2)
    for day, ordered in zip(days, orders, strict=True):
        yield make_event(
            "tamaris",
            "basket",
            day,
            texts.BASKET,
            spaces=("hall",),
            partners=("farm",),
            basket_ordered_count=ordered,
            basket_count=ordered - rng.choice((0, 0, 0, 1, 1, 2)),
        )


def make_clubs(rng, year, first, last):
    """Yield the Saturdays: garden at first; then sewing too, and in winter."""
    days = open_days(first, last, {SATURDAY}, without=WINTER if year == 0 else ())
    for day in spaced(days, CLUBS[year]):
        topic = club_topic(day)
        people = rng.randint(5, 8) + 2 * year
        yield make_club(
            day, counts={"unspecified": people}, summary=pick_summary(rng, topic)
        )


def club_topic(day):
    """Return which club meets on a Saturday."""
    indoors = day.month in WINTER or day.isocalendar().week % 4 == 0
    return "sewing" if indoors else "garden"


def make_club(day, **values):
    """Return a Saturday of one of the clubs."""
    topic = club_topic(day)
    space = "hall" if topic == "sewing" else "garden"
    return make_event(
        "tamaris", "club", day, texts.CLUBS[topic], spaces=(space,), **values
    )


def make_consultations(rng, year, first, last):
    """Yield the evenings where residents and the landlord decide."""
    days = open_days(first, last, {MONDAY}, without=(7, 8))
    for day in spaced(days, CONSULTATIONS[year]):
        yield make_event(
            "tamaris",
            "consultation",
            day,
            rng.choice(texts.CONSULTATIONS),
            spaces=("hall",),
            counts={"unspecified": rng.randint(11, 17) + 3 * year},
            summary=pick_summary(rng, "consultation"),
        )


def tell_exceptions(events):
    """Make two of the last clubs held without the team, and one not counted."""
    clubs = [
        event
        for event in events
        if event["kind"] == "club" and event["led_by"] == "residents"
    ]
    *_, not_counted, first, second = sorted(clubs, key=lambda event: event["start"])
    for event in (first, second):
        event.update(animator=False, note=texts.WITHOUT_TEAM)
    not_counted.update(counts={}, note=texts.NOT_COUNTED)
