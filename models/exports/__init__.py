from . import residence_export
from . import mail_activity
from . import res_config_settings
