"""The demo's support meetings: two houses, counted back from today. No Odoo in here."""

from collections import namedtuple
from datetime import timedelta

from .dates import WORKDAYS, is_closed

Meeting = namedtuple("Meeting", "house days kind hour body steps")
Step = namedtuple("Step", "name owner due state")  # due: days from the meeting's day

# What may be written there, rather than what somebody said.
KEPT = (
    "Ici, ce que nous voulons retrouver la prochaine fois : ce qui avance, ce qui "
    "pèse, ce que nous essayons d'ici là. Nous l'écrivons à deux."
)

_TAMARIS = [
    *((days, "visit") for days in (1080, 960, 830, 700, 560, 420, 290)),
    (150, "video"),
    (44, "visit"),
]
_GRAND_LARGE = [
    (200, "visit"),
    (160, "video"),
    (115, "video"),
    (70, "visit"),
    (23, "video"),
]
_STEPS = {
    ("tamaris", 150): [
        Step("Essayer le bilan debout après le repas", "animator", 21, "done"),
        Step("Écrire la convention avec la médiathèque", "both", 45, "dropped"),
    ],
    ("tamaris", 44): [
        Step("Proposer le composteur à la concertation", "animator", 60, "todo"),
    ],
    ("grand_large", 70): [
        Step("Trouver un second porteur pour le jardin", "both", 30, "done"),
        Step("Envoyer le modèle de feuille de présence", "coordinator", 7, "done"),
    ],
    ("grand_large", 23): [
        Step("Préparer l'accueil des nouveaux locataires", "animator", 40, "todo"),
    ],
}


def meetings(today):
    """Return [(day, meeting)], a house after the other, on open weekdays."""
    past = [
        Meeting(house, days, kind, 10.0, KEPT, _STEPS.get((house, days), []))
        for house, dates in (("tamaris", _TAMARIS), ("grand_large", _GRAND_LARGE))
        for days, kind in dates
    ]
    return [(_open_day(today, one.days), one) for one in past]


def _open_day(today, days):
    """Return the last open weekday on or before the day ``days`` ago."""
    day = today - timedelta(days=days)
    while is_closed(day) or day.weekday() not in WORKDAYS:
        day -= timedelta(days=1)
    return day
