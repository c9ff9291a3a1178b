from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common.peers import SECRET, PeerCommon


@tagged("peers")
class TestPeerSeason(PeerCommon):
    def _new_season(self, **values):
        """Open the screen as the coordinator, and choose."""
        season = Form(
            self.env["residence.peer.season"]
            .with_user(self.coordinator)
            .with_context(default_group_id=self.group.id),
        )
        for name, value in values.items():
            setattr(season, name, value)
        return season

    def _get_dates(self, season, *, kept=True):
        return [
            line.start.date().isoformat()
            for line in season.line_ids
            if line.is_kept is kept
        ]

    def test_dates_first_then_the_sessions(self):
        form = self._new_season(
            start="2026-09-15 12:00:00",  # the third Tuesday, 14:00 in Paris
            count=8,
            video_url=f"https://video.example.com/{SECRET}",
        )
        season = form.save()
        kept = season.line_ids.filtered("is_kept")
        self.assertEqual(len(kept), 8)
        self.assertEqual({line.start.weekday() for line in kept}, {1})
        # same hour in Paris, before and after clocks change
        self.assertEqual({line.start.hour for line in kept}, {12, 13})
        self.assertIn("14:00 – 16:30", kept[0].when)
        before = self.group.session_ids
        season.action_plan()
        made = self.group.session_ids - before
        self.assertEqual(len(made), 8)
        self.assertEqual(set(made.mapped("state")), {"planned"})
        self.assertEqual(len(made.attendance_ids), 8 * 4)
        self.assertEqual(len(made.calendar_event_id), 8)
        queue = self.env["mail.mail"].search([("is_residence_confidential", "=", True)])
        people = self.group.member_ids | self.group.facilitator_id
        reached = people.filtered("email")
        self.assertEqual(queue.recipient_ids, reached)
        self.assertEqual(len(queue), len(reached), "one mail to each")
        self.assertEqual({len(mail.attachment_ids) for mail in queue}, {8})

    def test_days_off_are_shown_and_left_out(self):
        self.group.company_id.zip = "76600"  # zone B
        season = self._new_season(
            start="2026-10-14 12:00:00", frequency="weekly", interval=1, count=4
        ).save()
        self.assertEqual(season.school_zone, "b")
        # 17 October to 1 November: school holidays; Wednesday 11 November 1918
        self.assertEqual(
            self._get_dates(season),
            ["2026-10-14", "2026-11-04", "2026-11-18", "2026-11-25"],
        )
        self.assertEqual(
            self._get_dates(season, kept=False),
            ["2026-10-21", "2026-10-28", "2026-11-11"],
        )
        remarks = season.line_ids.sorted("start").mapped("remark")
        self.assertIn("School holidays", remarks[1])
        self.assertEqual(remarks[4], "Armistice 1918")

    def test_school_holidays_may_be_kept(self):
        self.group.company_id.zip = "76600"
        season = self._new_season(
            start="2026-10-14 12:00:00",
            frequency="weekly",
            count=3,
            skip_school_holidays=False,
        ).save()
        self.assertEqual(
            self._get_dates(season), ["2026-10-14", "2026-10-21", "2026-10-28"]
        )
        self.assertIn("School holidays", season.line_ids.sorted("start")[1].remark)

    def test_known_conflicts_and_unknown_diaries(self):
        self.env["calendar.event"].with_user(self.animator).create(
            {
                "name": f"{SECRET} dentist",
                "start": "2026-09-15 13:00:00",
                "stop": "2026-09-15 14:00:00",
                "partner_ids": [Command.set(self.animator.partner_id.ids)],
            }
        )
        season = self._new_season(start="2026-09-15 12:00:00", count=2).save()
        first, second = season.line_ids.sorted("start")
        self.assertIn(f"Busy: {self.animator.name}", first.remark)
        self.assertNotIn("dentist", first.remark)
        self.assertFalse(second.remark)
        self.assertIn("Diary not known: ", season.unknown_notice)
        self.assertIn("Outsider 1", season.unknown_notice)
        self.assertNotIn(self.animator.name, season.unknown_notice)

    def test_dates_are_unticked_before_anything_is_made(self):
        form = self._new_season(start="2026-09-15 12:00:00", count=3, send_mails=False)
        with form.line_ids.edit(1) as line:
            line.is_kept = False
        self.assertIn("2 dates", form.mail_notice)
        season = form.save()
        before = self.group.session_ids
        season.action_plan()
        made = self.group.session_ids - before
        self.assertEqual(
            sorted(str(session.date) for session in made), ["2026-09-15", "2026-11-17"]
        )
        self.assertFalse(
            self.env["mail.mail"].search([("is_residence_confidential", "=", True)])
        )

    def test_on_site_books_and_says_what_is_in_the_way(self):
        self.env["residence.closing"].create(
            {
                "name": "Works",
                "residence_id": self.home.id,
                "date_from": "2026-10-19",
                "date_to": "2026-10-25",
            }
        )
        self.env["residence.booking"].create(
            {
                "space_id": self.hall.id,
                "start": "2026-09-15 13:00:00",
                "stop": "2026-09-15 14:00:00",
                "purpose": "Gym",
            }
        )
        season = self._new_season(
            start="2026-09-15 12:00:00",
            count=2,
            mode="on_site",
            space_id=self.hall,
        ).save()
        first, closed, last = season.line_ids.sorted("start")
        self.assertIn("“Grande salle” is taken", first.remark)
        self.assertFalse(closed.is_kept)
        self.assertIn("House closed: Works", closed.remark)
        before = self.group.session_ids
        with self.assertRaises(UserError), self.env.cr.savepoint():
            season.action_plan()
        self.assertEqual(self.group.session_ids, before, "nothing half made")
        first.is_kept = False
        season.action_plan()
        made = self.group.session_ids - before
        self.assertEqual(made.booking_id.start, last.start)

    def test_preview_is_what_is_sent(self):
        season = self._new_season(
            start="2026-09-15 12:00:00",
            count=1,
            video_url="https://video.example.com/x",
        ).save()
        self.assertIn("Tuesday 15 September 2026", season.mail_preview)
        self.assertIn("https://video.example.com/x", season.mail_preview)
        season.action_plan()
        mail = self.env["mail.mail"].search(
            [("is_residence_confidential", "=", True)], limit=1
        )
        self.assertEqual(str(season.mail_preview).split(), str(mail.body_html).split())

    def test_a_rhythm_without_dates(self):
        for values in ({"count": 0}, {"interval": 0}, {"count": 40}):
            season = self._new_season(start="2026-09-15 12:00:00", **values).save()
            with self.subTest(values):
                self.assertIn("Number of sessions", season.notice)
                with self.assertRaises(UserError):
                    season.action_plan()

    def test_only_one_s_own_groups(self):
        seasons = self.env["residence.peer.season"]
        other = self.users["away_coordinator"]
        with self.assertRaises(AccessError):
            seasons.with_user(other).create(
                {"group_id": self.group.id, "start": "2026-09-15 12:00:00"}
            ).action_plan()
        mine = self._new_season(start="2026-09-15 12:00:00", count=1).save()
        with self.assertRaises(AccessError):
            mine.with_user(other).action_plan()
        for record in (mine, mine.line_ids):
            with self.assertRaises(AccessError):
                record.with_user(other).read(["start"])
        with self.assertRaises(AccessError):
            seasons.with_user(self.animator).create({"group_id": self.group.id})
