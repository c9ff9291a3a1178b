from . import residence_export
from . import residence_export_run
from . import mail_activity
from . import res_config_settings
