from odoo.tests import HttpCase, tagged

from ..common.base import MODULE
from ..common.tours import PC


@tagged("post_install", "-at_install")
class TestJavaScript(HttpCase):
    """The rules of the count without a screen, by Odoo's own JavaScript runner."""

    browser_size = PC

    def test_unit(self):
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&id={self._get_suite_id()}",
            "",
            "",
            login="admin",
            timeout=120,
            success_signal="[HOOT] Test suite succeeded",
        )

    def _get_suite_id(self):
        """Return what the runner calls our suites: a hash of their common name."""
        number = 0
        for char in f"@{MODULE}":
            number = ((number << 5) - number + ord(char)) & 0xFFFFFFFF
        return f"{number:08x}"
