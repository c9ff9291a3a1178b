"""The mail of the month: a link, no figure, to the roles that open the dashboard."""

import ast
import re
from datetime import datetime

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time
from lxml import etree

from odoo.tests import HttpCase, tagged
from odoo.tools import file_open, mute_logger
from odoo.tools.safe_eval import safe_eval

from ..common.base import MODULE, ResidenceCommon


class MonthlyMailCommon(ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cron = cls.env.ref(f"{MODULE}.cron_send_monthly_mail")
        for day in range(1, 4):
            meal = cls._new_event(days=-day, name="Zzmeal", summary="Zzsummary")
            cls._new_count(meal, adults=137)
            meal.write({"actual_cost": 4321, "state": "done"})

    def _run(self, *readers):
        """Run the scheduled action for ``readers`` and return the mails, by login."""
        self.env["res.users"].search([]).residence_monthly_mail = False
        for reader in readers:
            reader.residence_monthly_mail = True
        before = self.env["mail.mail"].search([])
        self.cron.ir_actions_server_id.run()
        mails = self.env["mail.mail"].search([]) - before
        return {re.search(r"rc_\w+", mail.email_to)[0]: mail for mail in mails}


class TestMonthlyMail(MonthlyMailCommon):
    def test_holds_a_link_and_no_figure(self):
        [mail] = self._run(self.management).values()
        body = str(mail.body_html)
        self.assertIn("/odoo/tableau-de-bord", body)
        text = re.sub(r"<style.*?</style>", "", body, flags=re.S)
        text = re.sub(r"<[^>]*>|&#?\w+;", " ", text)
        self.assertFalse(re.findall(r"\d", text), "a figure in the mail")
        for secret in ("Tamaris", "Grand Large", "Zz", "Secret animator"):
            self.assertNotIn(secret, body)
        self.assertFalse(re.findall(r'<img[^>]*src="http', body), "an image tells")
        self.assertFalse(mail.attachment_ids)
        self.assertEqual(mail.state, "outgoing")
        self.assertTrue(mail.auto_delete)
        url = self.management._get_monthly_mail_url()
        self.assertIn(url, body)
        headers = ast.literal_eval(mail.headers)
        self.assertEqual(headers["List-Unsubscribe"], f"<{url}>")

    def test_in_the_reader_s_language(self):
        self.assertTrue(self.env["res.lang"]._lang_get("fr_FR"))
        self.management.lang = "fr_FR"
        mails = self._run(self.management, self.coordinator)
        french = mails[self.management.login]
        self.assertIn("Ouvrir le tableau de bord", french.body_html)
        self.assertIn("le mois dans vos résidences", french.subject)
        self.assertIn("Open the dashboard", mails[self.coordinator.login].body_html)

    def test_only_to_the_roles(self):
        self.assertEqual(
            set(self._run(*self.users.values())),
            {
                user.login
                for name, user in self.users.items()
                if re.search("coordinator|management|administrator", name)
            },
        )

    def test_not_to_who_left(self):
        self.management.active = False
        self.coordinator.email = False
        self.assertFalse(self._run(self.management, self.coordinator))

    def test_the_role_subscribes_once(self):
        self.assertTrue(self.management.residence_monthly_mail)
        self.assertFalse(self.animator.residence_monthly_mail)
        preferences = self.management.with_user(self.management)
        preferences.write({"residence_monthly_mail": False})
        self.management.group_ids += self.env.ref(f"{MODULE}.group_administrator")
        self.assertFalse(self.management.residence_monthly_mail, "who left stays out")
        self.animator.group_ids += self.env.ref(f"{MODULE}.group_management")
        self.assertTrue(self.animator.residence_monthly_mail)

    def test_each_changes_her_own(self):
        for user in (self.management, self.coordinator, self.administrator):
            own = user.with_user(user)
            own.write({"residence_monthly_mail": True})
            self.assertEqual(own.read(["residence_monthly_mail"])[0]["id"], user.id)
            self.assertTrue(user.residence_monthly_mail)
            spec = own.get_view(
                self.env.ref("base.view_users_form_simple_modif").id, "form"
            )
            self.assertIn('name="residence_monthly_mail"', spec["arch"])

    def test_on_the_third(self):
        for now, expected in (
            ("2026-05-12 09:00:00", "2026-06-03 05:00:00"),
            ("2026-05-02 23:00:00", "2026-05-03 05:00:00"),
            ("2026-05-03 01:00:00", "2026-06-03 05:00:00"),
            ("2026-12-31 09:00:00", "2027-01-03 05:00:00"),
        ):
            with self.subTest(now), freeze_time(now):
                self.assertEqual(str(self._get_first_call()), expected)
        self.assertEqual(self.cron.interval_type, "months")
        self.assertEqual(self.cron.interval_number, 1)
        self.assertEqual(self.cron.nextcall.day, 3)

    def _get_first_call(self):
        """Return the first moment, as the data file says it."""
        path = f"{MODULE}/data/house/monthly_mail_data.xml"
        with file_open(path) as file:
            data = etree.parse(file)
        [expression] = data.xpath("//field[@name='nextcall']/@eval")
        names = {"DateTime": datetime, "relativedelta": relativedelta}
        return safe_eval(expression, names)

    def test_switched_off_in_the_settings(self):
        settings = self.env["res.config.settings"]
        self.assertTrue(settings.create({}).residence_monthly_mail)
        settings.create({"residence_monthly_mail": False}).execute()
        self.assertFalse(self.cron.active)
        settings.create({"residence_monthly_mail": True}).execute()
        self.assertTrue(self.cron.active)

    @freeze_time("2026-06-20 09:00:00")
    def test_switched_on_waits_for_the_third(self):
        self.cron.write({"active": False, "nextcall": "2026-02-03 05:00:00"})
        self.env["res.config.settings"].create(
            {"residence_monthly_mail": True}
        ).execute()
        self.assertEqual(str(self.cron.nextcall), "2026-07-03 05:00:00")

    def test_settings_without_it(self):
        self.cron.unlink()
        self.env["res.config.settings"].create({}).execute()

    def test_without_its_template(self):
        template = self.env.ref(f"{MODULE}.monthly_mail_template")
        template.active = False
        self.assertFalse(self._run(self.management))
        template.unlink()
        self.assertFalse(self._run(self.management))


@tagged("security")
class TestMonthlyMailAccess(ResidenceCommon):
    def test_nobody_writes_it(self):
        for xmlid in ("cron_send_monthly_mail", "monthly_mail_template"):
            record = self.env.ref(f"{MODULE}.{xmlid}")
            for name, user in self.users.items():
                with self.subTest(name, xmlid=xmlid):
                    self.assertFalse(record.with_user(user).has_access("write"))


@tagged("post_install", "-at_install", "security")
class TestMonthlyMailPage(MonthlyMailCommon, HttpCase):
    def _path(self, user, token=None):
        token = token or user._get_monthly_mail_token()
        return f"/{MODULE}/monthly_mail/{user.id}/{token}"

    def test_stops_it(self):
        self.management.lang = "fr_FR"
        path = self._path(self.management)
        self.assertTrue(self.management._get_monthly_mail_url().endswith(path))
        page = self.url_open(path)
        self.assertEqual(page.status_code, 200)
        self.assertIn("Ne plus le recevoir", page.text)
        self.assertTrue(self.management.residence_monthly_mail, "a link that is opened")
        page = self.url_open(path, data={"List-Unsubscribe": "One-Click"})
        self.assertEqual(page.status_code, 200)
        self.assertIn("Vous ne recevrez plus ce mail", page.text)
        self.env.invalidate_all()
        self.assertFalse(self.management.residence_monthly_mail)

    @mute_logger("odoo.http")
    def test_wrong_token(self):
        self.coordinator.residence_monthly_mail = True
        token = self.coordinator._get_monthly_mail_token()
        nobody = self.env["res.users"].browse(10**6)
        for path in (
            self._path(self.management, token),
            self._path(self.management, token[:-1]),
            self._path(self.management, "é"),
            self._path(nobody, token),
        ):
            for data in (None, {"x": "1"}):
                with self.subTest(path, data=data):
                    page = self.url_open(path, data=data)
                    self.assertEqual(page.status_code, 404)
                    self.assertIn("Cette adresse n", page.text)
        self.env.invalidate_all()
        self.assertTrue(self.management.residence_monthly_mail)
        self.assertTrue(self.coordinator.residence_monthly_mail)
