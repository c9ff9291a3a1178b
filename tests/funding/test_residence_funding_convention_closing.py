from freezegun import freeze_time

from ..common.funding import ConventionCommon


class TestClosing(ConventionCommon):
    def setUp(self):
        super().setUp()
        self.event = self._new_meal()
        self.convention = self._new_convention()
        self.line = self._new_events_line(self.convention)
        self._new_funding_line(self.convention, axis_id=self._get_axis(3).id)
        self.convention.with_user(self.management).action_close()

    def _assert_kept(self):
        self.env.invalidate_all()
        self.assertEqual((self.line.actual_amount, self.line.session_count), (100, 1))
        self.assertEqual(self.convention.actual_valued, 180)

    def test_event_moved_to_another_year(self):
        self.assertFalse(self.convention.notice)
        self.event.start = "2026-01-06 10:00:00"
        self.env.flush_all()
        self._assert_kept()
        self.assertIn("Repas", self.convention.notice)
        self.assertIn("handed in", self.convention.notice)
        self.convention.action_reopen()
        self.env.invalidate_all()
        self.assertEqual((self.line.actual_amount, self.convention.notice), (0, False))

    def test_cost_or_share_changed(self):
        self.event.actual_cost = 250
        self._assert_kept()
        self.assertTrue(self.line.is_changed)
        self.event.actual_cost = 100
        self.env.invalidate_all()
        self.assertFalse(self.line.is_changed)
        self.event.allocation_ids.share = 50
        self._assert_kept()
        self.assertTrue(self.line.is_changed)

    def test_closed_is_closed(self):
        lines = self.convention.line_ids
        for attempt in (
            lambda: self.convention.write({"allowance_amount": 5}),
            lambda: self.convention.write({"line_ids": [(5,)]}),
            lambda: self.convention.write({"women_count": 3}),
            lambda: self.convention.write({"difficulties": "x"}),
            lambda: lines.write({"name": "x"}),
            lambda: lines[1].write({"typed_actual_amount": 0}),
            lambda: lines.write({"closed_figures": {}}),
            lines.unlink,
            lambda: self._new_funding_line(self.convention),
            self.convention.unlink,
        ):
            self._assert_refused(attempt, "is closed")
        lines.write({"evidence_state": "provided"})  # may still come in
        self.convention.active = False

    def test_year_is_over_before_its_review_closes(self):
        current = self._new_convention(year=2026)
        self._assert_refused(current.action_close, "2026 is not over")

    def test_state_written_without_the_button(self):
        self.convention.write({"state": "running"})
        self.convention.write({"state": "closed"})
        self.assertEqual(self.line.closed_figures["actual_amount"], 100)


class TestReminder(ConventionCommon):
    def _remind(self, day):
        with freeze_time(f"{day} 03:00:00"):
            self.env["residence.funding.convention"]._cron_remind()

    def test_reminded_twice_then_done(self):
        convention = self._new_convention(due_date="2026-06-30")
        self._remind("2026-05-30")
        self.assertFalse(convention._get_reminders())
        self._remind("2026-06-01")
        self._remind("2026-06-02")
        mine = convention._get_reminders().filtered(
            lambda one: one.user_id == self.management
        )
        self.assertEqual(len(mine), 1)
        self.assertIn(convention.name, mine.summary)
        self.assertNotIn(self.animator, convention._get_reminders().user_id)
        mine.action_feedback()
        self._remind("2026-06-24")
        self.assertIn(self.management, convention._get_reminders().user_id)
        convention.with_user(self.administrator).action_close()
        self.assertFalse(convention._get_reminders())
