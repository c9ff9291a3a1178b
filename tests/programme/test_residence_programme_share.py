from unittest.mock import patch

import vobject

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import config, mute_logger

from ..common.base import ResidenceCommon

ROUTE = "/residence_community/programme"


class TestShare(ResidenceCommon):
    def _share(self, residence=None, user=None):
        mine = (residence or self.home).with_user(user or self.animator)
        mine.action_share_programme()
        return mine._get_share()

    def test_one_address_each(self):
        share = self._share()
        self.assertGreaterEqual(len(share.token), 32)
        self.assertEqual(self._share(), share)
        self.assertNotEqual(
            self._share(self.away, self.administrator).token, share.token
        )

    def test_token_is_never_chosen(self):
        shares = self.env["residence.programme.share"].with_user(self.animator)
        for vals in ({"token": "1234"}, {"digest": "x"}):
            with self.assertRaises(AccessError):
                shares.create({"residence_id": self.home.id, **vals})
        share = shares.create({"residence_id": self.home.id})
        for vals in ({"token": "1234"}, {"digest": "x"}):
            with self.assertRaises(AccessError):
                share.write(vals)
        # sudo: our own code cannot choose one either
        share.sudo().write({"token": "1234"})
        self.assertGreaterEqual(len(share.token), 32)
        self.assertEqual(self._find(share.token), self.home)
        self.assertFalse(self._find("1234"))
        with self.assertRaises(UserError):
            share.write({"residence_id": self.away.id})

    def test_change_and_stop(self):
        share = self._share()
        old = share.token
        mine = self.home.with_user(self.animator)
        before = mine.programme_url
        mine.action_renew_programme_url()
        self.assertNotEqual(mine.programme_url, before)
        self.assertFalse(self._find(old))
        self.assertEqual(self._find(share.token), self.home)
        token = share.token
        mine.action_stop_sharing_programme()
        self.assertFalse(mine.programme_url)
        self.assertFalse(self._find(token))

    def test_archived_residence(self):
        token = self._share().token
        self.home.active = False
        self.assertFalse(self._find(token))

    def test_no_other_token_finds(self):
        token = self._share().token
        for guess in (
            "",
            token[:-1],
            token + "A",
            token.swapcase(),
            "%",
            "é\x00",
            "\ud800",
        ):
            with self.subTest(ascii(guess)):
                self.assertFalse(self._find(guess))

    def test_who_may(self):
        for role, residence in (
            ("management", self.home),
            ("nobody", self.home),
            ("away_animator", self.home),
            ("animator", self.away),
            ("animator_management", self.away),
            ("coordinator_management", self.home),
        ):
            theirs = residence.with_user(self.users[role])
            with self.subTest(role), self.assertRaises(AccessError):
                theirs.action_share_programme()
        token = self._share().token
        for role in ("management", "away_animator", "coordinator_management"):
            theirs = self.home.with_user(self.users[role])
            with self.subTest(role):
                with self.assertRaises(AccessError):
                    theirs.action_renew_programme_url()
                with self.assertRaises(AccessError):
                    theirs.action_stop_sharing_programme()
                self.assertEqual(self._find(token), self.home)
        management = self.home.with_user(self.management)
        self.assertFalse(management.programme_url)
        both = self.away.with_user(self.users["animator_management"])
        self._share(self.away, self.administrator)
        self.assertFalse(both.programme_url, "she reads the house, not its address")

    def _find(self, token):
        public = self.env["residence.programme.share"].with_user(
            self.env.ref("base.public_user")
        )
        return public._find_residence(token)


@tagged("post_install", "-at_install")
class TestPage(HttpCase, ResidenceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._print_in_english()
        cls.env["residence.event"].search([]).unlink()
        cls.home.house_name = "Maison des Projets"
        cls.home.action_share_programme()
        cls.share = cls.home._get_share()
        cls.event = cls._new_event(
            days=2,
            name="Repas d'été",
            state="planned",
            space_id=cls.hall.id,
            bring="une assiette",
            note="Zzsecret note",
            summary="Zzsecret phrase",
            animator_id=cls.animator.id,
            planned_cost=9876543,
            expected_count=765,
            partner_ids=[
                (
                    0,
                    0,
                    {"name": "Zzsecret école", "is_company": True, "email": "z@x.fr"},
                )
            ],
        )
        cls.dropped = cls._new_event(days=3, name="Sortie", state="planned")
        cls.dropped.action_cancel()
        cls._new_event(days=70, name="Trop loin", state="planned")
        cls._new_event(days=1, name="Brouillon")
        cls._new_event(cls.away, days=1, name="Ailleurs", state="planned")

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    def _get(self, token=None, path=""):
        self.opener.cookies.clear()
        return self.url_open(f"{ROUTE}/{token or self.share.token}{path}")

    def _assert_no_secret(self, text):
        secrets = (
            *("Zzsecret", "9876543", "Brouillon", "Ailleurs", "Trop loin"),
            *(self.animator.name, self.animator.login, "Tamaris animator"),
        )
        for secret in secrets:
            self.assertNotIn(secret, text)
        # apart: a random address may hold three such digits
        self.assertNotRegex(text, r"(?<![\w-])765(?![\w-])")

    def test_page(self):
        response = self._get()
        self.assertEqual(response.status_code, 200)
        text = response.text
        for public in (
            "Maison des Projets",
            "Repas d&#39;été",
            "Grande salle",
            "Sortie",
        ):
            self.assertIn(public, text)
        self.assertIn("CANCELLED", text)
        self.assertIn("une assiette", text)
        self.assertNotIn("<script", text)
        self._assert_no_secret(text)
        headers = response.headers
        self.assertIn("noindex", headers["X-Robots-Tag"])
        self.assertEqual(headers["Referrer-Policy"], "no-referrer")
        self.assertEqual(headers["Cache-Control"], "no-store")
        self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        self.assertNotIn("Set-Cookie", headers)

    def test_feed(self):
        response = self._get(path="/programme.ics")
        self.assertEqual(response.status_code, 200)
        self.assertIn("text/calendar", response.headers["Content-Type"])
        self.assertNotIn("Set-Cookie", response.headers)
        text = response.content.decode()
        self._assert_no_secret(text)
        events = {
            event.summary.value: event for event in vobject.readOne(text).vevent_list
        }
        self.assertEqual(set(events), {"Repas d'été", "CANCELLED: Sortie"})
        self.assertEqual(events["CANCELLED: Sortie"].status.value, "CANCELLED")
        self.assertEqual(
            events["Repas d'été"].dtstart.value.isoformat(), "2026-05-14T10:00:00+00:00"
        )

    def test_all_refusals_are_one(self):
        self._get()  # the first page of a worker compiles its template
        token = self.share.token
        answers = [self._get("x"), self._get(token[:-1] + "!"), self._get("é%00..")]
        answers.append(self._get("x", "/programme.ics"))
        # no token, one cut by a slash, one of 8,000 signs
        answers += [self._get("/"), self._get("a/b"), self._get("a" * 8000)]
        answers.append(self._get(f"../programme/{token}/x"))
        self.home.active = False
        answers += [self._get(), self._get(path="/programme.ics")]
        self.home.active = True
        self.share.write({"token": True})
        answers.append(self._get(token))
        self.share.unlink()
        answers.append(self._get(token))
        shapes = {
            (answer.status_code, answer.content, tuple(sorted(_steady(answer))))
            for answer in answers
        }
        self.assertEqual(len(shapes), 1)
        ((status, content, _headers),) = shapes
        self.assertEqual(status, 404)
        self.assertNotIn(b"Tamaris", content)
        self.assertNotIn(b"<script", content)

    def test_read_only(self):
        self.assertTrue(config["db_replica_host"], "without it nothing is proved")
        cursors = []
        model = self.env.registry["residence.programme.share"]
        find = model._find_residence

        def look(shares, token):
            cursors.append(shares.env.cr.readonly)
            return find(shares, token)

        with patch.object(model, "_find_residence", look):
            self._get()
            self._get(path="/programme.ics")
            self._get("x")
        self.assertEqual(cursors, [True] * 3)

    def test_queries_do_not_grow(self):
        counts = []
        for number in (1, 20):
            for hour in range(number):
                self._new_event(days=4 + hour, hour=7, state="planned")
            self.env.flush_all()
            residence = self.env["residence.programme.share"]._find_residence(
                self.share.token
            )
            residence._get_public_programme()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            residence._get_public_programme()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    @mute_logger("odoo.http")
    def test_nothing_but_get(self):
        response = self.url_open(f"{ROUTE}/{self.share.token}", data={"a": 1})
        self.assertEqual(response.status_code, 405)

    def test_logged_in_makes_no_difference(self):
        anonymous = self._get().content
        for role in ("management", "away_animator"):
            self.authenticate(self.users[role].login, self.users[role].login)
            self.assertEqual(
                self.url_open(f"{ROUTE}/{self.share.token}").content, anonymous
            )


@tagged("post_install", "-at_install")
class TestPageInFrench(HttpCase, ResidenceCommon):
    """Whatever the visitor's browser speaks, what tenants read is in French."""

    def test_french_where_installed(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self._new_event(days=2, name="Repas", state="planned")
        self.home.action_share_programme()
        for token, status in ((self.home._get_share().token, 200), ("x", 404)):
            response = self.url_open(
                f"{ROUTE}/{token}", headers={"Accept-Language": "de"}
            )
            self.assertEqual(response.status_code, status)
            self.assertIn('lang="fr-FR"', response.text)
            if status == 200:
                self.assertIn("Jeudi 14 mai", response.text)

    def test_every_word_can_be_translated(self):
        """Odoo skips a template that begins with a document type."""
        field = self.env["ir.ui.view"]._fields["arch_db"]
        for name, words in (
            ("programme_page", "Add to my calendar"),
            ("programme_page_not_found", "Page not found"),
        ):
            arch = self.env.ref(f"residence_community.{name}").arch_db
            self.assertIn(words, field.get_trans_terms(arch))


def _steady(answer):
    """Return the headers that a server writes for the answer, without the hour."""
    return [(key, value) for key, value in answer.headers.items() if key != "Date"]
