from . import residence_erasure_wizard
from . import residence_erasure_wizard_line
