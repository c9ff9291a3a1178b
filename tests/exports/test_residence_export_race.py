"""While a workbook is being made: real transactions, people who change their mind."""

from datetime import timedelta
from unittest.mock import patch

import odoo
from odoo import SUPERUSER_ID, api, fields
from odoo.tests import new_test_user, tagged
from odoo.tests.common import BaseCase
from odoo.tools import config, mute_logger

from ...tools import progress
from ..common.base import MODULE

RUN = f"odoo.addons.{MODULE}.models.exports.residence_export"


@tagged("post_install", "-at_install")
class TestExportRace(BaseCase):
    """Somebody does something once, between two rows of the workbook."""

    def setUp(self):
        super().setUp()
        name = odoo.tests.common.get_db_name()
        self.registry = odoo.modules.registry.Registry(name)
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self.user_id = new_test_user(
                env, "rc_race", f"base.group_user,{MODULE}.group_management"
            ).id
            residence = env["residence.residence"].create(
                {"name": "Course", "dwelling_count": 1, "tz": "Europe/Paris"}
            )
            self.residence_id = residence.id
            start = fields.Datetime.now() - timedelta(days=1)
            env["residence.event"].create(
                [
                    {
                        "residence_id": residence.id,
                        "event_type_id": env.ref(f"{MODULE}.event_type_club").id,
                        "animator_id": False,
                        "start": start - timedelta(hours=number),
                        "stop": start - timedelta(hours=number) + timedelta(hours=1),
                    }
                    for number in range(8)
                ]
            )
            self.job_id = self._new_job(env).id
        self.addCleanup(self._clean)

    def _new_job(self, env):
        today = fields.Date.today()
        return env["residence.export"].create(
            {
                "user_id": self.user_id,
                "key": "activity",
                "date_from": today - timedelta(days=9),
                "date_to": today,
                "residence_ids": [self.residence_id],
                "residence_count": 1,
                "rows_total": 8,
            }
        )

    def _clean(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            houses = [("residence_id", "=", self.residence_id)]
            env["residence.export"].search([("user_id", "=", self.user_id)]).unlink()
            env["residence.event"].search(houses).unlink()
            env["residence.residence"].browse(self.residence_id).unlink()
            env["mail.activity"].search([("user_id", "=", self.user_id)]).unlink()
            partner = env["res.users"].browse(self.user_id).partner_id
            env["res.users"].browse(self.user_id).unlink()
            partner.unlink()

    def _run_cron(self, interrupt):
        """Run the cron on a cursor of its own; ``interrupt`` once, between two rows."""
        self.left = [interrupt]

        def look(watched):
            if self.left and watched.count == 3:
                self.left.pop()(self)
            watched._tell(watched.count)

        with (
            patch.object(progress, "LOOKED_AT", 1),
            patch.object(progress.Progress, "_look", look),
            self.registry.cursor() as cr,
        ):
            api.Environment(cr, SUPERUSER_ID, {})["residence.export"]._cron_run()
        self.assertFalse(self.left, "nobody interrupted anything")

    def _with_job(self, act, uid=SUPERUSER_ID):
        with self.registry.cursor() as cr:
            job = api.Environment(cr, uid, {})["residence.export"].browse(self.job_id)
            return act(job)

    def _read(self, *names):
        return self._with_job(lambda job: tuple(job[name] for name in names))

    def test_progress_is_seen_meanwhile(self):
        self.assertTrue(config["db_replica_host"], "without it nothing is proved")
        seen = []
        self._run_cron(lambda _test: seen.append(self._read("state", "rows_done")))
        # the rows of the summary count too: 3 of them, or the row before
        self.assertEqual(seen, [("running", 2)])
        self.assertEqual(self._read("state", "rows_done", "error"), ("done", 8, False))

    def test_cancelled_in_the_middle(self):
        def cancel(_test):
            self._with_job(lambda job: job.action_cancel(), self.user_id)

        self._run_cron(cancel)
        state, file, attempts = self._read("state", "attachment_id", "attempts")
        self.assertEqual((state, len(file), attempts), ("cancelled", 0, 1))

    def test_deleted_in_the_middle(self):
        def delete(_test):
            self._with_job(lambda job: job.unlink(), self.user_id)

        self._run_cron(delete)
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            files = [("res_model", "=", "residence.export")]
            self.assertFalse(env["residence.export"].search([]))
            self.assertFalse(env["ir.attachment"].search(files))

    def test_somebody_holds_it_at_that_moment(self):
        """The bar waits for nobody: it says how far it is the next time."""

        jobs = self.registry["residence.export"]
        tell = jobs._tell

        def hold(_test):
            cursor = self.registry.cursor()
            held = api.Environment(cursor, SUPERUSER_ID, {})["residence.export"]
            self.assertTrue(held.browse(self.job_id).try_lock_for_update())

            def tell_then_release(job, *arguments):
                tell(job, *arguments)
                cursor.close()

            self.startPatcher(patch.object(jobs, "_tell", tell_then_release))

        self._run_cron(hold)
        self.assertEqual(self._read("state", "rows_done"), ("done", 8))

    @mute_logger(RUN, "odoo.sql_db")
    def test_a_worker_dies_and_another_takes_it(self):
        """Killed between two rows: nothing is said or kept; then it is made."""

        class Killed(BaseException):
            pass

        def kill(_test):
            raise Killed

        with self.assertRaises(Killed):
            self._run_cron(kill)
        self.assertEqual(self._read("state", "attempts"), ("running", 1))
        self.assertFalse(self._read("attachment_id")[0])
        self._run_cron(lambda _test: None)
        self.assertEqual(self._read("state", "attempts", "rows_done"), ("done", 2, 8))

    def test_two_workers(self):
        """The one that was thought dead stops, the other's workbook stays."""

        def take_over(_test):
            with self.registry.cursor() as cr:
                jobs = api.Environment(cr, SUPERUSER_ID, {})["residence.export"]
                jobs._cron_run()
            self.others = self._read("attachment_id")[0].id

        self._run_cron(take_over)
        state, file, attempts = self._read("state", "attachment_id", "attempts")
        self.assertEqual((state, file.id, attempts), ("done", self.others, 2))
