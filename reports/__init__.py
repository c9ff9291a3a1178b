from . import workbooks
from . import paper
