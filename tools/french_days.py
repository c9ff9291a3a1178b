"""Days that a French programme avoids, and where each applies. No Odoo in here.

Public holidays: Labour Code L3133-1, L3134-13 (Alsace and Moselle) and L3422-2
(overseas: the days on which the abolition of slavery is commemorated). School zones:
arrêté of 7 December 2022; the dates of the school holidays are data, not code.
"""

from datetime import date, timedelta

from dateutil.easter import easter

MAINLAND = "mainland"
ALSACE_MOSELLE = "alsace_moselle"

# (month, day): name of the holiday
FIXED = {
    (1, 1): "new_year",
    (5, 1): "labour",
    (5, 8): "victory",
    (7, 14): "national",
    (8, 15): "assumption",
    (11, 1): "all_saints",
    (11, 11): "armistice",
    (12, 25): "christmas",
}
# days after Easter Sunday
MOVABLE = {1: "easter_monday", 39: "ascension", 50: "whit_monday"}
ABOLITION = {
    "guadeloupe": (5, 27),
    "guyane": (6, 10),
    "martinique": (5, 22),
    "mayotte": (4, 27),
    "reunion": (12, 20),
}

OVERSEAS = {
    "971": "guadeloupe",
    "972": "martinique",
    "973": "guyane",
    "974": "reunion",
    "976": "mayotte",
}
ALSACE_MOSELLE_DEPARTMENTS = {"57", "67", "68"}
# Departments of the academies of zones A and C since 2016; the others are in zone B.
ZONE_A = (
    "01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74 "
    "79 86 87 89 90"
)
ZONE_C = "09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95"


def public_holidays(year, territory=MAINLAND):
    """Return {date: key} of the public holidays of a civil year.

    :param territory: ``mainland``, ``alsace_moselle`` or one of ``OVERSEAS``.
    """
    sunday = easter(year)
    days = {date(year, *day): key for day, key in FIXED.items()}
    days |= {sunday + timedelta(days=after): key for after, key in MOVABLE.items()}
    if territory == ALSACE_MOSELLE:
        days[sunday - timedelta(days=2)] = "good_friday"
        days[date(year, 12, 26)] = "saint_stephen"
    if territory in ABOLITION:
        days[date(year, *ABOLITION[territory])] = "abolition"
    return days


def holidays_between(first, last, territory=MAINLAND):
    """Return {date: key} of the public holidays from ``first`` to ``last``."""
    return {
        day: key
        for year in range(first.year, last.year + 1)
        for day, key in public_holidays(year, territory).items()
        if first <= day <= last
    }


def territory_of(postcode):
    """Return whose public holidays hold at a French postcode."""
    overseas = OVERSEAS.get(postcode[:3])
    if overseas:
        return overseas
    is_eastern = postcode[:2] in ALSACE_MOSELLE_DEPARTMENTS
    return ALSACE_MOSELLE if is_eastern else MAINLAND


def school_zone_of(postcode):
    """Return the school zone of a French postcode: a, b, c, corse or an overseas."""
    department = postcode[:2]
    if postcode[:3] in OVERSEAS:
        return OVERSEAS[postcode[:3]]
    if department == "20":
        return "corse"
    if department in ZONE_A.split():
        return "a"
    return "c" if department in ZONE_C.split() else "b"


def yearly_contains(first, last, day):
    """Return whether ``day`` falls, any year, from ``first``'s date to ``last``'s.

    24 December to 2 January goes over the new year.
    """
    begin, end = (first.month, first.day), (last.month, last.day)
    this = (day.month, day.day)
    return begin <= this <= end if begin <= end else this >= begin or this <= end
