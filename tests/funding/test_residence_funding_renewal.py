from odoo.exceptions import AccessError
from odoo.tests import Form

from ..common.funding import ConventionCommon


class TestRenewal(ConventionCommon):
    """« Reprendre le programme de l'an dernier »."""

    def setUp(self):
        super().setUp()
        self._new_meal()
        self.convention = self._new_convention(due_date="2026-03-31")
        self.hand = self._new_funding_line(
            self.convention, ordinary_amount=40, schedule="June", assessment="Fine"
        )
        self.hand.evidence_ids = [(0, 0, {"file": b"aGk=", "file_name": "a.pdf"})]
        self.events = self._new_events_line(
            self.convention, event_type_ids=[self.meal.id], evidence_state="none"
        )
        self.convention.action_set_columns()
        self.convention.column_ids[0].label = "Renamed"

    def _renew(self, percent=10, year=None):
        action = self.convention.with_user(self.management).action_renew()
        wizard = self.env[action["res_model"]].with_user(self.management)
        with Form(wizard.with_context(**action["context"])) as form:
            form.percent = percent
            if year:
                form.year = year
        opened = form.record.action_renew()
        return self.env["residence.funding.convention"].browse(opened["res_id"])

    def test_programme_with_so_much_more(self):
        made = self._renew(10)
        self.assertEqual((made.year, made.state), (2026, "programme"))
        self.assertEqual(made.residence_ids, self.home)
        self.assertEqual(made.allowance_amount, 1000)
        self.assertFalse(made.due_date)
        hand, events = made.line_ids.sorted(lambda line: line.origin != "manual")
        self.assertEqual((hand.planned_amount, hand.planned_valued), (220, 110))
        self.assertEqual((hand.ordinary_amount, hand.schedule), (44, "June"))
        self.assertEqual((hand.actual_amount, hand.assessment), (0, False))
        self.assertEqual((hand.evidence_state, len(hand.evidence_ids)), ("missing", 0))
        self.assertEqual(
            (events.planned_amount, events.planned_valued),
            (88, 70.4),
            "agreed on, before its events are planned",
        )
        self.assertEqual((events.actual_amount, events.evidence_state), (0, "none"))
        self.assertEqual(events.event_type_ids, self.meal)
        labels = made.column_ids.mapped("label")
        self.assertEqual(len(labels), len(self.convention.column_ids))
        self.assertIn("Renamed", labels)

    def test_twice_is_refused(self):
        self._renew()
        self._assert_refused(self._renew, "claimed twice|same landlord|one_per_place")

    def test_no_sense_is_refused(self):
        self._assert_refused(lambda: self._renew(-101), "-100")
        self._assert_refused(lambda: self._renew(5000), "1,000")
        self._assert_refused(lambda: self._renew(year=2025), "after 2025")

    def test_coordinator_makes_none(self):
        theirs = self.convention.with_user(self.coordinator)
        with self.assertRaises(AccessError):
            theirs._renew(2026, 1)
        with self.assertRaises(AccessError):
            self.env["residence.funding.renewal"].with_user(self.coordinator).create(
                {"convention_id": self.convention.id, "year": 2026}
            )
