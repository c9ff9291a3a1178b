"""The export route: who gets what, and a sentence for whoever gets nothing."""

import io
from unittest.mock import patch

from openpyxl import load_workbook

from odoo.tests import HttpCase, tagged
from odoo.tools import config, mute_logger

from ...tools import xlsx
from ..common.figures import FiguresCommon

ROUTE = "/residence_community/export"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@tagged("post_install", "-at_install")
class TestExportRoute(FiguresCommon, HttpCase):
    def get(self, user=None, query="", key="activity", **options):
        user = user or self.management
        self.authenticate(user.login, user.login)
        return self.url_open(f"{ROUTE}/{key}{query}", **options)

    def text(self, response):
        """Return all the text of the workbook that came."""
        self.assertEqual(response.status_code, 200, response.text[:200])
        book = load_workbook(io.BytesIO(response.content))
        return str([list(tab.iter_rows(values_only=True)) for tab in book])

    def assertSentence(self, response, status):
        """Check that a plain sentence came, and nothing of the machinery."""
        self.assertEqual(response.status_code, status, response.text[:300])
        self.assertEqual(response.headers["Content-Type"], "text/plain; charset=utf-8")
        self.assertRegex(response.text, r"^.{10,160}[.:a-z]$")
        self.assertNotIn("Traceback", response.text)

    def test_the_workbook_comes(self):
        response = self.get(query="?date_from=2026-01-01&date_to=2026-05-31")
        text = self.text(response)
        self.assertIn("Les Tamaris", text)
        self.assertIn("Period: 01/01/2026 – 05/31/2026", text)
        headers = response.headers
        self.assertEqual(headers["Content-Type"], XLSX)
        self.assertEqual(int(headers["Content-Length"]), len(response.content))
        self.assertEqual(
            headers["Content-Disposition"],
            "attachment; filename*=UTF-8''"
            "residence-community_activity_2026-01-01_2026-05-31.xlsx",
        )
        self.assertIn("no-store", headers["Cache-Control"])

    def test_this_civil_year_unless_told(self):
        self.assertIn("01/01/2026 – 12/31/2026", self.text(self.get()))

    def test_in_french(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.management.lang = "fr_FR"
        response = self.get(query="?date_from=2026-02-31")
        self.assertSentence(response, 400)
        self.assertEqual(self.get(key="nothing").status_code, 404)

    def test_read_only(self):
        self.assertTrue(config["db_replica_host"], "without it nothing is proved")
        cursors = []
        model = self.env.registry["residence.sheets"]
        write = model._write_workbook

        def look(sheets, *arguments, **options):
            cursors.append(sheets.env.cr.readonly)
            return write(sheets, *arguments, **options)

        with patch.object(model, "_write_workbook", look):
            self.text(self.get())
        self.assertEqual(cursors, [True])

    def test_bad_requests(self):
        for query in (
            "date_from=",
            "date_from=yesterday",
            "date_from=2026-02-31",
            "date_from=20260101",
            "date_from=1492-10-12",
            "date_from=99999-01-01",
            "date_from=2026-01-01%00",
            "date_from=2026-12-31&date_to=2026-01-01",
            "date_from=2026-01-01&date_from=2026-02-01",
            "date_form=2026-01-01",
            "residence_ids=",
            "residence_ids=1,a",
            "residence_ids=-1",
            "residence_ids=1,,2",
            "residence_ids=%00",
            "residence_ids=99999999999999999999999999",
            "residence_ids=1&residence_ids=2",
            "residence_ids=1)%20OR%20(1=1",
            "model=res.users",
            "external=",
            "external=0",
            "external=yes",
            "external=1&external=1",
        ):
            with self.subTest(query):
                self.assertSentence(self.get(query=f"?{query}"), 400)

    def test_unknown_keys(self):
        for key in ("nothing", "res.users", "_get_activity_sheets", "é", "a%00b"):
            with self.subTest(key):
                self.assertSentence(self.get(key=key), 404)

    def test_residences_that_are_not_theirs(self):
        """As one that does not exist: not even its existence is told."""
        missing = self.env["residence.residence"].search([], order="id desc", limit=1)
        answers = {
            self.get(self.animator, f"?residence_ids={ids}").text
            for ids in (
                self.away.id,
                f"{self.home.id},{self.away.id}",
                missing.id + 1000,
                2**31 - 1,
            )
        }
        self.assertEqual(answers, {"There is no such residence."})
        response = self.get(self.animator, f"?residence_ids={self.away.id}")
        self.assertSentence(response, 404)

    def test_each_reads_their_own(self):
        for role, home, away in (
            ("animator", True, False),
            ("coordinator", True, False),
            ("away_coordinator", False, True),
            ("management", True, True),
            ("administrator", True, True),
            ("animator_management", True, True),
        ):
            with self.subTest(role):
                text = self.text(self.get(self.users[role]))
                self.assertEqual("Les Tamaris" in text, home)
                self.assertEqual("Les Quatre-Vents" in text, away)
        query = f"?residence_ids={self.home.id}"
        self.assertNotIn("Quatre-Vents", self.text(self.get(query=query)))

    def test_without_a_role(self):
        self.assertSentence(self.get(self.users["nobody"]), 403)
        self.assertSentence(self.get(self.users["nobody"], key="nothing"), 403)
        self.authenticate(None, None)
        response = self.url_open(f"{ROUTE}/activity", allow_redirects=False)
        self.assertIn(response.status_code, (302, 303))
        self.assertIn("/web/login", response.headers["Location"])

    def test_for_outside(self):
        """Small counts are hidden, and the file's name says what it is for."""
        query = f"?residence_ids={self.away.id}"
        self.assertNotIn("< 5", self.text(self.get(key="residences", query=query)))
        response = self.get(key="residences", query=f"{query}&external=1")
        self.assertIn("< 5", self.text(response))
        self.assertIn("_outside.xlsx", response.headers["Content-Disposition"])

    def test_keys_by_role(self):
        """Who gets which workbook; a scheme that nobody uses is as unknown."""
        everyone = ("animator", "coordinator", "management", "administrator")
        everyone += ("animator_management", "coordinator_management")
        for key in ("activity", "residences"):
            for role in everyone:
                user = self.users[role]
                with self.subTest(key=key, role=role):
                    self.assertIn("Tamaris", self.text(self.get(user, key=key)))
                    sees_all = role not in ("animator", "coordinator")
                    query = f"?residence_ids={self.away.id}"
                    response = self.get(user, query, key=key)
                    self.assertEqual(response.status_code, 200 if sees_all else 404)
        for role in everyone:
            for key in ("avp", "senacs", "cfppa", "tfpb_programme", "tfpb_review"):
                with self.subTest(key=key, role=role):
                    self.assertSentence(self.get(self.users[role], key=key), 404)
            status = 404 if role == "animator" else 200
            response = self.get(self.users[role], key="peer_sessions")
            self.assertEqual(response.status_code, status, role)
        for key in ("residences", "avp", "peer_sessions"):
            self.assertSentence(self.get(self.users["nobody"], key=key), 403)

    def test_schemes_in_use(self):
        for code in ("avp", "senacs", "cfppa"):
            self.env["residence.funding.convention"].create(
                {
                    "scheme_id": self.env.ref(
                        f"residence_community.funding_scheme_{code}"
                    ).id,
                    "residence_ids": [(6, 0, self.home.ids)],
                    "year": 2026,
                }
            )
            for role, status in (
                ("coordinator", 200),
                ("management", 200),
                ("administrator", 200),
                ("animator", 404),
                ("away_coordinator", 404),
                ("nobody", 403),
            ):
                response = self.get(self.users[role], key=code)
                with self.subTest(code=code, role=role):
                    self.assertEqual(response.status_code, status, response.text[:99])
            query = f"?residence_ids={self.away.id}"
            response = self.get(self.coordinator, query, key=code)
            self.assertSentence(response, 404)

    def test_only_reading(self):
        self.authenticate(self.management.login, self.management.login)
        with mute_logger("odoo.http"):
            response = self.url_open(f"{ROUTE}/activity", data={"a": "b"})
        self.assertEqual(response.status_code, 405)

    def test_too_long(self):
        parameters = self.env["ir.config_parameter"]
        name = "residence_community.export_row_limit"
        rows = self.report.search_count([("date", ">=", "2026-01-01")])
        for limit, status in ((rows, 200), (rows - 1, 413)):
            parameters.set_param(name, str(limit))
            with self.subTest(limit):
                self.assertEqual(self.get().status_code, status)
        response = self.get()
        self.assertSentence(response, 413)
        self.assertIn(f"{rows} rows are more than the {rows - 1}", response.text)
        for junk in ("", "-1", "many", "1e3"):
            parameters.set_param(name, junk)
            with self.subTest(junk):
                self.assertEqual(self.get().status_code, 200)

    def test_a_breakdown_shows_nothing(self):
        inside = "something of the inside"

        def break_down(*_arguments, **_options):
            raise RuntimeError(inside)

        with (
            patch.object(xlsx._SheetWriter, "write_sheet", break_down),
            mute_logger("odoo.http"),
        ):
            response = self.get()
        self.assertEqual(response.status_code, 500)
        self.assertNotIn(inside, response.text)
        self.assertNotIn("Traceback", response.text)
