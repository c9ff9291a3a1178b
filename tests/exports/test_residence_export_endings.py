"""How a workbook made in the background ends: told, broken, taken again, deleted."""

from datetime import date, timedelta
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2 import OperationalError

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from ...tools import xlsx
from ..common.base import MODULE
from .test_residence_export import ExportCommon

RUN = f"odoo.addons.{MODULE}.models.exports.residence_export"


class TestEndings(ExportCommon):
    def test_the_owner_is_told(self):
        job = self._make()
        activity = self._get_activities()
        self.assertEqual(
            activity.summary,
            "Workbook ready: Activity: summary and events, 01/01/2026 – 12/31/2026",
        )
        self.assertEqual(activity.date_deadline, job.expires_on)
        self.assertEqual(activity.action_open_document()["res_id"], job.id)
        self.assertFalse(self._get_activities(self.administrator))
        action = job.with_user(self.management).action_download()
        self.assertEqual(
            action["url"], f"/web/content/{job.attachment_id.id}?download=true"
        )
        self.assertFalse(self._get_activities(), "downloaded: nothing to remind of")

    def test_told_at_once_without_a_figure_or_a_mail(self):
        mails = self.env["mail.mail"].search_count([])
        sent = []
        users = type(self.env["res.users"])
        with patch.object(
            users, "_bus_send", lambda user, *what: sent.append((user, *what))
        ):
            job = self._make()
        [(user, kind, payload)] = [one for one in sent if MODULE in one[1]]
        self.assertEqual((user, kind), (self.management, f"{MODULE}/export"))
        self.assertEqual(
            payload,
            {
                "id": job.id,
                "is_done": True,
                "title": "Workbook ready",
                "message": job.display_name,
            },
        )
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    def test_in_the_owner_s_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.management.lang = "fr_FR"
        self._make()
        self.assertIn("01/01/2026 – 31/12/2026", self._get_activities().summary)

    def test_a_breakdown_says_nothing_of_the_inside(self):
        first, second = self._ask(), self._ask(self.animator)
        write = xlsx._SheetWriter.write_sheet
        left = [1]

        def break_once(writer):
            if left:
                left.pop()
                raise RuntimeError("inside")
            return write(writer)

        with (
            patch.object(xlsx._SheetWriter, "write_sheet", break_once),
            mute_logger(RUN),
        ):
            self._run_cron()
        self.assertEqual(first.state, "failed")
        self.assertNotIn("inside", first.error)
        self.assertIn(f"export no. {first.id}", first.error)
        self.assertIn("Workbook not made", self._get_activities().summary)
        self.assertEqual(second.state, "done", "the others do not wait for it")

    def test_the_database_goes_away(self):
        """It is taken again by the next round, which comes at once."""
        job = self._ask()
        write = xlsx._SheetWriter.write_sheet
        left = [1]

        def lose_once(writer):
            if left:
                left.pop()
                raise OperationalError("server closed the connection")
            return write(writer)

        with (
            patch.object(xlsx._SheetWriter, "write_sheet", lose_once),
            mute_logger(RUN, "odoo.addons.base.models.ir_cron"),
        ):
            self._run_cron()
        self.assertEqual((job.state, job.attempts), ("running", 1))
        self.assertIn(self.cron, self.env["ir.cron.trigger"].search([]).cron_id)
        self._run_cron()
        self.assertEqual((job.state, job.attempts), ("done", 2))

    def test_a_worker_that_died(self):
        """A job that is being made when the cron begins has nobody any more."""
        job = self._ask()
        job.write({"state": "running", "attempts": 1, "rows_done": 2})
        self._run_cron()
        self.assertEqual((job.state, job.attempts), ("done", 2))

    def test_what_kills_its_worker_keeps_nobody_waiting(self):
        deadly, other = self._ask(), self._ask(self.animator)
        deadly.write({"state": "running", "attempts": 1})
        made = []
        model = self.env.registry["residence.export"]
        run = model._run

        def note(job):
            made.append(job.id)
            return run(job)

        with patch.object(model, "_run", note):
            self._run_cron()
        self.assertEqual(made, [other.id, deadly.id])
        last = self._ask()
        last.write({"state": "running", "attempts": 3})
        self._run_cron()
        self.assertEqual((last.state, last.attempts), ("failed", 3))
        self.assertIn("stopped 3 times before the end", last.error)

    def test_others_have_their_turn(self):
        """One workbook at least, then other scheduled actions."""
        jobs = self._ask() | self._ask(self.animator)
        model = self.env.registry["residence.export"]
        run = model._run
        with freeze_time(fields.Datetime.now()) as clock:

            def take_long(job):
                clock.tick(timedelta(minutes=1))
                return run(job)

            with patch.object(model, "_run", take_long):
                self._run_cron()
                self.assertEqual(jobs.mapped("state"), ["done", "waiting"])
                triggers = self.env["ir.cron.trigger"].search([])
                self.assertIn(self.cron, triggers.cron_id)
                self._run_cron()
        self.assertEqual(set(jobs.mapped("state")), {"done"})


class TestKeeping(ExportCommon):
    def test_kept_for_a_week_then_deleted(self):
        job = self._make()
        file = job.attachment_id
        with freeze_time("2026-05-19 20:00:00"):
            self.jobs._gc_exports()
        self.assertTrue(file.exists())
        with freeze_time("2026-05-20 02:00:00"):
            self.jobs._gc_exports()
        self.assertFalse(file.exists())
        self.assertEqual(job.state, "expired")
        self.assertFalse(self._get_activities())
        with self.assertRaisesRegex(UserError, "ask for it anew"):
            job.with_user(self.management).action_download()

    def test_the_line_goes_later(self):
        job, waiting = self._make(), self._ask(self.animator)
        with freeze_time(job.create_date + timedelta(days=61)):
            self.jobs._gc_exports()
        self.assertFalse(job.exists())
        self.assertEqual(waiting.state, "waiting")

    def test_the_file_goes_with_its_line(self):
        job = self._make()
        file = job.attachment_id
        job.with_user(self.management).unlink()
        self.assertFalse(file.exists())

    def test_the_file_goes_with_its_owner(self):
        job = self._make()
        file = job.attachment_id
        self.env.cr.execute("DELETE FROM residence_export WHERE id = %s", [job.id])
        self.env.invalidate_all()
        self.jobs._gc_exports()
        self.assertFalse(file.exists())

    def test_how_long_is_a_setting(self):
        settings = self.env["res.config.settings"].create(
            {"residence_export_keep_days": 2, "residence_export_row_limit": 5}
        )
        settings.execute()
        self.assertEqual(self.env["residence.sheets"]._get_row_limit(), 5)
        self.assertEqual(self._make().expires_on, date(2026, 5, 14))
        for junk in ("", "-1", "0", "many"):
            self.parameters.set_param(f"{MODULE}.export_keep_days", junk)
            with self.subTest(junk):
                self.assertEqual(self.jobs._get_keep_days(), 7)
        # Odoo's own settings would warn of the junk in its log
        self.parameters.set_param(f"{MODULE}.export_keep_days", "7")
        for name in ("residence_export_keep_days", "residence_export_row_limit"):
            with self.subTest(name), self.assertRaises(ValidationError):
                self.env["res.config.settings"].create({name: 0})
