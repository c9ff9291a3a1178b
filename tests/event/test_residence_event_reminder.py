from datetime import date, timedelta

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common.base import MODULE, ResidenceCommon


class ReminderCommon(ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.event = cls._new_event(
            days=-3, state="planned", name="Soupe", animator_id=cls.animator.id
        )

    def _run(self, day="2026-05-12"):
        with freeze_time(f"{day} 04:00:00"):
            self.env["residence.event"]._cron_remind_reports()
        self.env.invalidate_all()

    def _reminders(self):
        return self.env["mail.activity"].search([("residence_event_id", "!=", False)])


class TestReminder(ReminderCommon):
    def test_cron(self):
        cron = self.env.ref(f"{MODULE}.residence_event_cron_remind_reports")
        self.assertEqual((cron.interval_number, cron.interval_type), (1, "days"))
        cron.ir_actions_server_id.with_user(cron.user_id).run()
        self.assertEqual(len(self._reminders()), 1)

    def test_after_two_days_once(self):
        mails = self.env["mail.mail"].search_count([])
        self._run("2026-05-11")
        self.assertFalse(self._reminders(), "it ended on the 9th at 14:00 in Paris")
        self._run("2026-05-12")
        reminder = self._reminders()
        self.assertEqual(reminder.user_id, self.animator)
        self.assertIn("Soupe", reminder.summary)
        self.assertIn(f"/odoo/bilan/{self.event.id}", reminder.note)
        self._run("2026-05-14")
        self.assertEqual(self._reminders(), reminder, "once")
        self.assertEqual(reminder.date_deadline, date(2026, 5, 14), "never late")
        self.assertEqual(self.env["mail.mail"].search_count([]), mails, "no mail")
        reminder.with_user(self.animator).action_feedback()
        self._run("2026-05-15")
        self.assertFalse(self._reminders(), "put away is put away")

    def test_deleted_by_its_owner(self):
        self._run()
        self._reminders().with_user(self.animator).unlink()
        self._run("2026-05-13")
        self.assertFalse(self._reminders())

    def test_what_ends_it(self):
        self._new_count(self.event, adults=4)
        for method in ("action_done", "action_done_uncounted", "action_cancel"):
            self._run()
            self.assertTrue(self._reminders())
            # a colleague of the team, not the one who is reminded
            colleague = self.event.with_user(self.users["administrator_animator"])
            getattr(colleague, method)()
            self.assertFalse(self._reminders(), method)
            self.event.action_plan()
            self._run("2026-05-13")
            self.assertFalse(self._reminders(), "one per event")
            self.event.is_report_reminded = False

    def test_moved_or_deleted(self):
        self._run()
        self.event.start = fields.Datetime.now() + timedelta(days=3)
        self.assertFalse(self._reminders())
        self.event.write({"is_report_reminded": False, "start": "2026-05-08 10:00:00"})
        self._run()
        self.assertTrue(self._reminders())
        self.event.unlink()
        self.assertFalse(self._reminders())

    def test_opens_the_wrap_up(self):
        self._run()
        action = self._reminders().with_user(self.animator).action_open_document()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("residence.event", self.event.id)
        )

    def test_in_french(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.animator.lang = "fr_FR"
        self._run()
        self.assertIn("sam. 9 mai 12:00", self._reminders().note)

    def test_who_lost_the_role(self):
        """In the team still, and without a right to the event: one stops no other."""
        self.animator.group_ids -= self.env.ref(f"{MODULE}.group_animator")
        other = self.users["administrator_animator"]
        self._new_event(days=-3, state="planned", animator_id=other.id)
        self._run()
        self.assertEqual(self._reminders().user_id, other)

    def test_closed_house(self):
        self.env["residence.closing"].create(
            {
                "name": "Pont",
                "residence_id": self.home.id,
                "date_from": "2026-05-10",
                "date_to": "2026-05-13",
            }
        )
        self._run("2026-05-13")
        self.assertFalse(self._reminders())
        self._run("2026-05-14")
        self.assertTrue(self._reminders(), "once it is open again")

    def test_closed_elsewhere(self):
        self.env["residence.closing"].create(
            {
                "name": "Travaux",
                "residence_id": self.away.id,
                "date_from": "2026-05-10",
                "date_to": "2026-05-13",
            }
        )
        self._run("2026-05-12")
        self.assertTrue(self._reminders())

    def test_who_left_the_team(self):
        self.home.animator_ids = [Command.unlink(self.animator.id)]
        self._run()
        self.assertFalse(self._reminders(), "nobody in their place")

    def test_who_leaves_later(self):
        self._run()
        self.home.animator_ids = [Command.unlink(self.animator.id)]
        self._run("2026-05-13")
        self.assertFalse(self._reminders())

    def test_nobody_led_it(self):
        self.event.animator_id = False
        self._run()
        self.assertFalse(self._reminders(), "a team of several is not reminded")
        self.home.animator_ids = self.animator
        self._run()
        self.assertEqual(self._reminders().user_id, self.animator)

    def test_not_asked_yet(self):
        """« Je ne sais pas »: « Today » does not ask, nor does a reminder."""
        self.event.ask_again_on = "2026-05-14"
        self._run("2026-05-13")
        self.assertFalse(self._reminders())
        self._run("2026-05-14")
        self.assertTrue(self._reminders())

    def test_old_events_are_left_alone(self):
        self.event.start = "2026-03-01 10:00:00"
        self._run()
        self.assertFalse(self._reminders())

    def test_queries_do_not_grow_with_events(self):
        counts = []
        self._run()
        for number in (2, 12):
            for index in range(number):
                self._new_event(
                    days=-4, hour=index, state="planned", animator_id=self.animator.id
                )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["residence.event"]._cron_remind_reports()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])


@tagged("security")
class TestReminderPrivacy(ReminderCommon):
    """Nobody else learns that somebody was reminded, on any channel."""

    def test_attackers(self):
        self._run()
        reminder = self._reminders()
        for name, user in self.users.items():
            if user == self.animator:
                continue
            with self.subTest(name):
                theirs = reminder.with_user(user)
                with self.assertRaises(AccessError):
                    theirs.read(["summary", "user_id"])
                with self.assertRaises(AccessError):
                    theirs.export_data(["summary"])
                with self.assertRaises(AccessError):
                    theirs.write({"summary": "x"})
                with self.assertRaises(AccessError):
                    theirs.unlink()
                with self.assertRaises(AccessError):
                    theirs.action_feedback()
                for domain in (
                    [("user_id", "=", self.animator.id)],
                    [("summary", "ilike", "Soupe")],
                ):
                    found = theirs.search(domain)
                    self.assertNotIn(reminder, found)
                pointing = [("residence_event_id", "=", self.event.id)]
                with self.assertRaises(AccessError):
                    theirs.search(pointing)
                with self.assertRaises(AccessError):
                    theirs._read_group(pointing, [], ["__count"])

    def test_nothing_on_the_event(self):
        """Who may read the event sees no reminder in its discussion."""
        self._run()
        for name in ("coordinator", "administrator", "administrator_animator"):
            event = self.event.with_user(self.users[name])
            with self.subTest(name):
                self.assertFalse(event.activity_ids)
                self.assertFalse(event.activity_state)
                self.assertNotIn("is_report_reminded", event.fields_get())
                with self.assertRaises(AccessError):
                    event.read(["is_report_reminded"])
                with self.assertRaises(AccessError):
                    event.search([("is_report_reminded", "=", True)])
        self.assertNotIn("Soupe", str(self.event.message_ids.mapped("body")))

    def test_nobody_reminds_in_its_name(self):
        activities = self.env["mail.activity"].with_user(self.coordinator)
        with self.assertRaises(AccessError):
            activities.create(
                {
                    "summary": "Bilan",
                    "user_id": self.animator.id,
                    "residence_event_id": self.event.id,
                }
            )
