"""Every tests/<domain>/test_*.py, which Odoo's runner looks for in here by name."""

from importlib import import_module
from pathlib import Path

for _file in sorted(Path(__file__).parent.glob("*/test_*.py")):
    globals()[_file.stem] = import_module(
        f"{__name__}.{_file.parent.name}.{_file.stem}"
    )
