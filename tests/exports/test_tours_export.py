from unittest.mock import patch

from odoo.tests import tagged

from ..common.base import MODULE
from ..common.tours import PC, PHONE, TourCommon


class ExportTours(TourCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(f"{MODULE}.export_row_limit", "0")
        wizards = cls.env["residence.export.wizard"].with_user(cls.users["management"])
        action = wizards.create({"period": "twelve_months"}).action_ask()
        cls.job = cls.env["residence.export"].browse(action["res_id"])


@tagged("post_install", "-at_install")
class TestExportOnComputer(ExportTours):
    browser_size = PC

    def test_progress_without_reloading(self):
        """Each time the form reads the job again, it is further."""
        model = self.env.registry["residence.export"]
        read, left = model.web_read, [("running", 50), ("waiting", 0)]

        def go_on(job, specification):
            rows = read(job, specification)
            state, progress = left.pop() if left else ("done", 100)
            for row in rows:
                row |= {"state": state, "progress": progress}
            return rows

        with patch.object(model, "web_read", go_on):
            path = f"/odoo/mes-exports/{self.job.id}"
            self._start("export_progress", "management", path)
        self.assertFalse(left)


@tagged("post_install", "-at_install")
class TestExportOnPhone(ExportTours):
    browser_size = PHONE
    touch_enabled = True

    def test_given_up(self):
        self._start("export_given_up", "management", "/odoo/mes-exports")
        self.assertEqual(self.job.state, "cancelled")
