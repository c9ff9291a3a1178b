from . import export
from . import programme
from . import superuser
