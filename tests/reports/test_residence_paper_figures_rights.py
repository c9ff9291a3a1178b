"""Papers of figures, by role: who prints what, and what nobody gets by them."""

import base64
import re
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...tools.period import Period
from ..common.base import MODULE, new_photo
from ..common.papers import SECRET, YEAR, PaperCommon

ROLES = ("animator", "coordinator", "management", "administrator")


@tagged("post_install", "-at_install", "security")
class TestPaperRights(PaperCommon):
    """Papers give nobody a right: strangers get nothing, and no paper says more."""

    def test_each_role_prints_what_it_reads(self):
        for role in ROLES:
            with self.subTest(role):
                user = self.users[role]
                text, _pages = self.print(user, residence_ids=[self.home.id])
                self.assertIn("38 participations", text)
                text, _pages = self.print(
                    user, document="review", year="2026", residence_ids=[self.home.id]
                )
                self.assertIn("38 participations", text)

    def test_all_are_those_that_one_may_read(self):
        text, _pages = self.print(self.animator, document="all")
        self.assertIn("Les Tamaris", text)
        self.assertNotIn("Quatre-Vents", text)
        self.assertNotIn("42 participations", text)

    def test_foreign_residences(self):
        reports = self.env["ir.actions.report"]
        for role in ("animator", "coordinator", "nobody"):
            user = self.users[role]
            with self.subTest(role), self.assertRaises(AccessError):
                reports.with_user(user)._render_qweb_html(
                    f"{MODULE}.paper_one_page", self.away.ids
                )
            if role == "nobody":
                continue
            for document in ("one_page", "all", "review"):
                values = {"document": document, "year": "2026"}
                with self.subTest(role=role, document=document):
                    with self.assertRaises(AccessError):
                        self.choose(user, residence_ids=self.away.ids, **values)
                    choice = self.choose(user, **values)
                    # slipped in all the same: it is not there for them
                    choice.sudo().residence_ids = self.away
                    self.env.invalidate_all()
                    self.assertEqual(choice._get_residences(), self.home)

    def test_choices_are_one_s_own(self):
        mine = self.choose(self.animator, residence_ids=self.home.ids)
        reports = self.env["ir.actions.report"].with_user(self.management)
        with self.assertRaises(AccessError):
            reports._render_qweb_html(f"{MODULE}.paper_figures", mine.ids)
        with self.assertRaises(AccessError):
            self.choose(self.users["nobody"])

    def test_beyond_the_figures_asks_first(self):
        """What is read round the rights is asked of whoever reads the figures."""
        figures = self.env["residence.paper.figures"]
        for name, arguments in (
            ("_get_partners", (YEAR,)),
            ("_get_idea_counts", (YEAR,)),
            ("_get_occupancy", (YEAR,)),
            ("_get_photos", (YEAR, 4)),
        ):
            for role in ("animator", "coordinator", "nobody"):
                mine = figures.with_user(self.users[role])
                with self.subTest(name=name, role=role), self.assertRaises(AccessError):
                    getattr(mine, name)(
                        self.away.with_user(self.users[role]), *arguments
                    )

    def test_only_photos_that_may_be_shown(self):
        photos = self.env["residence.event.photo"]
        held = self.everything.filtered(
            lambda one: one.residence_id == self.home and one.state == "done"
        )
        planned = self.everything.filtered(lambda one: one.state == "planned")[:1]
        picture = base64.b64encode(new_photo(60, 40))
        for event, consent in zip(
            held[:3], ("nobody", "signed", "private"), strict=True
        ):
            event.name = f"Photo {consent}"
            photos.create({"event_id": event.id, "image": picture, "consent": consent})
        photos.create({"event_id": planned.id, "image": picture, "consent": "nobody"})
        figures = self.env["residence.paper.figures"].with_user(self.management)
        home = self.home.with_user(self.management)
        period = Period(date(2025, 1, 1), date(2026, 12, 31))
        shown = figures._get_photos(home, period, 4)
        self.assertEqual(
            sorted(title for _source, title, _day in shown),
            ["Photo nobody", "Photo signed"],
        )
        for source, _title, _day in shown:
            self.assertTrue(source.startswith("data:image/jpg;base64,"))
        self.assertEqual(len(figures._get_photos(home, period, 1)), 1)
        # still not theirs by any other way
        with self.assertRaises(AccessError):
            photos.with_user(self.management).search([])

    def test_reviews(self):
        reviews = self.env["residence.review"]
        mine, theirs = reviews.create(
            [
                {"residence_id": self.home.id, "year": 2025, "opening": "Belle année"},
                {"residence_id": self.away.id, "year": 2025, "opening": SECRET},
            ]
        )
        for role in ROLES:
            text, _pages = self.render("paper_review", mine.with_user(self.users[role]))
            self.assertIn("Belle année", text)
        reports = self.env["ir.actions.report"]
        for role in ("animator", "coordinator", "nobody"):
            for name in ("paper_review", "paper_review_no_euros"):
                with self.subTest(role=role, name=name), self.assertRaises(AccessError):
                    reports.with_user(self.users[role])._render_qweb_html(
                        f"{MODULE}.{name}", theirs.ids
                    )

    def test_too_many_at_once(self):
        places = self.env["residence.residence"].create(
            [
                {"name": f"R{number}", "dwelling_count": 9, "tz": "Europe/Paris"}
                for number in range(41)
            ]
        )
        for document, limit in (("one_page", 40), ("review", 10)):
            choice = self.choose(document=document, residence_ids=places.ids)
            self.assertIn(f"{limit} at a time", choice.notice)
            with self.assertRaisesRegex(UserError, "Choose fewer"):
                choice.action_print()
        wrong = self.choose(
            period="custom", date_from="2026-05-02", date_to="2026-05-01"
        )
        with self.assertRaisesRegex(UserError, re.escape("“From” must come before")):
            wrong.action_print()
