"""The peer group of the demo: one full season, and what comes next. No Odoo in here.

47 presences of 56, 20 hours: held by ``tests/pure/test_demo_peers.py``.
"""

from datetime import date, timedelta

from .dates import TUESDAY, WORKDAYS, is_closed, last_open
from .event import at_hour

MEMBERS = ("nadege", "rachid", "yannick", "delphine", "mouna", "gael", "sylvie")
MONTHS = (9, 10, 11, 1, 2, 3, 4, 6)
ON_SITE = (1, 6)  # of the eight, all others by video
HOUR, LENGTH = 14, 2.5
# who was not there, session by session: 47 presences of 56
AWAY = (
    {"gael": "excused"},
    {"mouna": "absent"},
    {"rachid": "excused", "sylvie": "excused"},
    {"delphine": "excused"},
    {"yannick": "absent"},
    {"gael": "excused"},
    {"nadege": "excused"},
    {"delphine": "absent"},
)
THEMES = (
    ("alone", "frame"),
    ("with_residents", "mobilise"),
    ("conflicts",),
    ("with_residents", "workload"),
    ("landlord", "frame"),
    ("difficulty",),
    ("with_residents", "handover"),
    ("meaning",),
)
PASSED_ON = "with_residents"  # in three sessions: the direction hears of it
SITUATIONS = (2, 1, 2, 2, 1, 2, 2, 1)
# sunny, bright, cloudy, showers, storm; of five sessions
WEATHER = {
    0: (2, 3, 1, 0, 0),
    2: (1, 1, 2, 1, 0),
    3: (1, 4, 1, 0, 0),
    5: (0, 2, 3, 1, 0),
    7: (3, 3, 0, 0, 0),
}
APPROVED = (
    "Exemple de ce que le groupe peut retenir : ce qui aide, ce que chacun veut "
    "essayer, ce dont le groupe a besoin. Ni nom, ni situation que l'on reconnaîtrait."
)
DRAFT = (
    "Exemple de brouillon, en relecture : il n'est lu que par les membres du groupe."
)
NOTE = "Exemple de note personnelle : moi seule la lis."


def season(today):
    """Return the sessions of the last season that is over, oldest first."""
    first_year = today.year - 1 if today > date(today.year, 6, 30) else today.year - 2
    sessions = []
    for number, month in enumerate(MONTHS):
        year = first_year if month >= MONTHS[0] else first_year + 1
        day = _third_tuesday(year, month)
        away = AWAY[number]
        sessions.append(
            {
                "start": at_hour(day, HOUR),
                "stop": at_hour(day, HOUR + LENGTH),
                "mode": "on_site" if number in ON_SITE else "video",
                "statuses": {name: away.get(name, "present") for name in MEMBERS},
                "situation_count": SITUATIONS[number],
                "themes": THEMES[number],
                "passed_on": [PASSED_ON] if PASSED_ON in THEMES[number] else [],
                "weather": WEATHER.get(number),
            }
        )
    return sessions


def to_note(today):
    """Return the last session: over, and nobody has said yet who came."""
    day = last_open(today, TUESDAY)
    return {
        "start": at_hour(day, HOUR),
        "stop": at_hour(day, HOUR + LENGTH),
        "mode": "video",
    }


def coming(today):
    """Return the sessions to come: one by video next week, one on site in a month."""
    days = (_weekday_after(today, 4), _weekday_after(today, 32))
    return [
        {
            "start": at_hour(day, 15),
            "stop": at_hour(day, 15 + LENGTH),
            "mode": mode,
        }
        for day, mode in zip(days, ("video", "on_site"), strict=True)
    ]


def _third_tuesday(year, month):
    first = date(year, month, 1)
    return first + timedelta(days=(TUESDAY - first.weekday()) % 7 + 14)


def _weekday_after(today, days):
    day = today + timedelta(days=days)
    while day.weekday() not in WORKDAYS or is_closed(day):
        day += timedelta(days=1)
    return day
