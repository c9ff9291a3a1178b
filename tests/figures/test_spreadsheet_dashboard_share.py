"""Nobody gives a public address to a dashboard that shows residences."""

import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from werkzeug.exceptions import Forbidden

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...models.figures.spreadsheet_dashboard import _names_ours
from ..common.base import MODULE, ResidenceCommon

MIGRATION = Path(__file__).parents[2] / "migrations/19.0.1.3.0/post-shares.py"


@tagged("security")
class TestDashboardShare(ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dashboard = cls.env.ref(f"{MODULE}.spreadsheet_dashboard")
        group = cls.env["spreadsheet.dashboard.group"].create({"name": "Theirs"})
        cls.copied = cls.dashboard.copy({"dashboard_group_id": group.id})
        cls.theirs = cls.env["spreadsheet.dashboard"].create(
            {"name": "Theirs", "dashboard_group_id": group.id}
        )

    def test_refused_to_all(self):
        for user in (*self.users.values(), self.env.ref("base.user_admin")):
            shares = self.env["spreadsheet.dashboard.share"].with_user(user)
            for dashboard in (self.dashboard, self.copied):
                vals = {"dashboard_id": dashboard.id, "spreadsheet_data": "{}"}
                for method in ("action_get_share_url", "create"):
                    with (
                        self.subTest(user=user.name, method=method),
                        self.assertRaises(UserError),
                        self.env.cr.savepoint(),
                    ):
                        getattr(shares, method)(dict(vals))
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    by_default = {"default_dashboard_id": dashboard.id}
                    shares.with_context(**by_default).create({"spreadsheet_data": "{}"})

    def test_not_by_way_of_another(self):
        """Neither by pointing one elsewhere, nor with our figures in it."""
        shares = self.env["spreadsheet.dashboard.share"].with_user(self.management)
        share = shares.create({"dashboard_id": self.theirs.id})
        ours = self.dashboard.spreadsheet_data
        for vals in ({"dashboard_id": self.dashboard.id}, {"spreadsheet_data": ours}):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                share.write(vals)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            shares.create({"dashboard_id": self.theirs.id, "spreadsheet_data": ours})

    def test_others_share_theirs(self):
        shares = self.env["spreadsheet.dashboard.share"].with_user(self.animator)
        url = shares.action_get_share_url(
            {"dashboard_id": self.theirs.id, "spreadsheet_data": "{}"}
        )
        self.assertIn("/dashboard/share/", url)

    def test_what_was_shared_is_closed_and_deleted(self):
        shares = self.env["spreadsheet.dashboard.share"]
        old, kept = (
            shares.create({"dashboard_id": self.theirs.id}) for _each in range(2)
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE spreadsheet_dashboard_share SET dashboard_id = %s WHERE id = %s",
            (self.dashboard.id, old.id),
        )
        self.env.invalidate_all()
        with self.assertRaises(Forbidden):
            old._check_dashboard_access(old.access_token)
        kept._check_dashboard_access(kept.access_token)
        spec = spec_from_file_location("post_shares", MIGRATION)
        migration = module_from_spec(spec)
        spec.loader.exec_module(migration)
        migration.migrate(self.env.cr, "19.0.1.2.0")
        self.assertEqual((old | kept).exists(), kept)

    def test_any_place_that_names_a_model_of_ours(self):
        for data, expected in (
            ({"lists": {"1": {"model": "residence.event"}}}, True),
            ({"pivots": {"1": {"model": "res.partner"}}}, False),
            ({"sheets": [{"name": "residence.unknown"}]}, False),
        ):
            self.assertEqual(_names_ours(self.env, json.dumps(data)), expected)
