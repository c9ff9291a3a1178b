from . import export
from . import programme
