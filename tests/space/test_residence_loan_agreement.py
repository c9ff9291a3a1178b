# What a test posts is nobody's to translate; in tests/ itself it would not be asked.
# pylint: disable=translation-required

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from ..common.base import MODULE, ResidenceCommon


class AgreementCommon(ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gym, cls.choir = cls.env["res.partner"].create(
            [{"name": name, "is_company": True} for name in ("Gym", "Choir")]
        )
        cls.agreement = cls._new_agreement(insurance_expiry="2026-06-01")

    @classmethod
    def _new_agreement(cls, **values):
        return cls.env["residence.loan.agreement"].create(
            {
                "partner_id": cls.gym.id,
                "residence_id": cls.home.id,
                "space_ids": cls.hall.ids,
                "date_start": "2026-01-01",
                "date_end": "2026-12-31",
                **values,
            }
        )

    def _new_loan(self, day, space=None, partner=None, **values):
        return (
            self.env["residence.booking"]
            .with_user(self.animator)
            .create(
                {
                    "space_id": (space or self.hall).id,
                    "partner_id": (partner or self.gym).id,
                    "start": f"{day} 16:00:00",
                    "stop": f"{day} 17:30:00",
                    **values,
                }
            )
        )


class TestAgreement(AgreementCommon):
    def test_states(self):
        coming = self._new_agreement(date_start="2026-09-01")
        expired = self._new_agreement(date_end="2026-05-11")
        last_day = self._new_agreement(date_end="2026-05-12")
        every = self.agreement + coming + expired + last_day
        states = every.mapped("state")
        self.assertEqual(states, ["current", "coming", "expired", "current"])
        for state in ("current", "coming", "expired"):
            self.assertEqual(
                every.search([("state", "=", state)]),
                every.filtered(lambda one, state=state: one.state == state),
            )

    def test_form(self):
        agreements = self.env["residence.loan.agreement"].with_user(self.animator)
        with Form(agreements) as form:
            form.partner_id = self.choir
            form.date_end = "2026-12-31"
            self.assertIn("No insurance", form.notice)
            form.insurance_expiry = "2026-05-11"
            self.assertIn("Choir", form.notice)
            form.insurance_expiry = "2026-05-12"
            self.assertFalse(form.notice)

    def test_refusals(self):
        person = self.env["res.partner"].create({"name": "Odette"})
        for values in ({"partner_id": person.id}, {"space_ids": self.away_hall.ids}):
            with self.subTest(values), self.assertRaises(ValidationError):
                self._new_agreement(**values)

    def test_loans_find_their_agreement(self):
        self._new_agreement(date_start="2025-01-01", date_end="2025-12-31")
        loan = self._new_loan("2026-05-20")
        self.assertEqual(loan.agreement_id, self.agreement)
        self.assertFalse(loan.agreement_notice)
        self.assertEqual(self.agreement.booking_count, 1)
        self.assertFalse(self._new_loan("2026-05-21", partner=self.choir).agreement_id)
        self.assertFalse(self._new_loan("2026-05-21", space=self.kitchen).agreement_id)

    def test_what_is_out_of_date_is_said(self):
        cases = {
            "2026-05-31": "",
            "2026-06-01": "",
            "2026-06-02": "The insurance of Gym",
            "2027-01-04": "is not in force",
        }
        for day, sentence in cases.items():
            with self.subTest(day):
                notice = self._new_loan(day).agreement_notice or ""
                self.assertIn(sentence, notice)
                self.assertEqual(bool(notice), bool(sentence))
        without = self._new_loan("2026-05-21", partner=self.choir)
        self.assertIn("No loan agreement", without.agreement_notice)
        event = self._new_event(days=3, state="planned", space_id=self.hall.id)
        self.assertFalse(event.booking_ids.agreement_notice, "our own events need none")

    def test_the_form_says_it_before_saving(self):
        form = Form(self.env["residence.booking"].with_user(self.animator))
        form.space_id = self.hall
        form.start, form.stop = "2026-06-10 16:00:00", "2026-06-10 17:00:00"
        form.partner_id = self.gym
        self.assertEqual(form.agreement_id, self.agreement)
        self.assertIn("insurance", form.agreement_notice)

    def test_many_loans_few_queries(self):
        self._new_loan("2026-05-13")
        counts = []
        for month, days in ((7, 2), (8, 25)):
            values = [
                {
                    "space_id": self.hall.id,
                    "partner_id": self.gym.id,
                    "start": f"2026-{month:02}-{day:02} 16:00:00",
                    "stop": f"2026-{month:02}-{day:02} 17:30:00",
                }
                for day in range(1, days + 1)
            ]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["residence.booking"].create(values)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])


class TestReminder(AgreementCommon):
    def _run(self, day):
        with freeze_time(f"{day} 04:00:00"):
            self.env["residence.loan.agreement"]._cron_remind_insurance()

    def _reminders(self):
        return self.agreement._get_reminders()

    def test_cron(self):
        cron = self.env.ref(f"{MODULE}.residence_loan_agreement_cron_insurance")
        self.assertEqual((cron.interval_number, cron.interval_type), (1, "days"))
        with freeze_time("2026-05-12"):
            cron.ir_actions_server_id.with_user(cron.user_id).run()
        self.assertTrue(self._reminders())

    def test_thirty_days_then_seven(self):
        mails = self.env["mail.mail"].search_count([])
        self._run("2026-05-01")
        self.assertFalse(self._reminders(), "31 days before")
        self._run("2026-05-02")
        team = self.home.animator_ids
        self.assertEqual(self._reminders().user_id, team)
        self.assertEqual(len(self._reminders()), len(team))
        self.assertEqual(
            set(self._reminders().mapped("date_deadline")), {date(2026, 6, 1)}
        )
        self.assertIn("Gym", self._reminders()[0].summary)
        for day in ("2026-05-02", "2026-05-03", "2026-05-24"):
            self._run(day)
        self.assertEqual(len(self._reminders()), len(team), "once, however often")
        done = self._reminders()[0]
        done.with_user(done.user_id).action_feedback()
        self._run("2026-05-24")
        self.assertEqual(len(self._reminders()), len(team) - 1, "done is done")
        self._run("2026-05-25")
        self.assertEqual(len(self._reminders()), len(team), "7 days before")
        self.assertEqual(self.env["mail.mail"].search_count([]), mails, "no mail")

    def test_found_late(self):
        """The server was down, or the agreement was noted five days before."""
        self._run("2026-05-28")
        self.assertTrue(self._reminders())
        self.assertEqual(self.agreement.reminded_days, 7)

    def test_the_new_certificate_ends_it(self):
        self._run("2026-05-02")
        self.agreement.with_user(self.animator).insurance_expiry = "2027-06-01"
        self.assertFalse(self._reminders())
        self._run("2026-05-25")
        self.assertFalse(self._reminders())
        self._run("2027-05-02")
        self.assertFalse(self._reminders(), "the agreement itself is over")

    def test_other_activities_stay(self):
        self.agreement.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.animator.id, automated=False
        )
        self.agreement.insurance_expiry = "2027-06-01"
        self.assertEqual(len(self.agreement.activity_ids), 1)


@tagged("security")
class TestAgreementChatter(AgreementCommon):
    def test_stays_within_readers(self):
        stranger = self.users["away_animator"].partner_id
        message = self.agreement.with_user(self.animator).message_post(
            body="Certificate asked for",
            partner_ids=stranger.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertNotIn(stranger, message.notified_partner_ids | message.partner_ids)
        self.agreement.message_subscribe(stranger.ids)
        self.assertNotIn(stranger, self.agreement.message_partner_ids)
