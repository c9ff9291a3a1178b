from . import residence_export_wizard
from . import residence_event_series_change
from . import residence_event_series_change_line
from . import residence_programme_copy
from . import residence_programme_copy_line
from . import residence_peer_season
from . import residence_peer_season_line
from . import residence_peer_move
