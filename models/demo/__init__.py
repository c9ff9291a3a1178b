from . import residence_demo
