from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..common.peers import PeerCommon


@tagged("peers")
class TestPeerSession(PeerCommon):
    def _get_statuses(self, session):
        return {
            row.partner_id.name: row.status or False for row in session.attendance_ids
        }

    def _tick(self, session, **statuses):
        """Note people by their contact's short name, as the screen does."""
        people = {
            "relay": self.animator.partner_id,
            "member": self.users["animator_management"].partner_id,
            "first": self.outsiders[0],
            "second": self.outsiders[1],
        }
        rows = {row.partner_id: row.id for row in session.attendance_ids}
        session.presence_grid = [
            {"id": rows[people[name]], "status": status}
            for name, status in statuses.items()
        ]

    def test_members_are_expected(self):
        self.assertEqual(self.coming.attendance_ids.partner_id, self.group.member_ids)
        self.assertNotIn(self.facilitator, self.coming.attendance_ids.partner_id)
        self.assertFalse(any(self.coming.attendance_ids.mapped("status")))
        draft = self._new_session(days=20, state="draft")
        self.assertFalse(draft.attendance_ids)
        draft.action_plan()
        self.assertEqual(len(draft.attendance_ids), 4)

    def test_who_joins_or_leaves_before_it_is_held(self):
        self._hold(self.held)
        newcomer = self.env["res.partner"].create({"name": "Newcomer"})
        group = self.group.with_user(self.coordinator)
        group.member_ids += newcomer
        group.member_ids -= self.outsiders[0]
        self.assertIn(newcomer, self.coming.attendance_ids.partner_id)
        self.assertNotIn(self.outsiders[0], self.coming.attendance_ids.partner_id)
        self.assertNotIn(newcomer, self.held.attendance_ids.partner_id)
        self.assertIn(self.outsiders[0], self.held.attendance_ids.partner_id)

    def test_relay_notes_in_one_page(self):
        session = self.held.with_user(self.animator)
        self.assertEqual(session.action_open_entry()["res_id"], session.id)
        self._tick(session, relay="present", first="present", second="excused")
        session.write(
            {
                "situation_count": 2,
                "mood_grid": [
                    {"face": "sunny", "count": 1},
                    {"face": "cloudy", "count": 2},
                ],
            }
        )
        session.action_done()
        self.assertEqual(session.state, "done")
        statuses = [row.status for row in session.attendance_ids.sorted("id")]
        self.assertCountEqual(statuses, ["present", "present", "excused", "absent"])
        self.assertEqual((session.present_count, session.expected_count), (2, 4))
        self.assertEqual(session.hours, 2.5)
        counts = {face["face"]: face["count"] for face in session.mood_grid}
        self.assertEqual(
            (counts["sunny"], counts["cloudy"], counts["storm"]), (1, 2, 0)
        )

    def test_what_is_tapped_twice_is_taken_back(self):
        session = self.held.with_user(self.animator)
        self._tick(session, relay="present")
        self._tick(session, relay=False)
        self.assertFalse(any(session.attendance_ids.mapped("status")))

    def test_not_noted_before_it_began(self):
        session = self.coming.with_user(self.animator)
        self._tick(session, relay="present")
        with self.assertRaises(UserError):
            session.action_done()
        self.assertEqual(self.coming.state, "planned")

    def test_somebody_was_there(self):
        session = self.held.with_user(self.animator)
        self._tick(session, relay="absent")
        with self.assertRaises(UserError):
            session.action_done()

    def test_rows_of_another_session_are_refused(self):
        session = self.held.with_user(self.animator)
        row = self.draft_session.attendance_ids[0]
        for grid in (
            [{"id": row.id, "status": "present"}],
            [{"id": session.attendance_ids[0].id, "status": "asleep"}],
            [{"status": "present"}],
            "present",
        ):
            with self.subTest(grid), self.assertRaises(ValidationError):
                session.presence_grid = grid
        for grid in ([{"face": "fog", "count": 1}], [{"face": "sunny", "count": "x"}]):
            with self.subTest(grid), self.assertRaises(ValidationError):
                session.mood_grid = grid
        with self.assertRaises(ValidationError):
            session.mood_grid = [{"face": "sunny", "count": 100}]
        self.assertFalse(any(self.held.attendance_ids.mapped("status")))

    def test_states(self):
        relay = self.held.with_user(self.animator)
        mine = self.held.with_user(self.coordinator)
        for session, state, error in (
            (relay, "cancelled", AccessError),
            (mine, "draft", UserError),
            (relay, "draft", UserError),
        ):
            with self.subTest(state=state), self.assertRaises(error):
                session.state = state
        self._tick(relay, relay="present")
        relay.action_done()
        with self.assertRaises(UserError):
            mine.action_cancel()
        relay.action_reopen()
        mine.action_cancel()
        with self.assertRaises(AccessError):
            relay.state = "planned"
        mine.action_plan()
        self.assertEqual(self.held.state, "planned")
        draft = self._new_session(days=20, state="draft").with_user(self.animator)
        with self.assertRaises(AccessError):
            draft.state = "planned"

    def test_themes_are_passed_on_among_those_of_the_session(self):
        themes = self.env["residence.peer.theme"].search([], limit=2)
        session = self.held.with_user(self.animator)
        session.theme_ids = themes[0]
        session.shared_theme_ids = themes[0]
        with self.assertRaises(ValidationError):
            session.shared_theme_ids = themes

    def test_what_is_typed_wrong_is_refused_in_words(self):
        mine = self.coming.with_user(self.coordinator)
        for values in (
            {"video_url": "video.example.com/room"},
            {"video_url": "https://video.example.com/my room"},
            {"video_url": "javascript:alert(1)"},
            {"stop": "2026-05-20 13:00:00"},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                mine.write(values)

    def test_join(self):
        action = self.coming.with_user(self.animator).action_join()
        self.assertEqual(action["url"], self.coming.video_url)
        self.coming.video_url = False
        with self.assertRaises(UserError):
            self.coming.with_user(self.animator).action_join()

    def test_group_s_own_time_zone(self):
        late = self._new_session(days=30, hour=22)  # midnight in Paris
        self.assertEqual(str(late.date), "2026-06-12")
        self.assertIn("00:00", late._format_when())

    def test_lists_read_a_steady_number_of_times(self):
        """Ten sessions more cost no query more."""
        fields = ["display_name", "where", "present_count", "to_tell_count", "can_note"]
        sessions = self.coming
        for days in range(10, 20):
            sessions |= self._new_session(days=days)
        mine = sessions.with_user(self.coordinator)

        def count(records):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.read(fields)
            return self.env.cr.sql_log_count - before

        count(mine)
        self.assertEqual(count(mine[:2]), count(mine))
