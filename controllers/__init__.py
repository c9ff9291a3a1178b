from . import export
from . import programme
from . import report
from . import superuser
