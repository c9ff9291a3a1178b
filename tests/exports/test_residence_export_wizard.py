"""The wizard: what is said before a download, and what is remembered after it."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from ..common.figures import FiguresCommon


class TestExportWizard(FiguresCommon):
    def setUp(self):
        super().setUp()
        self.wizards = self.env["residence.export.wizard"].with_user(self.management)

    def parameters(self, action):
        self.assertEqual(
            (action["type"], action["target"]), ("ir.actions.act_url", "download")
        )
        url = urlsplit(action["url"])
        self.assertEqual(url.path, "/residence_community/export/activity")
        return {name: values[0] for name, values in parse_qs(url.query).items()}

    def test_periods(self):
        form = Form(self.wizards)
        for period, first, last in (
            ("year", date(2026, 1, 1), date(2026, 12, 31)),
            ("last_year", date(2025, 1, 1), date(2025, 12, 31)),
            ("twelve_months", date(2025, 5, 13), date(2026, 5, 12)),
            ("last_month", date(2026, 4, 1), date(2026, 4, 30)),
        ):
            form.period = period
            with self.subTest(period):
                self.assertEqual((form.date_from, form.date_to), (first, last))
        form.period = "custom"
        form.date_from = date(2026, 5, 1)
        form.date_to = date(2026, 5, 5)
        self.assertEqual(
            self.parameters(form.save().action_download()),
            {"date_from": "2026-05-01", "date_to": "2026-05-05"},
        )

    def test_what_is_said_before(self):
        form = Form(self.wizards)
        domain = [("date", ">=", "2026-01-01"), ("date", "<=", "2026-12-31")]
        self.assertEqual(form.row_count, self.report.search_count(domain))
        self.assertEqual(form.missing_count, 2)
        form.residence_ids.add(self.away)
        at_away = [*domain, ("residence_id", "=", self.away.id)]
        self.assertEqual(form.row_count, self.report.search_count(at_away))
        self.assertFalse(form.missing_count)
        self.assertTrue(form.is_ready)
        self.assertEqual(
            self.parameters(form.save().action_download())["residence_ids"],
            str(self.away.id),
        )

    def test_for_outside(self):
        wizard = self.wizards.create({"is_external": True})
        self.assertEqual(self.parameters(wizard.action_download())["external"], "1")
        # not remembered: one says each time that a file leaves the house
        self.assertNotIn(
            "external", self.parameters(self.wizards.create({}).action_download())
        )

    def test_workbooks_that_are_offered(self):
        def offered(role):
            wizards = self.wizards.with_user(self.users[role])
            return {
                key for key, _label in wizards.fields_get(["key"])["key"]["selection"]
            }

        self.assertEqual(offered("animator"), {"activity", "residences"})
        with_peers = {"activity", "residences", "peer_sessions"}
        for role in ("coordinator", "management", "administrator"):
            self.assertEqual(offered(role), with_peers, role)
        self.env["residence.funding.convention"].create(
            {
                "scheme_id": self.env.ref(
                    "residence_community.funding_scheme_senacs"
                ).id,
                "residence_ids": [(6, 0, self.home.ids)],
                "year": 2026,
            }
        )
        self.assertEqual(offered("management"), with_peers | {"senacs"})
        self.assertEqual(offered("coordinator"), with_peers | {"senacs"})
        self.assertEqual(offered("away_coordinator"), with_peers)
        self.assertEqual(offered("animator"), {"activity", "residences"})

    def test_dates_in_disorder(self):
        form = Form(self.wizards)
        form.period = "custom"
        form.date_from = date(2026, 6, 1)
        form.date_to = date(2026, 5, 1)
        self.assertFalse(form.is_ready)
        self.assertIn("must come before", form.notice)
        with self.assertRaisesRegex(UserError, "must come before"):
            form.save().action_download()

    def test_too_long(self):
        self.env["ir.config_parameter"].set_param(
            "residence_community.export_row_limit", "3"
        )
        wizard = self.wizards.create({})
        self.assertFalse(wizard.is_ready)
        with self.assertRaisesRegex(UserError, "choose a shorter period"):
            wizard.action_download()

    def test_choices_come_back(self):
        form = Form(self.wizards)
        form.period = "last_month"
        form.residence_ids.add(self.home)
        form.save().action_download()
        again = Form(self.wizards)
        self.assertEqual(again.period, "last_month")
        self.assertEqual(again.residence_ids.ids, self.home.ids)
        # one's own, and never the dates of that day
        other = self.wizards.with_user(self.administrator)
        self.assertEqual(Form(other).period, "year")
        again.period = "custom"
        again.residence_ids.clear()
        again.save().action_download()
        last = Form(self.wizards)
        self.assertEqual(last.period, "last_month")
        self.assertFalse(last.residence_ids)

    def test_residences_that_are_no_longer_theirs_are_forgotten(self):
        wizards = self.wizards.with_user(self.animator)
        form = Form(wizards)
        form.residence_ids.add(self.home)
        form.save().action_download()
        self.home.animator_ids -= self.animator
        self.assertFalse(Form(wizards).residence_ids)

    def test_counts_are_those_of_the_download(self):
        """The route knows nothing of the companies ticked in the web client."""
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.management.company_ids += company
        self.away.company_id = company
        self.env.flush_all()
        ticked = self.wizards.with_context(allowed_company_ids=self.env.company.ids)
        self.assertEqual(ticked.create({}).row_count, Form(self.wizards).row_count)

    def test_one_s_own_only(self):
        wizard = self.wizards.create({})
        with self.assertRaises(AccessError):
            wizard.with_user(self.administrator).read(["period"])
        with self.assertRaises(AccessError):
            wizard.with_user(self.users["nobody"]).create({})
