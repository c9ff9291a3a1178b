from odoo import fields
from odoo.tests import BaseCase

from ..tools.demo import programme
from ..tools.demo.funding import USUAL
from .common import MODULE
from .test_demo import HOURS, MORNINGS
from .test_demo_data import DemoCommon

LOWEST = {"meal": 50, "workshop": 25, "party": 240, "outing": 330}
HIGHEST = {"meal": 105, "workshop": 65, "party": 400, "outing": 430}


class TestDemoFunding(BaseCase):
    """Last civil year's funded events add up, whatever the day of installation."""

    def test_last_civil_year(self):
        for now in MORNINGS + HOURS:
            events = [
                event
                for event in programme(now)
                if event["residence"] == "tamaris"
                and event["kind"] in USUAL
                and event["start"].year == now.year - 1
                and event["state"] != "cancelled"
            ]
            with self.subTest(now=now):
                planned = sum(event["planned_cost"] for event in events)
                spent = sum(event.get("actual_cost", 0) for event in events)
                self.assertEqual(planned, 3400)
                self.assertAlmostEqual(spent, 3240, places=6)
                for event in events:
                    kind, cost = event["kind"], event.get("actual_cost")
                    if cost:
                        self.assertGreater(cost, LOWEST[kind])
                        self.assertLess(cost, HIGHEST[kind])


class TestDemoConventions(DemoCommon):
    def test_tfpb(self):
        """10,702 € of 10,980 €: 278 € left, one missing piece of evidence."""
        convention = self.ref("funding_convention_tamaris")
        self.assertEqual(convention.year, fields.Date.today().year - 1)
        self.assertEqual(convention.allowance_amount, 10980)
        self.assertEqual(
            (convention.planned_amount, convention.actual_amount), (22200, 22040)
        )
        self.assertEqual(convention.actual_valued, 10702)
        self.assertEqual(convention.balance_amount, 278)
        self.assertEqual(convention.missing_evidence_count, 1)
        self.assertEqual(round(convention.actual_valued / 220.4, 1), 48.6)
        rates = {line.axis_id.code: line.actual_rate for line in convention.line_ids}
        self.assertEqual(round(100 * rates["3"], 2), 38.46)

    def test_line_of_the_events(self):
        line = self.ref("funding_line_events")
        self.assertEqual(
            (line.planned_amount, line.actual_amount, line.actual_valued),
            (3400, 3240, 2592),
        )
        self.assertEqual(line.actual_rate, 0.8)
        self.assertGreater(line.session_count, 25)
        self.assertGreater(line.people_count, 10)

    def test_cfppa(self):
        convention = self.ref("funding_convention_balance")
        self.assertEqual(convention.name, "Équilibre et bonne humeur")
        line = convention.line_ids
        self.assertEqual(
            (line.session_count, line.participation_count, line.people_count),
            (10, 96, 14),
        )
        self.assertEqual(
            (line.actual_amount, convention.allowance_amount), (1450, 1200)
        )

    def test_who_reads_them(self):
        convention = self.ref("funding_convention_tamaris")
        for login, reads in {
            "nadege": False,
            "solene": True,
            "helene": True,
        }.items():
            theirs = convention.with_user(self.env.ref(f"{MODULE}.user_{login}"))
            with self.subTest(login):
                self.assertEqual(theirs.has_access("read"), reads)
