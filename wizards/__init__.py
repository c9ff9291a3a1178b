from . import series
from . import programme
from . import peers
from . import funding
from . import exports
