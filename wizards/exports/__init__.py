from . import residence_period_choice
from . import residence_export_wizard
from . import residence_paper_wizard
from . import residence_peer_review
