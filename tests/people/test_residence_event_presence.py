from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form

from ..common.base import MODULE
from ..common.people import PresenceCommon


class TestNamesOnTheWrapUp(PresenceCommon):
    """« Qui était là ? » as the screen sends it."""

    def setUp(self):
        super().setUp()
        self._new_count(self.event, adults=5)
        self.mine = self.event.with_user(self.animator)

    def _row(self, resident, role="participant"):
        return {"resident_id": resident.id, "role": role}

    def test_ticked_and_made(self):
        self.mine.presence_grid = [
            self._row(self.odette, "lead"),
            {"name": "Lola I.", "dwelling": "D06"},
            {"name": "kevin h", "dwelling": "B07"},
        ]
        names = self.event.presence_ids.resident_id.mapped("display_name")
        self.assertCountEqual(
            names, ["Odette V. (A02)", "Lola I. (D06)", "Kévin H. (b 07)"]
        )
        rows = {row["name"]: row for row in self.mine.presence_grid}
        self.assertEqual(rows["Odette V."]["role"], "lead")
        self.assertTrue(rows["Lola I."]["is_newcomer"])
        self.assertEqual(rows["Lola I."]["image"], "unknown")

    def test_changed_and_taken_off(self):
        self.mine.presence_grid = [self._row(self.odette), self._row(self.ines)]
        odette = self.event.presence_ids.filtered(
            lambda one: one.resident_id == self.odette
        )
        self.mine.presence_grid = [self._row(self.odette, "co_organizer")]
        self.assertEqual(self.event.presence_ids, odette)
        self.assertEqual(odette.role, "co_organizer")

    def test_names_and_count_in_one_save(self):
        grid = [self._row(one) for one in (self.odette, self.ines, self.kevin)]
        count = {"bracket_id": self.adults.id, "quantity": 2}
        self.mine.write({"presence_grid": grid, "attendance_grid": [count]})
        self.assertEqual(self.event.attendance_count, 3, "raised by the third name")
        counts = [
            {"bracket_id": line.age_bracket_id.id, "quantity": None}
            for line in self.event.attendance_ids
        ]
        counts.append({"bracket_id": self.elders.id, "quantity": 1})
        self.mine.write({"presence_grid": grid[:1], "attendance_grid": counts})
        self.assertEqual((self.event.attendance_count, self.event.named_count), (1, 1))

    def test_form(self):
        form = Form(self.mine, view=f"{MODULE}.residence_event_view_form_report")
        self.assertEqual(form.names_access, "write")
        form.presence_grid = [self._row(self.odette)]
        form.save()
        self.assertEqual(self.event.presence_ids.resident_id, self.odette)

    def test_new_event_with_names(self):
        start = fields.Datetime.now() - timedelta(days=2)
        event = (
            self.env["residence.event"]
            .with_user(self.animator)
            .create(
                {
                    "residence_id": self.home.id,
                    "event_type_id": self.meal.id,
                    "start": start,
                    "attendance_count": 4,
                    "presence_grid": [
                        self._row(self.odette),
                        {"name": "Lola I.", "dwelling": "D06"},
                    ],
                }
            )
        )
        self.assertEqual((event.attendance_count, event.named_count), (4, 2))

    def test_junk_is_refused(self):
        stranger = self._new_resident("Ahmet Y.", "C10", residence=self.away)
        for grid in (
            "Odette",
            [{"resident_id": stranger.id}],
            [{"resident_id": 10**9}],
            [{"name": ""}],
        ):
            with self.subTest(grid), self.assertRaises(UserError) as refusal:
                self.mine.presence_grid = grid
            self.assertNotIn("Ahmet", str(refusal.exception))

    def test_roster(self):
        self.event.action_done()
        self.mine.presence_grid = [self._row(self.odette), self._row(self.ines)]
        gone = self._new_resident("Simone E.", "D01", active=False)
        roster = self.mine.get_roster(
            self.home.id, self.meal.id, fields.Datetime.to_string(fields.Datetime.now())
        )
        self.assertEqual(
            [row["name"] for row in roster["residents"]],
            ["Inès O.", "Kévin H.", "Odette V."],
        )
        self.assertEqual(roster["residents"][0]["key"], "ines o b07")
        self.assertNotIn(gone.name, str(roster))
        self.assertCountEqual(roster["last"]["ids"], (self.odette | self.ines).ids)
        before = self.mine.get_roster(self.home.id, self.meal.id, "2026-05-05 10:00:00")
        self.assertFalse(before["last"], "nobody was named before")
