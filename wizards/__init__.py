from . import series
from . import people
from . import programme
from . import peers
from . import funding
from . import exports
