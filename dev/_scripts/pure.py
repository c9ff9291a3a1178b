"""A pytest plugin: collect tests that need no Odoo without importing the add-on.

Its packages stand there by name, so that ``from ...tools import x`` works; their
``__init__``, which would import Odoo, are not run.
"""

import sys
import types

import pytest


def pytest_configure(config):
    add_on = config.rootpath
    for folder in (add_on, add_on / "tests"):
        parts = folder.relative_to(add_on.parent).parts
        package = types.ModuleType(".".join(parts))
        package.__path__ = [str(folder)]
        sys.modules[package.__name__] = package


def pytest_collect_directory(path, parent):
    # pytest would import each package that it collects.
    return pytest.Dir.from_parent(parent, path=path)
