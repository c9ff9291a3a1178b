from . import residence_activity_report
from . import residence_activity_query
from . import spreadsheet_dashboard
from . import spreadsheet_dashboard_share
