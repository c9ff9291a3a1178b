"""What dev/run, dev/test and dev/odoo share; standard library only."""

import sys

if sys.version_info < (3, 10):  # noqa: UP036 (to say so is the point)
    sys.exit("Python 3.10 or later is needed: install it, or run it as python3.x dev/…")
