"""The demo's events, as plain dicts. No Odoo in here.

Counted back from the moment of installation, and the same every time for the same
day. The sums are held by ``tests/pure/test_demo.py``.
"""

from .coaching import meetings
from .coming import coming
from .funding import fit_last_year
from .grand_large import grand_large
from .loans import loans
from .presences import make_presences
from .residents import RESIDENTS, resident_values
from .series import loan_series, series
from .tamaris import tamaris

__all__ = [
    "RESIDENTS",
    "loan_series",
    "loans",
    "make_presences",
    "meetings",
    "programme",
    "resident_values",
    "series",
]


def programme(now):
    """Return all events of the demo, past and to come.

    :param now: moment of installation, wall-clock.
    """
    today = now.date()
    events = [*tamaris(today), *grand_large(today), *coming(now)]
    fit_last_year(events, today)
    return events
