from . import residence_activity_report
from . import residence_activity_leaves
from . import residence_activity_means
from . import residence_activity_query
from . import residence_activity_figures
from . import residence_sheets
from . import residence_sheets_summary
from . import residence_sheets_events
