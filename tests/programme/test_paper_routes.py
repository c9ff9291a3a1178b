"""Odoo's own report routes: any report, any id, any account."""

import json
from urllib.parse import unquote

from odoo.http import Request
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ...tools import papers
from ..common.base import MODULE, ResidenceCommon

SECRET = "Zzsecret"


@tagged("post_install", "-at_install", "security")
class TestPaperRoutes(HttpCase, ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._print_in_english()
        cls.event = cls._new_event(days=2, name=f"{SECRET} repas", state="planned")
        cls.portal = new_test_user(cls.env, "rc_portal", "base.group_portal")
        cls.strangers = [
            cls.users["away_animator"],
            cls.management,
            cls.users["coordinator_management"],
            cls.users["nobody"],
            cls.portal,
            None,
        ]

    def _get(self, user, path, **options):
        self.authenticate(user and user.login, user and user.login)
        return self.url_open(path, **options)

    def _get_programme_path(self, kind):
        choice = {
            "residence_id": self.home.id,
            "kind": "week",
            "day": "2026-05-14",
            "landscape": False,
        }
        options = json.dumps(choice)
        return f"/report/{kind}/{MODULE}.paper_programme?options={options}"

    def test_her_own(self):
        poster = f"/report/html/{MODULE}.paper_poster/{self.event.id}"
        for path in (poster, self._get_programme_path("html")):
            response = self._get(self.animator, path)
            self.assertEqual(response.status_code, 200)
            self.assertIn(SECRET, response.text)

    @mute_logger("odoo.http", "odoo.addons.web.controllers.report")
    def test_nothing_to_strangers(self):
        paths = [
            f"/report/{kind}/{MODULE}.paper_{key}/{self.event.id}"
            for key in papers.PAPERS
            for kind in ("html", "pdf", "text")
        ]
        paths += [self._get_programme_path(kind) for kind in ("html", "pdf", "text")]
        paths += [f"/report/html/{MODULE}.paper_programme/{self.home.id}"]
        for user in self.strangers:
            for path in paths:
                with self.subTest(user=user and user.name, path=path):
                    response = self._get(user, path, allow_redirects=False)
                    self.assertNotIn(SECRET, response.text)
                    self.assertNotEqual(response.status_code, 200)
                    self.assertNotIn(b"%PDF", response.content)

    @mute_logger("odoo.http", "odoo.addons.web.controllers.report")
    def test_figures_to_strangers(self):
        """Figures on paper are the direction's, too; and nobody else's."""
        self.home.name = f"{SECRET} résidence"
        review = self.env["residence.review"].create(
            {"residence_id": self.home.id, "year": 2025, "opening": f"{SECRET} mots"}
        )
        wizards = self.env["residence.paper.wizard"].with_user(self.animator)
        choice = wizards.create({"residence_ids": self.home.ids})
        reports = {
            "paper_one_page": self.home,
            "paper_review": review,
            "paper_review_no_euros": review,
            "paper_figures": choice,
        }
        paths = {
            key: f"/report/{{}}/{MODULE}.{key}/{record.id}"
            for key, record in reports.items()
        }
        for key, path in paths.items():
            readers = [self.animator]
            readers += [self.management] if key != "paper_figures" else []
            for user in readers:
                with self.subTest(user=user.name, key=key):
                    response = self._get(user, path.format("html"))
                    self.assertEqual(response.status_code, 200)
                    self.assertIn(SECRET, response.text)
            for user in (
                self.users["away_animator"],
                self.users["away_coordinator"],
                self.users["nobody"],
                self.portal,
                None,
            ):
                for kind in ("html", "pdf", "text"):
                    with self.subTest(user=user and user.name, key=key, kind=kind):
                        response = self._get(
                            user, path.format(kind), allow_redirects=False
                        )
                        self.assertNotIn(SECRET, response.text)
                        self.assertNotEqual(response.status_code, 200)
                        self.assertNotIn(b"%PDF", response.content)

    def test_programme_named(self):
        """A folder of programmes tells the houses and the weeks apart."""
        self.home.house_name = "Maison bleue"
        self.authenticate(self.animator.login, self.animator.login)
        asked = self._get_programme_path("pdf")
        for url, period in (
            (asked, "Week of 11 to 17 May 2026"),
            (f"/report/pdf/{MODULE}.paper_programme/{self.home.id}", "20"),
        ):
            response = self.url_open(
                "/report/download",
                data={
                    "data": json.dumps([url, "qweb-pdf"]),
                    "csrf_token": Request.csrf_token(self),
                },
            )
            name = unquote(response.headers["Content-Disposition"])
            self.assertIn("Programme - Maison bleue - ", name)
            self.assertIn(period, name)

    @mute_logger("odoo.http", "odoo.addons.web.controllers.report")
    def test_nothing_downloaded(self):
        url = f"/report/pdf/{MODULE}.paper_poster/{self.event.id}"
        for user in (self.animator, *self.strangers[:-1]):
            self.authenticate(user.login, user.login)
            with self.subTest(user.name):
                response = self.url_open(
                    "/report/download",
                    data={
                        "data": json.dumps([url, "qweb-pdf"]),
                        "csrf_token": Request.csrf_token(self),
                    },
                )
                is_hers = user == self.animator
                self.assertEqual(SECRET in response.text, is_hers)
                self.assertEqual("Odoo Server Error" in response.text, not is_hers)
