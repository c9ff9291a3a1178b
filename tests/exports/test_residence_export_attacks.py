"""A workbook made in the background is its owner's, on every channel."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .test_residence_export import ExportCommon

OTHERS = (
    "administrator",
    "animator_management",
    "coordinator_management",
    "administrator_animator",
    "animator",
    "nobody",
)


@tagged("security")
class TestExportAttacks(ExportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        job = cls.env["residence.export"].create(
            {
                "user_id": cls.management.id,
                "key": "activity",
                "date_from": "2026-01-01",
                "date_to": "2026-12-31",
                "state": "done",
            }
        )
        job.attachment_id = cls.env["ir.attachment"].create(
            {
                "name": "figures.xlsx",
                "raw": b"figures",
                "res_model": job._name,
                "res_id": job.id,
            }
        )
        cls.job, cls.file = job, job.attachment_id
        groups = "base.group_system,base.group_allow_export"
        cls.settings_user = new_test_user(cls.env, "rc_settings", groups)
        cls.strangers = [cls.users[name] for name in OTHERS] + [cls.settings_user]

    def _assert_refused(self, attempt):
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            attempt()
            self.env.flush_all()

    def test_nobody_else(self):
        for user in self.strangers:
            job, file = self.job.with_user(user), self.file.with_user(user)
            for attempt in (
                lambda job=job: job.read(["state"]),
                lambda job=job: job.export_data(["key"]),
                job.unlink,
                job.action_cancel,
                job.action_download,
                job.action_again,
                lambda job=job: job.write({"user_id": job.env.uid}),
                lambda file=file: file.read(["raw"]),
                lambda file=file: file.write({"public": True}),
                file.unlink,
                file.generate_access_token,
                lambda file=file: file.write({"res_id": False}),
            ):
                with self.subTest(user.login):
                    self._assert_refused(attempt)
            files = file.search([("id", "=", file.id)])
            with self.subTest(user.login):
                self.assertFalse(files)
            if job.has_access("read"):  # the model, not this row
                self.fail("a stranger reads it")

    def test_not_even_found(self):
        for name in OTHERS[:-1]:
            jobs = self.job.with_user(self.users[name]).browse()
            with self.subTest(name):
                self.assertFalse(jobs.search([]))
                self.assertFalse(jobs.search([("attachment_id.name", "!=", False)]))
                self.assertEqual(jobs._read_group([], [], ["__count"]), [(0,)])

    def test_the_owner_changes_nothing_but_may_delete(self):
        mine = self.job.with_user(self.management)
        for attempt in (
            lambda: mine.write({"state": "waiting"}),
            lambda: mine.write({"residence_ids": [Command.clear()]}),
            lambda: mine.create({"key": "activity", "user_id": self.animator.id}),
            mine.copy,
            lambda: self.file.with_user(self.management).write({"public": True}),
            lambda: self.file.with_user(self.management).copy(),
            lambda: mine.read(["attempts"]),
        ):
            self._assert_refused(attempt)
        mine.unlink()

    def test_nobody_puts_a_file_there(self):
        for user in (self.management, self.administrator):
            self._assert_refused(
                lambda user=user: (
                    self.env["ir.attachment"]
                    .with_user(user)
                    .create(
                        {
                            "name": "other.xlsx",
                            "raw": b"x",
                            "res_model": self.job._name,
                            "res_id": self.job.id,
                        }
                    )
                )
            )

    def test_the_wizard_is_for_roles(self):
        wizard = self.env["residence.export.wizard"].create({})
        self._assert_refused(wizard.with_user(self.users["nobody"]).action_ask)
        self._assert_refused(wizard.with_user(self.administrator).action_ask)


@tagged("post_install", "-at_install")
class TestExportDownload(ExportCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.job = self._ask()
        self.assertIs(self.cron.method_direct_trigger(), True)

    def _get(self, user):
        self.authenticate(user.login, user.login)
        return self.url_open(f"/web/content/{self.job.attachment_id.id}?download=true")

    def test_sent_to_its_owner(self):
        response = self._get(self.management)
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.content, self.job.attachment_id.raw)
        self.assertIn("2026-01-01_2026-12-31.xlsx", str(response.headers))

    @mute_logger("odoo.http")
    def test_to_nobody_else(self):
        for user in (self.administrator, self.users["animator_management"]):
            with self.subTest(user.login):
                self.assertEqual(self._get(user).status_code, 404)
        self.logout()
        url = f"/web/content/{self.job.attachment_id.id}"
        self.assertEqual(self.url_open(url).status_code, 404)

    def test_the_route_points_to_the_wizard(self):
        self.authenticate(self.management.login, self.management.login)
        response = self.url_open("/residence_community/export/activity")
        self.assertEqual(response.status_code, 413)
        self.assertIn("“Workbooks to download”", response.text)
        self.assertEqual(self.jobs.search([]), self.job, "the route asks for nothing")
