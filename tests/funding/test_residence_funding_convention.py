from odoo.tests import Form

from ..common.funding import ConventionCommon


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
        self._assert_refused(
            lambda: self._new_convention(self.away, **same), "same landlord"
        )
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

    def test_download(self):
        """Each scheme's own workbook, of the convention's year and residences."""
        for scheme, key in (("tfpb", "tfpb_review"), ("cfppa", "cfppa")):
            convention = self._new_convention(scheme_id=self._get_scheme(scheme).id)
            url = convention.action_download_review()["url"]
            with self.subTest(scheme):
                self.assertEqual(
                    url,
                    f"/residence_community/export/{key}?date_from=2025-01-01"
                    f"&date_to=2025-12-31&residence_ids={self.home.id}",
                )
