import subprocess
import sys
from pathlib import Path

import odoo
from odoo.tests import TransactionCase

ROOT = Path(__file__).parents[2]
IMPORTED = """
import sys
import odoo.addons
odoo.addons.__path__.append(sys.argv[1])
import odoo.addons.residence_community
print(*[name for name in sys.modules if "residence_community" in name])
"""


class TestResidenceDemo(TransactionCase):
    def test_a_server_without_it_imports_nothing_of_it(self):
        done = subprocess.run(  # noqa: S603 (our own text)
            [sys.executable, "-c", IMPORTED, ROOT.parent],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": str(Path(odoo.__path__[0]).parent)},
        )
        names = done.stdout.split()
        ours = "odoo.addons.residence_community."
        self.assertIn(f"{ours}models.demo.residence_demo", names)
        self.assertNotIn(f"{ours}tools.demo", names)
        self.assertNotIn(f"{ours}models.demo.events", names)

    def test_no_part_by_another_name(self):
        with self.assertRaises(ValueError):
            self.env["residence.demo"]._load("..core.base")
