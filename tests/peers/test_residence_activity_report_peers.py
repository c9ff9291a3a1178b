"""Peer sessions as figures: form, report, workbook, page say the same, and no more."""

import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.tests import Form, HttpCase, tagged

from ..common.peers import SECRET, PeerCommon

YEAR = [("date", ">=", "2025-09-01"), ("date", "<=", "2026-08-31")]
SUMS = [
    "sessions:sum",
    "session_hours:sum",
    "attendances_present:sum",
    "attendances_expected:sum",
    "sessions_missing:sum",
]


class PeerFiguresCommon(PeerCommon):
    """A season: four sessions held, one not noted, one cancelled, one to come."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.themes = cls.env["residence.peer.theme"].search([], limit=3)
        passed_on, twice, kept = cls.themes
        cls.sessions = cls.held | cls.draft_session
        for days in (-28, -40):
            cls.sessions |= cls._new_session(days=days)
        for number, session in enumerate(cls.sessions):
            cls._hold(session, present=number)
            session.theme_ids = passed_on | kept
            session.shared_theme_ids = passed_on if number else False
        for session in cls.sessions[:2]:
            session.theme_ids += twice
            session.shared_theme_ids += twice
        # the same theme once more, in the season before: one and three are not four
        before = cls._hold(cls._new_session(days=-400))
        before.write({"theme_ids": twice.ids, "shared_theme_ids": twice.ids})
        cls.due = cls._new_session(days=-3)
        cls._new_session(days=-5).state = "cancelled"
        cls._hold(cls._new_session(cls.away_group, days=-6), present=1)
        cls.env.flush_all()

    def _get_report(self, user):
        return self.env["residence.activity.report"].with_user(user)

    def _sum(self, user):
        [sums] = self._get_report(user)._read_group(
            [*YEAR, ("kind", "=", "peer_session")], aggregates=SUMS
        )
        return sums


@tagged("peers", "security")
class TestPeerFigures(PeerFiguresCommon):
    def test_report_is_what_the_forms_say(self):
        sessions = self.sessions
        self.assertEqual(
            self._sum(self.coordinator),
            (
                len(sessions),
                sum(sessions.mapped("hours")),
                sum(sessions.mapped("present_count")),
                sum(sessions.mapped("expected_count")),
                1,
            ),
        )
        self.assertEqual(self._sum(self.coordinator), (4, 10, 6, 16, 1))

    def test_who_counts_what(self):
        both = (5, 12.5, 7, 17, 1)
        for name, expected in {
            "management": both,
            "administrator": both,
            "animator_management": both,
            "coordinator": (4, 10, 6, 16, 1),
            "away_coordinator": (1, 2.5, 1, 1, None),
            "animator": (None,) * 5,
            "away_animator": (None,) * 5,
        }.items():
            with self.subTest(name):
                sums = self._sum(self.users[name])
                self.assertEqual(
                    [value or None for value in sums], [v or None for v in expected]
                )
        with self.assertRaises(AccessError):
            self._sum(self.users["nobody"])

    def test_events_are_never_mixed_with_sessions(self):
        self._new_count(self._new_event(), adults=4).action_done()
        report = self._get_report(self.management)
        [(events, sessions, people)] = report._read_group(
            YEAR, aggregates=["events:sum", "sessions:sum", "participations:sum"]
        )
        self.assertEqual((events, sessions, people), (1, 5, 4))
        kinds = dict(report._read_group(YEAR, ["kind"], ["__count"]))
        self.assertEqual(kinds, {"event": 1, "peer_session": 6})
        self.assertEqual(report.search_count(YEAR), 1, "lists of events have events")

    def test_themes_from_three_sessions_up(self):
        report = self._get_report(self.management)
        groups = report._read_group([], ["peer_theme_id", "date:month"], ["__count"])
        self.assertEqual(
            [(theme, str(day), count) for theme, day, count in groups],
            [(self.themes[0], "2025-09-01", 1)],
        )
        rows = report.search([("peer_theme_id", "!=", False)])
        self.assertEqual(
            rows.read(["peer_theme_id"])[0]["peer_theme_id"][0], self.themes[0].id
        )
        self.sessions[1].state = "planned"  # taken up again: two are left
        self.env.flush_all()
        self.assertFalse(report.search([("peer_theme_id", "!=", False)]))

    def test_nothing_else_of_a_session(self):
        """No group, place, hour, theme or name on a row, whatever is asked."""
        report = self._get_report(self.management)
        rows = report.search([*YEAR, ("kind", "=", "peer_session")])
        self.assertEqual(len(rows), 6)
        for row in rows.read():
            filled = {name for name, value in row.items() if value}
            self.assertLessEqual(
                filled,
                {"id", "display_name", "grain", "row_id", "kind", "date", "state"}
                | {"company_id", "currency_id", "sessions", "session_hours"}
                | {"sessions_missing", "attendances_present", "attendances_expected"}
                | {"month", "date_year_after", "is_to_date"},  # all three of its date
            )
            self.assertNotIn(SECRET, str(row))
        for user in (self.management, self.users["coordinator_management"]):
            report = self._get_report(user)
            for attempt in (
                lambda report=report: report.search(
                    [("peer_group", "=", self.group.id)]
                ),
                lambda report=report: report._read_group([], ["peer_group"], SUMS),
                lambda report=report: report.search([], limit=1).read(["peer_group"]),
                lambda report=report: report.search([], order="peer_group"),
                lambda report=report: report.search(
                    [("peer_theme_id.create_uid", "=", 1)]
                ),
            ):
                with self.subTest(user.name), self.assertRaises(AccessError):
                    attempt()

    def test_review_is_the_same_figures(self):
        reviews = self.env["residence.peer.review"].with_user(self.management)
        form = Form(reviews)
        self.assertEqual(form.season, "2025")
        self.assertIn("5 sessions held, 12.5 hours, 41%", form.sentence)
        review = form.save()
        content = review._get_content()
        self.assertEqual(content["totals"]["sessions"], 5)
        self.assertEqual(len(content["sessions"]), 5)
        self.assertEqual(content["themes"], [self.themes[0].name])
        self.assertIn("1 session is not noted yet", content["warning"])
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html(
                "residence_community.residence_peer_review_report", review.ids
            )[0]
            .decode()
        )
        self.assertIn("41%", html)
        self.assertIn(self.themes[0].name, html)
        for hidden in (SECRET, self.themes[1].name, self.animator.name, "Away group"):
            self.assertNotIn(hidden, html)
        with self.assertRaises(AccessError):
            review.with_user(self.administrator).read(["season"])
        with self.assertRaises(AccessError):
            reviews.with_user(self.animator).create({"season": "2025"})

    def test_wizard_offers_what_one_may_download(self):
        wizards = self.env["residence.export.wizard"]
        for name, offered in {
            "management": {"activity", "residences", "peer_sessions"},
            "coordinator": {"activity", "residences", "peer_sessions"},
            "administrator": {"activity", "residences", "peer_sessions"},
            "animator": {"activity", "residences"},
        }.items():
            choices = wizards.with_user(self.users[name]).fields_get(["key"])
            with self.subTest(name):
                self.assertEqual(set(dict(choices["key"]["selection"])), offered)
        form = Form(wizards.with_user(self.management))
        form.residence_ids.add(self.home)
        form.key = "peer_sessions"
        self.assertEqual(form.row_count, 6)
        url = form.save().action_download()["url"]
        self.assertIn("/export/peer_sessions?", url)
        self.assertNotIn("residence_ids", url)


@tagged("post_install", "-at_install", "peers", "security")
class TestPeerWorkbook(PeerFiguresCommon, HttpCase):
    def _get(self, user, query="?date_from=2025-09-01&date_to=2026-08-31"):
        self.authenticate(user.login, user.login)
        return self.url_open(f"/residence_community/export/peer_sessions{query}")

    def _read(self, response):
        self.assertEqual(response.status_code, 200, response.text[:200])
        book = load_workbook(io.BytesIO(response.content))
        return [
            [[cell for cell in row if cell is not None] for row in tab.values]
            for tab in book
        ]

    def test_workbook_opened_again(self):
        sessions, themes, notes = self._read(self._get(self.management))
        rows = [row[1:] for row in sessions if len(row) == 7 and row[2] == 1]
        self.assertEqual(len(rows), 5)
        self.assertEqual(sum(row[3] for row in rows), 7)
        self.assertEqual(rows[-1][5], rows[-1][3] / rows[-1][4])
        self.assertIn(["1 session is not noted yet: provisional figures"], sessions)
        self.assertIn(["2025–2026", self.themes[0].name], themes)
        text = str([sessions, themes, notes])
        for hidden in (SECRET, self.themes[1].name, self.animator.name, "Away group"):
            self.assertNotIn(hidden, text)

    def test_who_gets_it(self):
        for name, status in {
            "coordinator": 200,
            "administrator": 200,
            "animator_management": 200,
            "animator": 404,
            "nobody": 403,
        }.items():
            with self.subTest(name):
                self.assertEqual(self._get(self.users[name]).status_code, status)
        sessions, *_others = self._read(self._get(self.users["away_coordinator"]))
        self.assertEqual(len([r for r in sessions if len(r) == 7 and r[2] == 1]), 1)

    def test_of_the_residences_landlords(self):
        query = f"?date_from=2025-09-01&date_to=2026-08-31&residence_ids={self.home.id}"
        sessions, *_others = self._read(self._get(self.management, query))
        self.assertIn([f"Landlords: {self.home.company_id.name}"], sessions)
