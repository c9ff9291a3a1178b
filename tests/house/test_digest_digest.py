"""The monthly mail: a link, no figure, to the roles that open the dashboard."""

import re

from odoo.tests import tagged

from ..common.base import MODULE, ResidenceCommon


class TestMonthlyMail(ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.digest = cls.env.ref(f"{MODULE}.digest_monthly")
        for day in range(1, 4):
            meal = cls._new_event(days=-day, name="Zzmeal", summary="Zzsummary")
            cls._new_count(meal, adults=137)
            meal.write({"actual_cost": 4321, "state": "done"})

    def _send(self, *users):
        """Send the digest to ``users`` and return the mails, by address."""
        self.digest.user_ids = [(6, 0, [user.id for user in users])]
        for user in users:
            user.email = f"{user.login}@example.com"
        before = self.env["mail.mail"].search([])
        self.digest.action_send()
        mails = self.env["mail.mail"].search([]) - before
        return {mail.email_to: mail for mail in mails}

    def test_holds_a_link_and_no_figure(self):
        self.digest.kpi_mail_message_total = True  # whatever else is ticked
        [mail] = self._send(self.management).values()
        body = str(mail.body_html)
        self.assertIn("/odoo/tableau-de-bord", body)
        text = re.sub(r"<style.*?</style>", "", body, flags=re.S)
        text = re.sub(r"<[^>]*>|&#?\w+;", " ", text)
        self.assertFalse(re.findall(r"\d", text), "a figure in the mail")
        for secret in ("Tamaris", "Grand Large", "Zz", "Secret animator"):
            self.assertNotIn(secret, body)
        self.assertNotIn("kpi_value", text)
        self.assertFalse(re.findall(r'<img[^>]*src="http', body), "an image tells")
        self.assertFalse(mail.attachment_ids)

    def test_only_to_the_roles(self):
        everyone = list(self.users.values())
        sent = {address.partition("@")[0] for address in self._send(*everyone)}
        sent = {re.search(r"rc_\w+", address)[0] for address in sent}
        self.assertEqual(
            sent,
            {
                f"rc_{name}"
                for name in self.users
                if re.search("coordinator|management|administrator", name)
            },
        )

    def test_the_role_subscribes_once(self):
        digest = self.digest
        self.assertIn(self.management, digest.user_ids)
        self.assertNotIn(self.animator, digest.user_ids)
        digest.with_user(self.management).action_unsubscribe()
        self.management.group_ids += self.env.ref(f"{MODULE}.group_administrator")
        self.assertNotIn(self.management, digest.user_ids, "who left stays out")
        self.animator.group_ids += self.env.ref(f"{MODULE}.group_management")
        self.assertIn(self.animator, digest.user_ids)

    def test_on_the_third(self):
        """Frozen on 12 May; and a digest of somebody else's keeps Odoo's rhythm."""
        self.assertEqual(str(self.digest._get_next_run_date()), "2026-06-03")
        other = self.env["digest.digest"].create(
            {"name": "Other", "periodicity": "monthly"}
        )
        self.assertEqual(other._get_next_run_date().month, 6)
        self.assertNotEqual(str(other._get_next_run_date()), "2026-06-03")

    def test_is_never_slowed_down(self):
        self._send(self.management)  # who did not connect this month
        self.assertEqual(self.digest.periodicity, "monthly")

    def test_switched_off_in_the_settings(self):
        settings = self.env["res.config.settings"]
        self.assertTrue(settings.create({}).residence_monthly_mail)
        settings.create({"residence_monthly_mail": False}).execute()
        self.assertEqual(self.digest.state, "deactivated")
        self.digest.next_run_date = "2026-05-01"
        before = self.env["mail.mail"].search_count([])
        self.env["digest.digest"]._cron_send_digest_email()
        self.assertFalse(
            self.env["mail.mail"].search([("subject", "like", self.digest.name)])
        )
        settings.create({"residence_monthly_mail": True}).execute()
        self.assertEqual(self.digest.state, "activated")
        self.env["digest.digest"]._cron_send_digest_email()
        self.assertGreater(self.env["mail.mail"].search_count([]), before)

    def test_settings_without_it(self):
        self.digest.unlink()
        self.env["res.config.settings"].create({}).execute()

    def test_other_digests_are_left_alone(self):
        other = self.env["digest.digest"].create(
            {
                "name": "Other",
                "kpi_mail_message_total": True,
                "user_ids": [(6, 0, self.users["nobody"].ids)],
            }
        )
        self.users["nobody"].email = "nobody@example.com"
        other.action_send()
        mail = self.env["mail.mail"].search([("subject", "like", "Other")])
        self.assertIn("kpi_value", str(mail.body_html))
        self.assertNotIn("tableau-de-bord", str(mail.body_html))


@tagged("security")
class TestMonthlyMailAccess(ResidenceCommon):
    def test_nobody_writes_it(self):
        digest = self.env.ref(f"{MODULE}.digest_monthly")
        for name, user in self.users.items():
            with self.subTest(name):
                self.assertFalse(digest.with_user(user).has_access("write"))
