from . import residence_event_demo
from . import residence_event_demo_means
from . import residence_resident_demo
from . import residence_coaching_demo
from . import residence_peer_demo
