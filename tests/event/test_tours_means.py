from odoo.tests import tagged

from ..common.base import MODULE
from ..common.tours import PC, PHONE, TourCommon


class MeansTours(TourCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.evening = cls._new_meal(
            days=-1, name="Sewing", led_by="residents", animator_id=False
        )


@tagged("post_install", "-at_install")
class TestMeansOnPhone(MeansTours):
    browser_size = PHONE
    touch_enabled = True

    def test_settle_not_counted(self):
        self._start("settle_not_counted")
        self.assertEqual(self.evening.state, "done")
        self.assertFalse(self.evening.is_counted)

    def test_settle_counted(self):
        self._start("settle_counted")
        self.assertEqual(self.evening.state, "planned", "until the wrap-up is saved")

    def test_settle_not_held(self):
        self._start("settle_not_held")
        self.assertEqual(self.evening.state, "cancelled")

    def test_settle_unknown(self):
        self._start("settle_unknown")
        self.assertEqual(self.evening.state, "planned")
        self.assertTrue(self.evening.ask_again_on)

    def test_idea(self):
        self._start("idea_noted")
        idea = self.env["residence.idea"].search([("name", "=", "A seed library")])
        self.assertEqual(len(idea), 1)
        self.assertEqual((idea.support_count, idea.state), (1, "accepted"))
        self.assertEqual(idea.residence_id, self.home)

    def test_itemised(self):
        self._start("report_itemised")
        self.assertEqual(self.meal.actual_cost, 14.6)
        self.assertEqual(self.meal.cost_ids.name, "Bread")


@tagged("post_install", "-at_install")
class TestMeansOnComputer(MeansTours):
    browser_size = PC

    def test_idea_board(self):
        idea = self.env["residence.idea"].create(
            {
                "name": "A garden bench",
                "residence_id": self.home.id,
                "support_count": 3,
            }
        )
        path = f"/odoo/action-{MODULE}.residence_idea_action"
        self._start("idea_board", path=path)
        self.assertEqual((idea.support_count, idea.state), (4, "accepted"))
