from . import base_partner_merge
from . import residence_peer_season
from . import residence_peer_season_line
from . import residence_peer_move
from . import residence_peer_guest
