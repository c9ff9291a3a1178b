from . import residence_activity_report
from . import residence_coaching_visit
from . import residence_coaching_action
from . import residence_coaching_talk
from . import residence_coaching_visit_screens
from . import residence_briefing
from . import residence_residence
from . import residence_today
