"""« Équilibre et bonne humeur »: ten sessions of last civil year, paid by the CFPPA.

Whatever the day of installation: ten sessions, 96 participations, 14 different people,
1,450 € spent. Who came is drawn once, and their counts follow. No Odoo in here.
"""

from collections import Counter
from datetime import date

from ..french_days import public_holidays
from . import texts
from .dates import MONDAY, open_days
from .draw import make_rng, spread
from .event import make_event
from .residents import TAMARIS

KIND = "prevention"
# ten people of 60 and over, and four younger neighbours
GROUP = (
    "odette",
    "bernard",
    "lucien",
    "colette",
    "marie-jo",
    "gilbert",
    "denise",
    "claudine",
    "rolande",
    "simone",
    "yamina",
    "thi-mai",
    "paulo",
    "ahmet",
)
SESSIONS = 10
PARTICIPATIONS = 96
COST = 145.0  # euros a session, the association's price


def session_days(year):
    """Return the ten days of a civil year's sessions: Mondays of autumn."""
    off = public_holidays(year)
    mondays = open_days(date(year, 9, 8), date(year, 12, 15), {MONDAY})
    return [day for day in mondays if day not in off][:SESSIONS]


def who_came(day):
    """Return the keys of the residents who came to the session of ``day``."""
    rng = make_rng("balance")
    sizes = spread(rng, PARTICIPATIONS, [1] * SESSIONS, (8, 11), 1)
    sessions = [rng.sample(GROUP, size) for size in sizes]
    return sessions[session_days(day.year).index(day)]


def make_sessions(year):
    """Yield a civil year's sessions: all who came were noted, none from outside."""
    generations = {one.key: one.generation for one in TAMARIS}
    days = session_days(year)
    told = dict(zip(days[::4], texts.SUMMARIES["balance"], strict=True))
    for day in days:
        yield make_event(
            "tamaris",
            KIND,
            day,
            texts.BALANCE,
            spaces=("hall",),
            partners=("gym",),
            counts=dict(Counter(generations[key] for key in who_came(day))),
            external_count=0,
            planned_cost=COST,
            actual_cost=COST,
            summary=told.get(day, ""),
        )
