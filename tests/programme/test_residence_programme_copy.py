from datetime import timedelta

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..common.base import MODULE
from ..common.series import SeriesCommon
from ..common.tours import PHONE, TourCommon


class TestProgrammeCopy(SeriesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shared_home.coordinator_id = cls.coordinator
        cls.grower = cls.env["res.partner"].create(
            {"name": "Ferme", "is_company": True}
        )
        cls.series = cls._new_series(
            extra_space_ids=[Command.set(cls.kitchen.ids)],
            partner_ids=[Command.set(cls.grower.ids)],
            planned_cost=35,
            note="Clés chez la gardienne",
        )
        cls.ended = cls._new_series(name="Ancien club", space_id=False)
        cls.ended.action_stop()
        cls.their_hall = cls._new_space(cls.shared_home, "GRANDE SALLE", 30)

    def _open(self, user=None, target=None, date_start="2026-09-01"):
        model = self.env["residence.programme.copy"].with_user(user or self.coordinator)
        form = Form(model.with_context(default_source_id=self.home.id))
        form.target_id = target or self.shared_home
        form.date_start = date_start
        return form

    def _get_copies(self):
        return self.env["residence.event.series"].search(
            [("residence_id", "=", self.shared_home.id)]
        )

    def test_preview_then_drafts(self):
        form = self._open()
        lines = form.line_ids
        self.assertEqual(len(lines), 2)
        with lines.edit(0) as line:
            self.assertEqual(line.series_id, self.series)
            self.assertTrue(line.is_chosen)
            self.assertIn("Every Friday", line.sentence)
            self.assertIn("Cuisine partagée", line.remark)
        with lines.edit(1) as line:
            self.assertFalse(line.is_chosen, "it has ended")
        copy = form.save()
        self.assertFalse(self._get_copies())
        action = copy.action_copy()
        copies = self._get_copies()
        self.assertEqual(action["domain"], [("id", "in", copies.ids)])
        self.assertEqual(copies.state, "draft")
        self.assertFalse(copies.event_ids)
        self.assertEqual(copies.space_id, self.their_hall)
        self.assertFalse(copies.extra_space_ids)
        self.assertEqual(copies.partner_ids, self.grower)
        self.assertEqual((copies.planned_cost, copies.note), (35, False))
        self.assertEqual(copies.event_type_id, self.basket)
        self.assertEqual(str(copies.start), "2026-09-04 15:00:00")
        self.assertEqual(copies.animator_id, self.users["away_animator"])
        copies.action_start()
        self.assertEqual(len(copies.event_ids), 6)
        self.assertEqual(copies.event_ids.residence_id, self.shared_home)
        self.assertEqual(len(self.series.event_ids), 6, "the source is as it was")

    def test_overseas_at_the_same_hour(self):
        self.shared_home.tz = "America/Martinique"
        self._open().save().action_copy()
        self.assertEqual(str(self._get_copies().start), "2026-09-04 21:00:00")

    def test_without_partners_and_budgets(self):
        form = self._open()
        form.with_partners = False
        form.with_costs = False
        form.save().action_copy()
        copies = self._get_copies()
        self.assertFalse(copies.partner_ids)
        self.assertFalse(copies.planned_cost)

    def test_an_end_that_is_over(self):
        self.series.write({"end_type": "until", "until": "2026-06-30", "count": 0})
        self._open().save().action_copy()
        self.assertEqual(self._get_copies().end_type, "never")

    def test_nothing_to_copy(self):
        copy = self._open().save()
        copy.line_ids.is_chosen = False
        with self.assertRaisesRegex(UserError, "at least one"):
            copy.action_copy()
        same = self._open(target=self.home, user=self.administrator).save()
        with self.assertRaisesRegex(UserError, "another one"):
            same.action_copy()


@tagged("post_install", "-at_install")
class TestProgrammeCopyOnPhone(TourCommon):
    browser_size = PHONE
    touch_enabled = True

    def test_copy(self):
        """Series are cards there: each goes along with its tick."""
        start = self.now + timedelta(days=3)
        series = self.env["residence.event.series"]
        for name in ("Sewing", "Soup"):
            series.create(
                {
                    "name": name,
                    "residence_id": self.home.id,
                    "event_type_id": self.env.ref(f"{MODULE}.event_type_club").id,
                    "space_id": self.hall.id,
                    "start": start,
                    "stop": start + timedelta(hours=1),
                    "rrule": "FREQ=WEEKLY;COUNT=2",
                    "state": "draft",
                }
            )
        other = self.home.copy({"name": "Le Grand Large", "space_ids": False})
        self.env["ir.default"].set("residence.programme.copy", "target_id", other.id)
        path = f"/odoo/action-{MODULE}.residence_residence_action/{self.home.id}"
        self._start("programme_copy", "coordinator", path)
        copies = series.search([("residence_id", "=", other.id)])
        self.assertEqual(copies.mapped("name"), ["Sewing"])
        self.assertEqual(copies.state, "draft")
