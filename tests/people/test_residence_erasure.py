"""People are forgotten, and every total stays what it was, to the unit."""

from datetime import date

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common.base import ResidenceCommon

MEASURES = ("events", "participations", "unique_people", "newcomers", "households")
GONE = ("odette", "a02", "02 00", "example.com")


class ErasureCommon(ResidenceCommon):
    """Three events over 30 months; Odette (A02), Inès and Kévin (B07), Hugo (D06)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.odette = cls._new_resident(
            phone="02 00 00 00 00",
            email="odette@example.com",
            age_bracket_id=cls.elders.id,
            image_consent="yes",
        )
        cls.ines = cls._new_resident("Inès O.", "B07")
        cls.kevin = cls._new_resident("Kévin H.", "B07")
        cls.hugo = cls._new_resident(
            "Hugo U.",
            "D06",
            age_bracket_id=cls.children.id,
            guardian_name="Mme U.",
            guardian_phone="02 00 00 00 01",
        )
        old, middle, last = (
            cls._new_event(days=days, state="planned") for days in (-900, -400, -7)
        )
        cls._new_presences(old, cls.odette, cls.ines, cls.kevin)
        cls._new_presences(middle, cls.odette, cls.kevin, cls.hugo)
        cls._new_presences(last, cls.odette, cls.kevin)
        cls.events = old | middle | last
        # counted, and too low: those whom names prove are the figure
        cls.events.declared_households = 1
        cls._new_count(cls._new_event(days=-3), adults=4)
        cls.events.action_done()
        cls.env.flush_all()

    def _get_totals(self):
        """Every figure a report can give of home, all together and by month."""
        self.env.flush_all()
        self.env.invalidate_all()
        report = self.env["residence.activity.report"].with_user(self.management)
        sums = [f"{name}:sum" for name in MEASURES]
        return [
            report._read_group([("residence_id", "=", self.home.id)], groups, sums)
            for groups in ([], ["date:month"], ["event_type_id"])
        ] + [
            [
                [
                    event[name]
                    for name in (
                        "attendance_count",
                        "named_count",
                        "newcomer_count",
                        "household_count",
                    )
                ]
                for event in self.events
            ],
            report.search([]).mapped("unique_people"),
        ]

    def assertKept(self, before):
        self.assertEqual(self._get_totals(), before)


class TestErasure(ErasureCommon):
    def test_totals_to_begin_with(self):
        [(_events, _participations, people, newcomers, households)], *_ = (
            self._get_totals()
        )
        self.assertEqual((people, newcomers, households), (4, 4, 2 + 3 + 2))

    def test_on_request(self):
        before = self._get_totals()
        self.odette.with_user(self.animator).action_erase()
        self.assertEqual(self.odette.name, "Erased person")
        self.assertEqual(self.odette.age_bracket_id, self.elders)
        self.assertEqual(self.odette.erased_on, date(2026, 5, 12))
        self.assertFalse(self.odette.active)
        values = str(self.odette.read()).casefold()
        for trace in GONE:
            self.assertNotIn(trace, values)
        self.assertKept(before)

    def test_one_after_the_other(self):
        """Of two in a dwelling, the first leaves it told by the second."""
        before = self._get_totals()
        for resident in (self.kevin, self.ines, self.odette, self.hugo):
            resident.action_erase()
            self.assertKept(before)
        (self.kevin | self.ines).unlink()
        self.assertKept(before)

    def test_all_at_once(self):
        before = self._get_totals()
        (self.kevin | self.ines | self.hugo).action_erase()
        self.assertKept(before)
        self.hugo.invalidate_recordset()
        self.assertFalse(self.hugo.guardian_name or self.hugo.guardian_phone)

    def test_figures_go_on_afterwards(self):
        """Names noted later at an event where somebody was erased add up."""
        self.odette.action_erase()
        last = self.events[-1]
        self._new_presences(last, self._new_resident("Lola I.", "D06"))
        self.assertEqual((last.household_count, last.named_count), (3, 3))
        last.presence_ids.filtered(lambda one: one.resident_id == self.kevin).unlink()
        self.assertEqual((last.household_count, last.named_count), (2, 2))

    def test_not_written_again(self):
        self.odette.action_erase()
        with self.assertRaises(UserError):
            self.odette.name = "Odette V."
        with self.assertRaises(UserError):
            self.ines.erased_on = "2026-05-12"
        with self.assertRaises(UserError):
            self._new_presences(self._new_event(days=-1), self.odette)
        self.assertTrue(self.odette.action_erase(), "twice is once")

    def test_attachments_and_import_references_go(self):
        attachment = self.env["ir.attachment"].create(
            {
                "name": "autorisation odette.txt",
                "raw": b"Odette V.",
                "res_model": "residence.resident",
                "res_id": self.odette.id,
            }
        )
        reference = self.env["ir.model.data"].create(
            {
                "module": "__import__",
                "name": "odette_v",
                "model": "residence.resident",
                "res_id": self.odette.id,
            }
        )
        self.odette.with_user(self.animator).action_erase()
        self.assertFalse(attachment.exists() or reference.exists())

    def test_nothing_leads_from_presences_to_people(self):
        key = self.odette.presence_ids[0].sudo().person_key
        presences = self.odette.presence_ids
        self.odette.unlink()
        self.assertEqual(presences.exists(), presences)
        self.assertFalse(presences.resident_id)
        keys = set(presences.sudo().mapped("person_key"))
        self.assertEqual(len(keys), 1)
        self.assertNotIn(key, keys)

    def test_log_says_how_many_never_who(self):
        self.odette.with_user(self.animator).action_erase()
        log = self.env["residence.erasure"].with_user(self.administrator).search([])
        self.assertEqual(
            (log.kind, log.person_count, log.presence_count, log.user_id),
            ("request", 1, 3, self.animator),
        )
        self.assertNotIn("odette", str(log.read()).casefold())
        for values in ({"person_count": 0}, {"user_id": self.administrator.id}):
            with self.assertRaises(AccessError):
                log.write(values)
        with self.assertRaises(AccessError):
            log.unlink()


class TestPurge(ErasureCommon):
    """24 months after the last presence, or after having been noted."""

    def setUp(self):
        super().setUp()
        cron = self.env["ir.cron"]
        self.patch(type(cron), "_commit_progress", lambda *_a, **_k: 3600)

    def _purge_at(self, now):
        with freeze_time(now):
            self.env["residence.resident"]._cron_purge()

    def test_due_dates(self):
        self.assertEqual(self.odette.purge_date, date(2028, 5, 5))
        self.assertEqual(self.hugo.purge_date, date(2027, 4, 7))
        never = self._new_resident("Simone E.", "D01")
        noted = never.create_date.date()  # PostgreSQL's clock, which is not frozen
        self.assertEqual(never.purge_date, noted + relativedelta(months=24))
        self.home.company_id.residence_retention_months = 12
        self.assertEqual(self.odette.purge_date, date(2027, 5, 5))

    def test_preview_is_what_goes(self):
        model = self.env["residence.resident"].with_user(self.animator)
        soon = [("purge_date", "<=", date(2027, 4, 7))]
        self.assertEqual(model.search(soon), self.hugo | self.ines)
        before = self._get_totals()
        self._purge_at("2027-04-07 03:00:00")
        self.assertFalse((self.hugo | self.ines).exists())
        self.assertTrue((self.odette | self.kevin).exists())
        self.assertKept(before)
        log = self.env["residence.erasure"].search([])
        self.assertEqual((log.kind, log.person_count), ("purge", 2))

    def test_the_day_before_nobody_goes(self):
        self.ines.unlink()
        self._purge_at("2027-04-06 03:00:00")
        self.assertTrue(self.hugo.exists())
        self._purge_at("2027-04-07 03:00:00")
        self.assertFalse(self.hugo.exists())

    def test_everybody_goes_at_last(self):
        before = self._get_totals()
        self.odette.action_erase()
        self._purge_at("2030-01-01 03:00:00")
        people = self.odette | self.ines | self.kevin | self.hugo
        self.assertFalse(people.exists())
        self.assertKept(before)
        names = self.env["residence.presence"].search([]).mapped("resident_id")
        self.assertFalse(names)

    def test_somebody_who_comes_back_is_new(self):
        self._purge_at("2030-01-01 03:00:00")
        again = self._new_resident()
        event = self._new_event(days=-1)
        self._new_presences(event, again)
        self.assertEqual(event.newcomer_count, 1)

    def test_cron_is_there(self):
        cron = self.env.ref("residence_community.residence_resident_cron_purge")
        self.assertEqual((cron.active, cron.interval_type), (True, "days"))


@tagged("post_install", "-at_install")
class TestPrivacyLookup(ErasureCommon):
    """Odoo's « Privacy Lookup », which every Odoo with mail installs."""

    def _look_up(self, name, email):
        wizard = self.env["privacy.lookup.wizard"].create(
            {"name": name, "email": email}
        )
        wizard.action_lookup()
        return wizard.line_ids.filtered(
            lambda line: line.res_model == "residence.resident"
        )

    def test_found_and_erased(self):
        before = self._get_totals()
        for name, email in (
            ("odette v.", "other@example.com"),
            ("Nobody", "ODETTE@example.com"),
        ):
            with self.subTest(name=name):
                self.assertEqual(self._look_up(name, email).res_id, self.odette.id)
        line = self._look_up("Odette V.", "odette@example.com")
        line.action_unlink()
        self.assertFalse(self.odette.exists())
        self.assertKept(before)
        self.assertFalse(self._look_up("Odette V.", "odette@example.com"))

    def test_found_by_the_linked_contact(self):
        partner = self.env["res.partner"].create(
            {"name": "Bernadette", "email": "b@example.com"}
        )
        self.ines.partner_id = partner
        self.assertEqual(self._look_up("x", "b@example.com").res_id, self.ines.id)


class TestWithoutNames(ResidenceCommon):
    def test_blank_not_zero(self):
        self._new_count(self._new_event(state="planned"), adults=3).action_done()
        report = self.env["residence.activity.report"].with_user(self.management)
        [(people, newcomers)] = report._read_group(
            [], [], ["unique_people:count_distinct", "newcomers:sum"]
        )
        self.assertFalse(people)
        self.assertFalse(newcomers)
        self.assertIsNot(people, 0)
