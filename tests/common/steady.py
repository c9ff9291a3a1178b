"""How hypothesis looks for examples; nothing of Odoo in here."""

from hypothesis import HealthCheck, settings

# Same examples every time, and no clock: machines differ, results must not.
STEADY = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
