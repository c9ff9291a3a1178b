"""Odoo's runner and pytest find the same tests: each would pass over a file unsaid."""

from pathlib import Path
from unittest import TestCase

from odoo.tests import BaseCase
from odoo.tests.loader import get_module_test_cases, get_test_modules

from ..common.base import MODULE

TESTS = Path(__file__).parents[1]


class TestLoader(BaseCase):
    def setUp(self):
        super().setUp()
        self.loaded = get_test_modules(MODULE)

    def test_same_files(self):
        names = [
            ".".join(file.relative_to(TESTS).with_suffix("").parts)
            for file in TESTS.rglob("test_*.py")
        ]
        package = f"odoo.addons.{MODULE}.tests"
        expected = sorted(f"{package}.{name}" for name in names)
        self.assertTrue(expected)
        self.assertEqual(sorted(module.__name__ for module in self.loaded), expected)

    def test_same_tests(self):
        for module in self.loaded:
            with self.subTest(module=module.__name__):
                cases = list(get_module_test_cases(module))
                self.assertTrue(cases, "no test in there")
                # Odoo passes over what has no tags; pytest has what needs no Odoo.
                if ".tests.pure." not in module.__name__:
                    untagged = [
                        case for case in cases if not hasattr(case, "test_tags")
                    ]
                    self.assertFalse(untagged)
                # Odoo only knows cases; pytest runs functions and plain classes too.
                for name, thing in vars(module).items():
                    if callable(thing) and name.lower().startswith("test"):
                        self.assertTrue(
                            isinstance(thing, type) and issubclass(thing, TestCase),
                            name,
                        )
