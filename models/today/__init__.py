from . import residence_today
