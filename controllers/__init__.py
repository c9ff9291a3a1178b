from . import export
from . import monthly_mail
from . import programme
from . import report
from . import superuser
