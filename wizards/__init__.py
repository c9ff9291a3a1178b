from . import residence_export_wizard
