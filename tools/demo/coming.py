"""What is on the programme from today on, in both houses, beside the series."""

from datetime import timedelta

from . import texts
from .dates import (
    MONDAY,
    ONE_DAY,
    SATURDAY,
    THURSDAY,
    TUESDAY,
    last_open,
    open_days,
)
from .event import at_hour, make_event
from .grand_large import make_yard_coffee

WEEKS = timedelta(days=20)


def coming(now):
    """Return the programme of three weeks, without what is already over today.

    Whatever the day, closed or not, something happens today and in the next seven
    days: the walks that residents lead outside need no house.
    """
    today = now.date()
    events = [*_tamaris(today), *_grand_large(today), *_walks(now)]
    return [event for event in events if event["stop"] > now]


def _walks(now):
    today = now.date()
    evening = (18.5, 1.5) if now < at_hour(today, 19.5) else (22, 1.75)
    for residence in ("tamaris", "grand_large"):
        for day, hours in ((today, evening), (today + 3 * ONE_DAY, (18.5, 1.5))):
            yield make_event(
                residence,
                "other",
                day,
                texts.WALK,
                hours=hours,
                state="planned",
                led_by="residents",
                is_without_team=True,
                place=texts.MEETING_POINT,
                expected_count=6,
            )


def _tamaris(today):
    end = today + WEEKS
    meal = last_open(today, TUESDAY) + timedelta(days=14)
    planned = {"state": "planned", "spaces": ("hall",)}
    for day in open_days(max(today, meal), end + ONE_DAY, {TUESDAY})[:1]:
        yield make_event(
            "tamaris",
            "meal",
            day,
            texts.MEALS[3],
            **planned | {"spaces": ("hall", "kitchen")},
            expected_count=17,
            bring=texts.BRING["meal"],
        )
    for day in open_days(today, end, {THURSDAY})[::2]:
        yield make_event(
            "tamaris",
            "workshop",
            day,
            texts.WORKSHOPS[1],
            **planned,
            partners=("childminders",),
            expected_count=14,
            bring=texts.BRING["workshop"],
            note=texts.BABIES,
        )
    for day in open_days(today + ONE_DAY, end, {MONDAY})[:1]:
        yield make_event(
            "tamaris",
            "consultation",
            day,
            texts.DRAFT_MEETING,
            **planned | {"state": "draft"},
            led_by="shared",
        )
    for day in open_days(today + ONE_DAY, end, {SATURDAY})[1:2]:
        yield make_event(
            "tamaris", "outing", day, texts.DRAFT_OUTING, state="draft", led_by="shared"
        )


def _grand_large(today):
    end = today + WEEKS
    for day in open_days(today, end, {THURSDAY})[1:2]:
        yield make_event(
            "grand_large",
            "meal",
            day,
            texts.LAUNCH["meal"][1],
            state="planned",
            spaces=("room",),
            expected_count=12,
        )
    for day in open_days(today, end, {SATURDAY})[:1]:
        yield make_yard_coffee(day, state="planned", expected_count=7)
