from . import residence_event
from . import residence_idea
from . import residence_idea_author
from . import residence_residence
from . import residence_decision
from . import residence_key
