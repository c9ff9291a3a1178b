from . import base
from . import residence_named
from . import residence_scoped
from . import residence_thread
from . import residence_peer_named
from . import residence_confidential
from . import ir_model_fields
from . import residence_request
