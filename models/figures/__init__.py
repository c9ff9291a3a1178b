from . import residence_activity_report
from . import residence_activity_query
