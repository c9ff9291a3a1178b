from . import residence_activity_report
from . import residence_activity_leaves
from . import residence_activity_rate
from . import residence_activity_years
from . import residence_activity_sums
from . import residence_activity_query
from . import residence_activity_people
