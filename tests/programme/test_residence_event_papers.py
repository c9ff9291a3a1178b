"""Which papers an event is proposed, and by when."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError

from ..common.base import MODULE, ResidenceCommon


class TestDue(ResidenceCommon):
    """Which papers are proposed, and by when."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._print_in_english()

    def setUp(self):
        super().setUp()
        self.event = self._new_event(days=15, state="planned").with_user(self.animator)

    def _keys(self):
        self.event.invalidate_recordset(["paper_notice"])
        return [paper.key for paper in self.event._get_due_papers()]

    def test_a_fortnight_then_a_week_before(self):
        self.assertEqual(self._keys(), [])
        with freeze_time("2026-05-13 09:00:00"):
            self.assertEqual(self._keys(), ["action_sheet", "countdown", "poster"])
            self.assertIn("To print before 20 May: Action sheet", self._notice())
        with freeze_time("2026-05-20 09:00:00"):
            self.assertEqual(len(self._keys()), 6)
        with freeze_time("2026-05-28 09:00:00"):
            self.assertFalse(self._keys(), "it is over")

    def _notice(self):
        return self.event._describe_papers(self.event._get_due_papers())

    @freeze_time("2026-05-20 09:00:00")
    def test_printed_or_not_needed(self):
        action = self.event.action_print_paper("poster")
        self.assertEqual(action["type"], "ir.actions.report")
        self.assertNotIn("poster", self._keys())
        self.event.with_context(residence_paper="sign_in").action_print_paper()
        self.assertNotIn("sign_in", self._keys())
        self.event.action_skip_papers()
        self.assertFalse(self._keys())
        self.assertFalse(self.event.paper_notice)

    @freeze_time("2026-05-20 09:00:00")
    def test_moved_once_printed(self):
        self.event.action_print_paper("poster")
        self.event.action_print_paper("image_consent")
        with freeze_time("2026-05-20 10:00:00"):
            self.event.start += timedelta(hours=1)
            self.assertIn("poster", self._keys())
            self.assertNotIn("image_consent", self._keys())
            self.assertIn("Poster (again: the programme changed)", self._notice())
            self.event.action_print_paper("poster")
            self.assertNotIn("poster", self._keys())

    @freeze_time("2026-05-20 09:00:00")
    def test_not_for_what_comes_back_every_week(self):
        self.event.event_type_id.sudo().proposes_papers = False
        self.assertFalse(self._keys())
        self.event.event_type_id.sudo().proposes_papers = True
        self.event.action_cancel()
        self.assertFalse(self._keys())

    @freeze_time("2026-05-20 09:00:00")
    def test_not_for_the_dates_of_a_series(self):
        self.assertTrue(self._keys())
        series = self.env["residence.event.series"].create(
            {
                "residence_id": self.home.id,
                "event_type_id": self.meal.id,
                "start": self.event.start,
                "stop": self.event.stop,
                "rrule": "FREQ=WEEKLY;BYDAY=WE;COUNT=6",
            }
        )
        self.assertEqual(len(series.event_ids), 6)
        cards = self.event.env["residence.today"].get_today()["papers"]
        self.assertEqual([card["id"] for card in cards], self.event.ids)
        for date in series.event_ids:
            self.assertFalse(date.with_user(self.animator).paper_notice)
        action = series.event_ids[:1].with_user(self.animator).action_print_paper
        self.assertEqual(action("poster")["type"], "ir.actions.report")

    def test_the_form_says_who_reads_what_to_bring(self):
        form = self.env.ref(f"{MODULE}.residence_event_view_form")
        arch = self.event.get_view(form.id)["arch"]
        line = arch[arch.index('name="bring"') :].split("data-readers=")[1]
        readers = "animator coordinator management administrator public"
        self.assertTrue(line.startswith(f'"{readers}"'), line[:80])

    def test_unknown_paper(self):
        for key in ("../etc", None):
            with self.assertRaises(UserError):
                self.event.action_print_paper(key)

    def test_who_may(self):
        for role in ("management", "nobody", "away_animator", "coordinator_management"):
            theirs = self.event.with_user(self.users[role])
            for attempt in (
                lambda theirs=theirs: theirs.action_print_paper("poster"),
                theirs.action_skip_papers,
            ):
                with self.subTest(role), self.assertRaises(AccessError):
                    attempt()
        coordinator = self.event.with_user(self.coordinator)
        self.assertTrue(coordinator.action_print_paper("poster"))

    @freeze_time("2026-05-20 09:00:00")
    def test_on_the_first_screen(self):
        self._new_event(self.away, days=15, state="planned")
        today = self.event.env["residence.today"].get_today()
        (card,) = today["papers"]
        self.assertEqual(card["id"], self.event.id)
        self.assertEqual(
            card["papers"][0], {"key": "action_sheet", "name": "Action sheet"}
        )
        (programme,) = today["programmes"]
        self.assertEqual(programme["id"], self.home.id)

    @freeze_time("2026-05-20 09:00:00")
    def test_first_screen_in_as_many_queries(self):
        counts = []
        for number in (1, 10):
            for hour in range(number):
                self._new_event(days=16, hour=5 + hour, state="planned")
            self.env.flush_all()
            self.event.env["residence.today"].get_today()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.event.env["residence.today"].get_today()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
