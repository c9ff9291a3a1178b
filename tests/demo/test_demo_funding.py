from collections import Counter

from odoo import fields
from odoo.tests import BaseCase

from ...tools.demo import make_presences, programme
from ...tools.demo.funding import USUAL
from ..common.base import MODULE
from ..pure.test_demo import HOURS, MORNINGS
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

    def test_sessions_of_the_cfppa(self):
        """Ten sessions, 96 participations, 14 people, 1,450 €, all in one autumn."""
        for now in MORNINGS + HOURS:
            sessions = {
                number: {
                    "key": number,
                    "kind": event["kind"],
                    "day": event["start"].date(),
                    "counts": event["counts"],
                    "external": event["external_count"],
                    "led_by": event["led_by"],
                    "households": 0,
                    "cost": event["actual_cost"],
                }
                for number, event in enumerate(programme(now))
                if event["kind"] == "prevention"
            }
            came = list(make_presences("tamaris", sessions.values(), now.date()))
            with self.subTest(now=now):
                days = [session["day"] for session in sessions.values()]
                self.assertEqual(len(days), 10)
                self.assertEqual({day.year for day in days}, {now.year - 1})
                self.assertEqual({day.month for day in days} - {9, 10, 11}, set())
                self.assertEqual(sum(one["cost"] for one in sessions.values()), 1450)
                self.assertEqual(len(came), 96)
                self.assertEqual(len({resident for _key, resident, _role in came}), 14)
                counts = Counter()
                for session in sessions.values():
                    counts.update(session["counts"])
                self.assertEqual(counts.total(), 96, "all who came gave their name")
                self.assertEqual(set(counts), {"elders", "adults"})
                self.assertGreater(counts["elders"], 2 * counts["adults"])


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
        self.assertGreater(line.people_count, 0)

    def test_cfppa(self):
        """Read from ten events, and nothing is left to justify of what was granted."""
        convention = self.ref("funding_convention_balance")
        self.assertEqual(convention.name, "Équilibre et bonne humeur")
        line = convention.line_ids
        self.assertEqual(line.origin, "events")
        self.assertEqual(
            (line.session_planned, line.session_count), (10, 10), "planned and held"
        )
        self.assertEqual((line.participation_count, line.people_count), (96, 14))
        self.assertEqual((line.planned_amount, line.planned_valued), (1450, 1200))
        self.assertEqual((line.actual_amount, line.actual_valued), (1450, 1200))
        self.assertEqual(
            (convention.allowance_amount, convention.balance_amount), (1200, 0)
        )

    def test_each_euro_once(self):
        """What the CFPPA pays of an event, the TFPB's line does not take."""
        axes = {
            key: self.ref(f"funding_line_{key}").axis_id
            for key in ("balance", "events")
        }
        sessions = self.env["residence.event"].search(
            [("event_type_id", "=", self.ref("event_type_prevention").id)]
        )
        self.assertEqual(len(sessions), 10)
        for session in sessions:
            self.assertEqual(session.allocation_ids.axis_id, axes["balance"])
            self.assertEqual(session.allocated_share, 100)
            self.assertEqual(session.named_count, session.attendance_count)
        claimed = self.env["residence.funding.allocation"].search(
            [("axis_id", "=", axes["events"].id)]
        )
        self.assertFalse(claimed.event_id & sessions)

    def test_workbook_of_the_cfppa(self):
        """One row, as it opens in a spreadsheet: who came, what it cost, who paid."""
        convention = self.ref("funding_convention_balance")
        sheets = self.env["residence.sheets"].with_user(self.ref("user_helene"))
        [sheet, *_] = sheets._get_cfppa_sheets(
            convention._get_period(), self.env["residence.residence"]
        )
        row = dict(zip([one.key for one in sheet.columns], sheet.rows[0], strict=True))
        elders = sum(
            line.quantity
            for line in self.env["residence.attendance"].search(
                [
                    (
                        "event_id.event_type_id",
                        "=",
                        self.ref("event_type_prevention").id,
                    ),
                    ("age_bracket_id", "=", self.ref("age_bracket_elders").id),
                ]
            )
        )
        for key, value in {
            "name": "Équilibre et bonne humeur",
            "session_planned": 10,
            "session_count": 10,
            "participations": 96,
            "unique_people": 14,
            "age_old": elders,
            "age_young": 96 - elders,
            "women_count": 9,
            "cost": 1450,
            "granted": 1200,
            "cofunding": 250,
        }.items():
            with self.subTest(key):
                self.assertEqual(row[key], value)

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
