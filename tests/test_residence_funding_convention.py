from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import ResidenceCommon
from .funding import FundingRecords


class ConventionCommon(FundingRecords, ResidenceCommon):
    def setUp(self):
        super().setUp()
        self.home.priority_district_code = "QN07699M"
        self.env["residence.event.type"].search([]).default_axis_id = False
        self.living = self._get_axis(7)

    def _new_meal(self, day="2025-06-03", **values):
        """Make a meal of 100 € spent (80 € planned), 80 % of it for axis 7."""
        event = self._new_event(
            start=f"{day} 10:00:00",
            stop=f"{day} 12:00:00",
            planned_cost=80,
            actual_cost=100,
            state="done",
            **values,
        )
        self._share(event, self.living, 80)
        self.env.flush_all()
        return event

    def _new_events_line(self, convention, **values):
        return self.env["residence.funding.line"].create(
            {
                "convention_id": convention.id,
                "axis_id": self.living.id,
                "name": "Repas",
                "origin": "events",
                **values,
            }
        )


class TestConvention(ConventionCommon):
    def test_form_proposes_the_place(self):
        self.home.partner_id = self.env["res.partner"].create(
            {"name": "Tamaris", "city": "Le Havre"}
        )
        form = Form(self.env["residence.funding.convention"].with_user(self.management))
        form.scheme_id = self._get_scheme()
        form.year = 2025
        form.residence_ids.add(self.home)
        self.assertEqual(form.dwelling_count, 60)
        form.allowance_amount = 10980
        convention = form.save()
        self.assertEqual(convention.name, "TFPB 2025 – Le Havre QN07699M")
        self.assertEqual(convention.balance_amount, 10980)

    def test_totals(self):
        convention = self._new_convention(allowance_amount=150)
        self._new_funding_line(convention, evidence_state="none")
        self._new_meal()
        line = self._new_events_line(convention)
        self.assertEqual(
            (line.planned_amount, line.planned_valued), (80, 64), "as the events plan"
        )
        self.assertEqual((line.actual_amount, line.actual_valued), (100, 80))
        self.assertEqual((line.planned_rate, line.actual_rate), (0.8, 0.8))
        self.assertEqual(convention.actual_amount, 300)
        self.assertEqual(convention.actual_valued, 180)
        self.assertEqual(convention.balance_amount, -30)
        self.assertEqual(convention.missing_evidence_count, 1)

    def test_numbers_out_of_range(self):
        for values in (
            {"dwelling_count": 0},
            {"dwelling_count": -1},
            {"allowance_amount": -1},
            {"year": 1999},
            {"year": 20266},
            {"cnsa_rate": 101},
            {"women_count": -1},
            {"priority_district_code": "QN1"},
            {"residence_ids": [(5,)]},
        ):
            convention = self._new_convention(year=2024)
            with self.subTest(values):
                self._assert_refused(lambda one=convention, v=values: one.write(v))
            convention.unlink()

    def test_overlap(self):
        """One per landlord, municipality, district and year; and per residence."""
        place = {"city": "Le Havre", "priority_district_code": "QN07699M"}
        self._new_convention(**place)
        self._assert_refused(
            lambda: self._new_convention(**{**place, "city": "Harfleur"}),
            "Les Tamaris.*claimed twice",
        )
        same = {"city": "LE  HAVRE ", "priority_district_code": "qn 07699m"}
        self._assert_refused(lambda: self._new_convention(self.away, **same), "place")
        self._new_convention(**place, year=2026)
        self._new_convention(scheme_id=self._get_scheme("avp").id)

    def test_residence_of_another_district(self):
        self._assert_refused(
            lambda: self._new_convention(priority_district_code="QN07601M"),
            "QN07699M.*each district",
        )

    def test_actions_of_the_cfppa(self):
        """One convention per action; yet the same events are in one line only."""
        scheme = self._get_scheme("cfppa")
        axis = self._get_axis("activity", "cfppa")
        first, second = (
            self._new_convention(scheme_id=scheme.id, name=name)
            for name in ("Équilibre", "Mémoire")
        )
        self._new_events_line(first, axis_id=axis.id)
        self._assert_refused(
            lambda: self._new_events_line(second, axis_id=axis.id),
            "no euro is claimed twice",
        )


class TestLine(ConventionCommon):
    def test_same_events_in_two_lines(self):
        convention = self._new_convention()
        self._new_events_line(convention, event_type_ids=[self.meal.id])
        self._new_events_line(convention, event_type_ids=[self.club.id])
        for kinds in ([], [self.club.id]):
            with self.subTest(kinds):
                self._assert_refused(
                    lambda kinds=kinds: self._new_events_line(
                        convention, event_type_ids=kinds
                    )
                )

    def test_events_of_the_year_the_place_and_the_type(self):
        convention = self._new_convention()
        self._new_meal("2025-12-31")
        self._new_meal("2026-01-01")
        self._new_meal("2024-12-31")
        self._new_meal(residence=self.away)
        self._new_meal("2025-06-04", event_type_id=self.club.id)
        line = self._new_events_line(convention, event_type_ids=[self.meal.id])
        self.assertEqual((line.actual_amount, line.session_count), (100, 1))
        line.event_type_ids = False
        self.assertEqual((line.actual_amount, line.session_count), (200, 2))

    def test_events_are_not_typed_over(self):
        self._new_meal()
        line = self._new_events_line(self._new_convention())
        line.write({"actual_amount": 5000, "actual_valued": 5000, "session_count": 9})
        self.env.invalidate_all()
        self.assertEqual((line.actual_amount, line.session_count), (100, 1))
        line.write({"planned_amount": 120, "planned_valued": 90})
        self.assertEqual((line.planned_amount, line.planned_valued), (120, 90))
        line.write({"planned_amount": 0, "planned_valued": 0})
        self.env.invalidate_all()
        self.assertEqual((line.planned_amount, line.planned_valued), (80, 64))

    def test_only_beyond_ordinary_management(self):
        convention = self._new_convention()
        line = self._new_funding_line(convention, ordinary_amount=100)
        self._assert_refused(
            lambda: line.write({"actual_valued": 101}), "ordinary management"
        )
        self._assert_refused(lambda: line.write({"other_funding": 50}))
        self._new_meal()
        events = self._new_events_line(convention, ordinary_amount=30)
        self.assertEqual((events.actual_valued, events.planned_valued), (70, 50))

    def test_below_zero(self):
        line = self._new_funding_line(self._new_convention())
        for values in ({"actual_amount": -1}, {"session_count": -1}):
            with self.subTest(values):
                self._assert_refused(lambda values=values: line.write(values))

    def test_axis_of_another_scheme_or_year(self):
        convention = self._new_convention()
        self._assert_refused(
            lambda: self._new_funding_line(
                convention, axis_id=self._get_axis(1, "avp").id
            ),
            "is not one of",
        )
        self.living.date_from = "2026-01-01"
        self._assert_refused(
            lambda: self._new_funding_line(convention), "not in force in 2025"
        )

    def test_evidence(self):
        line = self._new_funding_line(self._new_convention())
        self.assertEqual(line.evidence_state, "missing")
        line.evidence_ids = [(0, 0, {"file": b"aGk=", "file_name": "facture.pdf"})]
        self.assertEqual(line.evidence_state, "provided")

    def test_rate_of_nothing_is_blank(self):
        line = self._new_funding_line(
            self._new_convention(),
            **dict.fromkeys(
                ("planned_amount", "planned_valued", "actual_amount", "actual_valued"),
                0,
            ),
        )
        self.assertEqual((line.planned_rate, line.actual_rate), (0, 0))


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


@tagged("security")
class TestConventionRights(ConventionCommon):
    def test_coordinator_reads_the_same_amounts(self):
        """Also where a residence of the convention is not hers: its sums, no event."""
        self._new_meal()
        self._new_meal(residence=self.shared_home)
        convention = self._new_convention(self.home | self.shared_home)
        line = self._new_events_line(convention).with_user(self.coordinator)
        self.assertEqual(line.actual_amount, 200)
        self.assertEqual(convention.with_user(self.management).actual_amount, 200)
        for attempt in (
            lambda: line.write({"name": "x"}),
            line.unlink,
            convention.with_user(self.coordinator).action_close,
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_form_gives_no_sums_of_others(self):
        """Foreign residences typed into a form are read with the user's own rights."""
        self._new_meal(residence=self.away)
        values = {
            "scheme_id": self._get_scheme().id,
            "company_id": self.env.company.id,
            "year": 2025,
            "dwelling_count": 1,
            "city": "x",
            "priority_district_code": "x",
            "residence_ids": [(6, 0, self.away.ids)],
        }
        line = {"origin": "events", "axis_id": self.living.id, "name": "x"}
        for user, amount in ((self.management, 100), (self.coordinator, 0)):
            # what a form has before it is saved, which onchange computes
            typed = self.env["residence.funding.convention"].with_user(user)
            typed = typed.new({**values, "line_ids": [(0, user.login, line)]})
            with self.subTest(user.name):
                self.assertEqual(typed.line_ids.actual_amount, amount)
                self.assertEqual(typed.line_ids.people_count, 0)

    def test_residence_of_another_landlord(self):
        company = self.env["res.company"].create({"name": "Autre bailleur"})
        place = self._new_residence("Ailleurs", 9, company_id=company.id)
        convention = self._new_convention().with_user(self.management)
        self._assert_refused(
            lambda: convention.write({"residence_ids": [(4, place.id)]})
        )

    def test_no_way_to_a_person(self):
        """Neither a field of ours leads to one, nor do the funding models' paths."""
        for model in ("convention", "line", "evidence", "column", "scheme", "axis"):
            for name, field in self.env[f"residence.funding.{model}"]._fields.items():
                if field.comodel_name in ("res.users", "res.partner"):
                    self.assertRegex(name, "^(create|write|activity|message)_")
        convention = self._new_convention().with_user(self.management)
        for path in ("residence_ids.animator_ids", "residence_ids.coordinator_id"):
            with self.subTest(path), self.assertRaises(AccessError):
                convention.search([(path, "!=", False)])

    def test_evidence_stays_with_its_readers(self):
        line = self._new_funding_line(self._new_convention())
        line.evidence_ids = [(0, 0, {"file": b"aGk=", "file_name": "facture.pdf"})]
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "residence.funding.evidence"),
                    ("res_field", "=", "file"),
                    ("res_id", "=", line.evidence_ids.id),
                ]
            )
        )
        self.assertTrue(attachment)
        for name in ("animator", "away_coordinator", "nobody"):
            theirs = attachment.with_user(self.users[name])
            with self.subTest(name), self.assertRaises(AccessError):
                theirs.read(["raw"])
        self.assertTrue(attachment.with_user(self.management).read(["raw"]))
        self.assertTrue(attachment.with_user(self.coordinator).read(["raw"]))

    def test_activities_of_a_foreign_convention(self):
        activity = self._new_convention().activity_schedule(
            "mail.mail_activity_data_todo", summary="x", user_id=self.management.id
        )
        for name in ("animator", "away_coordinator"):
            theirs = activity.with_user(self.users[name])
            with self.subTest(name), self.assertRaises(AccessError):
                theirs.read(["summary"])
