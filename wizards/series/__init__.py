from . import residence_event_series_change
from . import residence_event_series_change_line
