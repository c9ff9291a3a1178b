from odoo import Command
from odoo.exceptions import AccessError, MissingError, UserError

from ..common.event_saving import SavingCommon


class TestSentTwice(SavingCommon):
    """A lost answer is asked for again: nothing is done twice."""

    def _values(self, **values):
        return {
            "residence_id": self.home.id,
            "event_type_id": self.meal.id,
            "start": "2026-05-10 10:00:00",
            "stop": "2026-05-10 12:00:00",
            **values,
        }

    def test_same_token(self):
        vals, base = {"summary": "Une"}, {"summary": "Avant"}
        self._save(self.event, vals, base, once="once")
        self.event.summary = "Deux, d'une collègue"
        self._save(self.event, vals, base, once="once")
        self.assertEqual(self.event.summary, "Deux, d'une collègue")

    def test_new_event_is_made_once(self):
        events = self.env["residence.event"]
        vals = self._values(attendance_grid=self._rows(adults=4))
        sending = {"once": "new", "method": "action_done"}
        first = self._save(events, vals, **sending)
        self.assertEqual((first.state, first.attendance_count), ("done", 4))
        self.assertEqual(self._save(events, vals, **sending), first)
        self.assertEqual(first.state, "done")

    def test_new_event_sent_again_with_more(self):
        """No answer came, and she typed on: the same event, and its rows once."""
        events = self.env["residence.event"]
        bread = [Command.CREATE, "virtual_1", {"amount": 14.6, "name": "Pain"}]
        wine = [Command.CREATE, "virtual_2", {"amount": 20, "name": "Cidre"}]
        before = self._values(cost_ids=[bread], state="draft")
        first = self._save(events, before, method="action_done_uncounted")
        after = self._values(cost_ids=[bread, wine], state="draft", summary="Douce")
        again = self._save(events, after, before)
        self.assertEqual(again, first)
        self.assertEqual(first.cost_ids.mapped("amount"), [14.6, 20])
        self.assertEqual((first.actual_cost, first.summary), (34.6, "Douce"))
        self.assertEqual(first.state, "done", "what the form took for a draft")

    def test_rows_deleted_meanwhile_stay_away(self):
        row = [Command.CREATE, "virtual_1", {"amount": 5}]
        self.event.actual_cost = 0
        self._save(self.event, {"cost_ids": [row]})
        line = self.event.cost_ids
        line.unlink()
        self._save(self.event, {"cost_ids": [row]})
        self.assertFalse(self.event.cost_ids)
        self._save(self.event, {"cost_ids": [[Command.DELETE, line.id, False]]})

    def test_what_was_tried_is_one_s_own(self):
        """Her own first sending, whose answer was lost, is not somebody else's."""
        self._save(self.event, {"summary": "Une"}, {"summary": "Avant"})
        self._save(
            self.event,
            {"summary": "Une et demie"},
            base={"summary": ["Avant", "Une"]},
            is_base_whole=True,
        )
        self.assertEqual(self.event.summary, "Une et demie")

    def test_somebody_else_s_token(self):
        """A token is its sender's: guessed by another, it answers nothing."""
        made = self._save(self.env["residence.event"], self._values(), once="hers")
        with self.assertRaises(AccessError):
            self._save(
                made, {"name": "x"}, user=self.users["away_animator"], once="hers"
            )
        other = self._save(
            self.env["residence.event"],
            self._values(residence_id=self.away.id),
            user=self.users["away_animator"],
            once="hers",
        )
        self.assertNotEqual(other, made)

    def test_deleted_meanwhile(self):
        self.event.action_cancel()
        event = self.env["residence.event"].browse(self.event.id)
        self.event.unlink()
        with self.assertRaises(MissingError):
            self._save(event, {"summary": "x"}, {"summary": "Avant"})

    def test_unreadable(self):
        for sending in (
            {"once": 3},
            {"base": [1], "is_base_whole": True},
            {"method": "unlink"},
            {"form": ""},
        ):
            with self.subTest(sending), self.assertRaises(UserError):
                self._save(self.event, {"summary": "x"}, **sending)

    def test_a_plain_save_is_odoo_s(self):
        (row,) = self.event.web_save({"summary": "x"}, {"summary": {}})
        self.assertEqual(row["summary"], "x")
