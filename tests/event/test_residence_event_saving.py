from odoo import Command
from odoo.exceptions import UserError

from ..common.event_saving import SavingCommon


class TestTwoPeople(SavingCommon):
    """Two colleagues at one event: nobody writes over the other unasked."""

    def test_each_their_field(self):
        self._save(self.event, {"actual_cost": 14.6}, {"actual_cost": 10})
        self._save(
            self.event,
            {"summary": "Belle table", "actual_cost": 10},
            {"summary": "Avant", "actual_cost": 10},
        )
        self.assertEqual(self.event.actual_cost, 14.6, "left as it was by the second")
        self.assertEqual(self.event.summary, "Belle table")

    def test_the_same_field_is_asked_about(self):
        self.event.summary = "La leur"
        clashes = self._ask(self.event, {"summary": "La mienne"}, {"summary": "Avant"})
        self.assertEqual(
            clashes,
            {
                "summary": {
                    "label": "What We Keep",
                    "mine": "La mienne",
                    "theirs": "La leur",
                    "stored": "La leur",
                }
            },
        )
        self.assertEqual(self.event.summary, "La leur")

    def test_same_change_is_no_conflict(self):
        self.event.summary = "Pareil"
        self._save(self.event, {"summary": "Pareil"}, {"summary": "Avant"})

    def test_the_answer(self):
        vals, base = {"summary": "La mienne"}, {"summary": "Avant"}
        self.event.summary = "La leur"
        theirs = {"summary": ["La leur", "theirs"]}
        self._save(self.event, vals, base, chosen=theirs)
        self.assertEqual(self.event.summary, "La leur")
        self.event.summary = "La leur, revue"
        mine = {"summary": ["La leur", "mine"]}
        self._ask(self.event, vals, base, chosen=mine)
        mine = {"summary": ["La leur, revue", "mine"]}
        self._save(self.event, vals, base, chosen=mine)
        self.assertEqual(self.event.summary, "La mienne")

    def test_every_kind_of_field(self):
        """What was opened is recognised, however a field travels."""
        new = {
            "name": "Soupe",
            "start": "2026-05-05 11:00:00",
            "stop": "2026-05-05 12:30:00",
            "space_id": self.hall.id,
            "led_by": "shared",
            "expected_count": 12,
            "actual_cost": 82.4,
            "volunteer_hours": 1.5,
        }
        (opened,) = self.event.read(list(new), load=None)
        opened.pop("id")
        opened.update(start=str(opened["start"]), stop=str(opened["stop"]))
        self._save(self.event, new, opened)
        (now,) = self.event.read(list(new), load=None)
        self.assertEqual(
            {name: str(now[name]) for name in new},
            {name: str(value) for name, value in new.items()},
        )
        other = {
            "name": "Pot-au-feu",
            "start": "2026-05-05 10:30:00",
            "stop": "2026-05-05 13:00:00",
            "space_id": self.kitchen.id,
            "led_by": "residents",
            "expected_count": 13,
            "actual_cost": 90,
            "volunteer_hours": 2,
        }
        clashes = self._ask(self.event, other, opened)
        self.assertEqual(clashes.keys(), other.keys())
        shown = {cell: (one["mine"], one["theirs"]) for cell, one in clashes.items()}
        self.assertEqual(shown["space_id"], ("Cuisine partagée", "Grande salle"))
        self.assertEqual(shown["volunteer_hours"], ("02:00", "01:30"))
        self.assertEqual(shown["led_by"], ("Residents", "The team and residents"))
        self.assertIn("1:00", shown["start"][1], "11:00 UTC is 13:00 in Paris")
        chosen = {cell: [one["stored"], "mine"] for cell, one in clashes.items()}
        self._save(self.event, other, opened, chosen=chosen)
        self.assertEqual(self.event.space_id, self.kitchen)
        self.assertEqual(str(self.event.stop), "2026-05-05 13:00:00")

    def test_rows_of_the_count(self):
        opened = self._rows(children=None, adults=None, elders=None)
        base = {"attendance_grid": opened}
        mine = self._rows(children=None, adults=4, elders=None)
        self._save(self.event, {"attendance_grid": mine}, base)
        theirs = self._rows(children=0, adults=None, elders=9)
        self._save(self.event, {"attendance_grid": theirs}, base)
        self.assertEqual(
            self._counts(self.event),
            {self.children: 0, self.adults: 4, self.elders: 9},
        )
        late = self._rows(children=None, adults=6, elders=None)
        clashes = self._ask(self.event, {"attendance_grid": late}, base)
        (asked,) = clashes.values()
        self.assertEqual((asked["mine"], asked["theirs"]), ("6", "4"))
        self.assertEqual(asked["label"], self.adults.name)

    def test_names(self):
        odette, bernard = self._new_resident(), self._new_resident("Bernard L.", "A05")
        rows = {
            one: {"resident_id": one.id, "role": "participant"}
            for one in (odette, bernard)
        }
        base = {"presence_grid": []}
        self._save(self.event, {"presence_grid": [rows[odette]]}, base)
        self._save(self.event, {"presence_grid": [rows[bernard]]}, base)
        residents = self.event.presence_ids.resident_id
        self.assertEqual(residents, odette | bernard)
        base = {"presence_grid": list(rows.values())}
        self._save(self.event, {"presence_grid": [rows[odette]]}, base)
        lead = {"resident_id": bernard.id, "role": "lead"}
        self._save(
            self.event,
            {"presence_grid": [rows[odette], {**lead, "role": "participant"}]},
            base,
        )
        self.assertEqual(self.event.presence_ids.resident_id, odette, "taken off")
        clashes = self._ask(self.event, {"presence_grid": [rows[odette], lead]}, base)
        self.assertEqual([*clashes], [f"presence_grid/{bernard.id}"])

    def test_lines(self):
        self.event.actual_cost = 0
        line = self.env["residence.event.cost"].create(
            {"event_id": self.event.id, "amount": 10, "name": "Pain"}
        )

        def save(changes, opened, save=self._save):
            command = [Command.UPDATE, line.id, changes]
            return save(
                self.event,
                {"cost_ids": [command]},
                {"cost_ids": {str(line.id): opened}},
            )

        save({"amount": 12}, {"amount": 10})
        save({"name": "Pain et vin"}, {"name": "Pain"})
        self.assertEqual((line.amount, line.name), (12, "Pain et vin"))
        clashes = save({"amount": 11}, {"amount": 10}, self._ask)
        self.assertEqual([*clashes], [f"cost_ids/{line.id}/amount"])
        self.assertIn("Pain et vin", str(clashes))

    def test_moved_start_keeps_typed_end(self):
        """What the form sends beside a change is written with it."""
        stop = str(self.event.stop)
        base = {"start": str(self.event.start), "stop": stop}
        vals = {"start": "2026-05-05 10:30:00", "stop": stop}
        self._save(self.event, vals, base)
        self.assertEqual(str(self.event.stop), stop)

    def test_not_counted_does_not_drop_a_count(self):
        self._new_count(self.event, adults=4)
        sending = {"method": "action_done_uncounted"}
        clashes = self._ask(self.event, {}, {"is_counted": False}, **sending)
        self.assertEqual(clashes["is_counted"]["theirs"], "4")
        chosen = {"is_counted": [True, "theirs"]}
        self._save(self.event, {}, {"is_counted": False}, chosen=chosen, **sending)
        self.assertEqual((self.event.state, self.event.attendance_count), ("done", 4))
        self.event.action_reopen()
        chosen = {"is_counted": [True, "mine"]}
        self._save(self.event, {}, {"is_counted": False}, chosen=chosen, **sending)
        self.assertFalse(self.event.is_counted)

    def test_cancelled_meanwhile(self):
        self.event.action_cancel()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._save(
                self.event,
                {"attendance_grid": self._rows(adults=4)},
                {"attendance_grid": self._rows(adults=None)},
                method="action_done",
            )
        self.env.invalidate_all()
        self.assertFalse(self.event.is_counted, "all or nothing")

    def test_says_what_never_who(self):
        self.event.with_user(self.administrator).summary = "La leur"
        clashes = self._ask(self.event, {"summary": "La mienne"}, {"summary": "Avant"})
        self.assertNotIn(self.administrator.name, str(clashes))
