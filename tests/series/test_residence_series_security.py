from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common.security import SECRET, SecurityCommon


@tagged("security")
class TestForeignSeries(SecurityCommon):
    """Of the series of another residence, nothing: not even through one's own."""

    def setUp(self):
        super().setUp()
        records = self._get_records("residence.event.series")
        self.series, _shared, self.own = records
        self.own.state = "active"
        self.series.state = "active"
        self.event = self.series.event_ids[0]
        self.stranger = self.users["away_animator"]

    def _assert_refused(self, attempt):
        with self.assertRaises(UserError), self.env.cr.savepoint():
            attempt()
            self.env.flush_all()
        self.env.invalidate_all()

    def test_every_button(self):
        (loan, *_others) = self._get_records("residence.booking.series")
        for user in (self.stranger, self.management, self.users["nobody"]):
            for record in (self.series, loan):
                theirs = record.with_user(user)
                for name in (
                    "action_start",
                    "action_stop",
                    "action_resume",
                    "action_cancel_rest",
                    "unlink",
                    "copy",
                    "read",
                ):
                    with self.subTest(user=user.name, button=name):
                        self._assert_refused(getattr(theirs, name))
            event = self.event.with_user(user)
            for name in (
                "action_make_series",
                "action_cancel_following",
                "action_follow_series",
            ):
                with self.subTest(user=user.name, button=name):
                    self._assert_refused(getattr(event, name))
        self.assertEqual(self.series.state, "active")
        self.assertEqual(set(self.series.event_ids.mapped("state")), {"planned"})

    def test_change_wizard(self):
        for user in (self.stranger, self.management):
            change = self.env["residence.event.series.change"].with_user(user)
            with self.subTest(user.name):
                self._assert_refused(
                    lambda change=change: change.create(
                        {"event_id": self.event.id}
                    ).action_apply()
                )
        self.assertEqual(len(self.series.event_ids.series_id), 1)

    def test_wizards_are_one_s_own(self):
        values = {
            "residence.event.series.change": {"event_id": self.event.id},
            "residence.programme.copy": {
                "source_id": self.home.id,
                "target_id": self.home.id,
            },
        }
        for model, vals in values.items():
            mine = self.env[model].with_user(self.administrator).create(vals)
            with self.subTest(model), self.assertRaises(AccessError):
                mine.with_user(self.coordinator).read(["display_name"])

    def test_foreign_ids_in_one_s_own_series(self):
        own = self.own.with_user(self.stranger)
        for values in (
            {"residence_id": self.home.id},
            {"space_id": self.hall.id},
            {"extra_space_ids": [Command.link(self.hall.id)]},
            {"source_event_id": self.events[self.home].id},
            {"event_ids": [Command.link(self.event.id)]},
            {"event_ids": [Command.delete(self.event.id)]},
            {"date_ids": [Command.link(self.series.date_ids.id)]},
        ):
            with self.subTest(values):
                self._assert_refused(lambda values=values: own.write(values))
        event = own.event_ids[0]
        self._assert_refused(lambda: event.write({"series_id": self.series.id}))

    def test_a_refusal_names_nothing(self):
        """The hall of home is taken by a secret; who may not read it learns nothing."""
        secret = self.events[self.home]
        series = self.env["residence.booking.series"].with_user(self.stranger)
        with self.assertRaises(AccessError) as refusal:
            series.onchange(
                {
                    "space_id": self.hall.id,
                    "start": str(secret.start),
                    "stop": str(secret.stop),
                    "frequency": "weekly",
                    "interval": 1,
                    "tue": True,
                    "end_type": "never",
                    "state": "draft",
                },
                ["space_id"],
                {"preview": {}, "date_ids": {"fields": {"reason": {}}}},
            )
        self.assertNotIn(SECRET, str(refusal.exception))

    def test_no_copy_to_a_residence_that_is_not_hers(self):
        copies = self.env["residence.programme.copy"]
        for role, target in (
            ("coordinator", self.away),
            ("coordinator_management", self.home),
            ("animator", self.shared_home),
            ("management", self.away),
            ("nobody", self.away),
        ):
            with self.subTest(role):
                self._assert_refused(
                    lambda role=role, target=target: (
                        copies.with_user(self.users[role])
                        .create({"source_id": self.home.id, "target_id": target.id})
                        .action_copy()
                    )
                )
        self.assertEqual(
            self.env["residence.event.series"].search_count(
                [("residence_id", "=", self.away.id)]
            ),
            1,
        )

    def test_no_client_pretends_to_be_the_series(self):
        """Bookings follow, and dates are set apart, whatever the context says."""
        for key in ("residence_book", "residence_by_series", "residence_slots"):
            event = self.series.event_ids[-1].with_user(self.animator)
            event = event.with_context(**{key: True})
            event.write({"start": "2026-07-01 08:00:00", "stop": "2026-07-01 09:00:00"})
            with self.subTest(key):
                self.assertEqual(str(event.booking_ids.start), "2026-07-01 08:00:00")
                count = len(self.series.date_ids)
                event.unlink()
                self.assertEqual(len(self.series.date_ids), count + 1)
