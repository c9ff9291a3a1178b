from ..common.funding import ConventionCommon


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

    def test_what_others_pay_of_events(self):
        """It is theirs: neither planned nor claimed, and never less than nothing."""
        self._new_meal()
        line = self._new_events_line(self._new_convention(), other_funding=25)
        self.assertEqual((line.actual_amount, line.actual_valued), (100, 75))
        self.assertEqual((line.planned_amount, line.planned_valued), (80, 55))
        line.ordinary_amount = 90
        self.assertEqual((line.actual_valued, line.planned_valued), (0, 0))

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
