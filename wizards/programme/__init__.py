from . import residence_programme_copy
from . import residence_programme_copy_line
from . import residence_print_wizard
