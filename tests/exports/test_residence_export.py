"""Workbooks made in the background: asked for, made, told, kept for a week."""

import io
from datetime import date
from unittest.mock import patch

from openpyxl import load_workbook

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form

from ..common.base import MODULE
from ..common.figures import FiguresCommon


class ExportCommon(FiguresCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.parameters = cls.env["ir.config_parameter"]
        cls.parameters.set_param(f"{MODULE}.export_row_limit", "3")
        cls.cron = cls.env.ref(f"{MODULE}.residence_export_cron")
        cls.jobs = cls.env["residence.export"]

    def _ask(self, user=None, **values):
        """Ask by the wizard; return the job, as superuser."""
        wizards = self.env["residence.export.wizard"].with_user(user or self.management)
        action = wizards.create(values).action_ask()
        self.assertEqual(action["res_model"], "residence.export")
        return self.jobs.browse(action["res_id"])

    def _run_cron(self):
        """Run the cron as Odoo does, progress and all."""
        with self.enter_registry_test_mode():
            self.assertIs(self.cron.method_direct_trigger(), True)

    def _make(self, user=None, **values):
        job = self._ask(user, **values)
        self._run_cron()
        return job

    def _get_text(self, job):
        self.assertEqual((job.state, job.error), ("done", False))
        book = load_workbook(io.BytesIO(job.attachment_id.raw))
        return str([list(tab.iter_rows(values_only=True)) for tab in book])

    def _get_activities(self, user=None):
        """Return the reminders that somebody reads, the direction unless told."""
        activities = self.env["mail.activity"]
        reminders = activities.search([("residence_export_id", "!=", False)])
        theirs = activities.with_user(user or self.management)
        return theirs.search([("id", "in", reminders.ids)])


class TestExport(ExportCommon):
    def test_from_the_wizard_to_the_file(self):
        form = Form(self.env["residence.export.wizard"].with_user(self.management))
        self.assertTrue(form.is_long)
        self.assertFalse(form.is_ready)
        triggers = self.env["ir.cron.trigger"].search([])
        job = self.jobs.browse(form.save().action_ask()["res_id"])
        self.assertEqual((job.state, job.user_id), ("waiting", self.management))
        self.assertEqual(job.rows_total, form.row_count)
        new = self.env["ir.cron.trigger"].search([]) - triggers
        self.assertEqual(new.cron_id, self.cron)
        self._run_cron()
        text = self._get_text(job)
        for part in ("Les Tamaris", "Les Quatre-Vents", "01/01/2026 – 12/31/2026"):
            self.assertIn(part, text)
        self.assertEqual((job.rows_done, job.progress), (job.rows_total, 100))
        self.assertEqual(job.expires_on, date(2026, 5, 19))
        self.assertEqual(job.attempts, 1)

    def test_the_same_rows_as_at_once(self):
        self._assert_same_rows()

    def test_the_same_rows_for_outside(self):
        """What hides small counts is not lost on the way to the cron."""
        self._assert_same_rows(external=True)

    def _assert_same_rows(self, *, external=False):
        job = self._make(is_external=external)
        target = io.BytesIO()
        sheets = self.env["residence.sheets"].with_user(self.management)
        residences = self.env["residence.residence"]
        period = self.env["residence.export.wizard"].create({})._get_period()
        sheets._write_workbook(
            target, "activity", period, residences, external=external
        )
        for mine, theirs in zip(
            load_workbook(io.BytesIO(job.attachment_id.raw)),
            load_workbook(target),
            strict=True,
        ):
            self.assertEqual(
                list(mine.iter_rows(values_only=True)),
                list(theirs.iter_rows(values_only=True)),
            )

    def test_the_file_is_its_own(self):
        file = self._make().attachment_id
        self.assertEqual(
            file.name, "residence-community_activity_2026-01-01_2026-12-31.xlsx"
        )
        self.assertFalse(file.public or file.access_token)
        self.assertEqual(file.res_model, "residence.export")

    def test_kept_in_the_database_where_attachments_are(self):
        self.parameters.set_param("ir_attachment.location", "db")
        job = self._make()
        self.assertFalse(job.attachment_id.store_fname)
        self.assertIn("Les Tamaris", self._get_text(job))

    def test_only_reading(self):
        cursors = []
        model = self.env.registry["residence.sheets"]
        write = model._write_workbook

        def look(sheets, *arguments, **options):
            cursors.append((sheets.env.cr.readonly, sheets.env.su, sheets.env.user))
            return write(sheets, *arguments, **options)

        with patch.object(model, "_write_workbook", look):
            self._make(self.animator)
        self.assertEqual(cursors, [(True, False, self.animator)])

    def test_as_its_owner(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.animator.lang = "fr_FR"
        text = self._get_text(self._make(self.animator))
        self.assertIn("Les Tamaris", text)
        self.assertNotIn("Quatre-Vents", text)
        self.assertIn("01/01/2026 – 31/12/2026", text)

    def test_of_all_her_companies(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.away.company_id = company
        text = self._get_text(self._make())
        self.assertNotIn("Quatre-Vents", text)
        self.management.company_ids += company
        self.env.flush_all()
        job = self._ask()
        self.assertGreater(job.rows_total, 0)
        self._run_cron()
        self.assertIn("Quatre-Vents", self._get_text(job))

    def test_chosen_residences_only(self):
        job = self._make(residence_ids=[fields.Command.set(self.home.ids)])
        self.assertNotIn("Quatre-Vents", self._get_text(job))

    def test_a_second_click_asks_for_nothing_new(self):
        job = self._ask()
        self.assertEqual(self._ask(), job)
        self.assertNotEqual(self._ask(period="last_year"), job)
        at_home = self._ask(residence_ids=[fields.Command.set(self.home.ids)])
        self.assertNotEqual(at_home, job)
        self.assertNotEqual(self._ask(self.administrator), job)
        self._run_cron()
        self.assertNotEqual(self._ask(), job, "it is made: these are new figures")

    def test_short_ones_are_sent_at_once(self):
        self.parameters.set_param(f"{MODULE}.export_row_limit", "1000")
        form = Form(self.env["residence.export.wizard"].with_user(self.management))
        self.assertFalse(form.is_long)
        self.assertTrue(form.is_ready)

    def test_dates_in_disorder(self):
        with self.assertRaisesRegex(UserError, "must come before"):
            self._ask(period="custom", date_from="2026-06-01", date_to="2026-05-01")

    def test_switched_off(self):
        self.cron.active = False
        with self.assertRaisesRegex(UserError, "not made in the background"):
            self._ask()

    def test_cancelled_before_it_begins(self):
        job = self._ask()
        job.with_user(self.management).action_cancel()
        self._run_cron()
        self.assertEqual((job.state, job.attempts), ("cancelled", 0))
        self.assertFalse(job.attachment_id)
        self.assertFalse(self._get_activities())

    def test_what_is_made_is_not_cancelled(self):
        job = self._make()
        job.with_user(self.management).action_cancel()
        self.assertEqual(job.state, "done")

    def test_ask_anew(self):
        job = self._make(
            period="last_year", residence_ids=[fields.Command.set(self.home.ids)]
        )
        action = job.with_user(self.management).action_again()
        wizards = self.env[action["res_model"]].with_user(self.management)
        form = Form(wizards.with_context(**action["context"]))
        self.assertEqual((form.date_from, form.date_to), (job.date_from, job.date_to))
        self.assertEqual(form.residence_ids.ids, self.home.ids)

    def test_names(self):
        job = self._ask().with_user(self.management)
        name = "Activity: summary and events, 01/01/2026 – 12/31/2026"
        self.assertEqual(job.display_name, name)


class TestRightsWhenItIsMade(ExportCommon):
    """What the owner may read is looked at when it is made, not when it was asked."""

    def assertRefused(self, job):
        self._run_cron()
        self.assertEqual(job.state, "failed")
        self.assertIn("may not read all of it any more", job.error)
        self.assertFalse(job.attachment_id)

    def test_without_the_role(self):
        job = self._ask()
        self.management.group_ids -= self.env.ref(f"{MODULE}.group_management")
        self.assertRefused(job)

    def test_without_the_residence(self):
        job = self._ask(
            self.animator, residence_ids=[fields.Command.set(self.home.ids)]
        )
        self.home.animator_ids -= self.animator
        self.assertRefused(job)

    def test_a_residence_that_is_gone_is_not_all(self):
        house = self._new_residence("Short-lived", 3)
        job = self._ask(residence_ids=[fields.Command.set(house.ids)])
        house.unlink()
        self.assertRefused(job)

    def test_closed_account(self):
        job = self._ask()
        self.management.active = False
        self._run_cron()
        self.assertEqual(job.state, "failed")
        self.assertIn("account", job.error)
        self.assertFalse(
            self.env["mail.activity"].search_count(
                [("residence_export_id", "=", job.id)]
            )
        )
