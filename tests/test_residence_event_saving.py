import odoo
from odoo import SUPERUSER_ID, Command, api
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.service.model import retrying
from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from ..models.residence_event_conflict import EditConflict
from .common import ResidenceCommon


class SavingCommon(ResidenceCommon):
    def setUp(self):
        super().setUp()
        self.event = self._new_event(state="planned", actual_cost=10, summary="Avant")
        self.tokens = iter(f"token-{number}" for number in range(1000))

    def _save(self, event, vals, base=None, user=None, is_base_whole=False, **sending):
        """Save as a form does, from the values ``base``; return the event."""
        if not is_base_whole:
            base = {name: [value] for name, value in (base or {}).items()}
        sending = {
            "token": sending.pop("once", None) or next(self.tokens),
            "form": "form",
            "base": base,
            **sending,
        }
        mine = event.with_user(user or self.animator)
        mine = mine.with_context(residence_sending=sending)
        (row,) = mine.web_save(vals, {"name": {}})
        self.env.invalidate_all()
        return self.env["residence.event"].browse(row["id"])

    def _ask(self, *args, **kwargs):
        """Save, expecting the question; return its cells."""
        with self.assertRaises(EditConflict) as refusal, self.env.cr.savepoint():
            self._save(*args, **kwargs)
        self.env.invalidate_all()
        return refusal.exception.context["clashes"]

    def _rows(self, **quantities):
        return [
            {"bracket_id": getattr(self, name).id, "quantity": quantity}
            for name, quantity in quantities.items()
        ]

    def _counts(self, event):
        return {line.age_bracket_id: line.quantity for line in event.attendance_ids}


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


@tagged("post_install", "-at_install")
class TestSavingRace(BaseCase):
    """Real transactions, committed: the second looks again once the first is done."""

    def setUp(self):
        super().setUp()
        self.registry = odoo.modules.registry.Registry(odoo.tests.common.get_db_name())
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            residence = env["residence.residence"].create(
                {"name": "Course", "dwelling_count": 1}
            )
            kind = env.ref("residence_community.event_type_meal")
            event = env["residence.event"].create(
                {
                    "residence_id": residence.id,
                    "event_type_id": kind.id,
                    "start": "2026-01-06 11:00:00",
                    "stop": "2026-01-06 13:00:00",
                }
            )
            self.event_id = event.id
            self.bracket_ids = env["residence.age.bracket"].search([], limit=2).ids
        self.addCleanup(self._clean)

    def _clean(self):
        with self.registry.cursor() as cr:
            event = api.Environment(cr, SUPERUSER_ID, {})["residence.event"].browse(
                self.event_id
            )
            residence = event.residence_id
            event.unlink()
            residence.unlink()
            requests = event.env["residence.request"]
            requests.search([("token", "like", "save/1/%")]).unlink()

    def _save(self, env, token, bracket, quantity):
        sending = {
            "token": token,
            "form": token,
            "base": {"attendance_grid": [[{"bracket_id": bracket, "quantity": None}]]},
        }
        event = env["residence.event"].browse(self.event_id)
        event.with_context(residence_sending=sending).web_save(
            {"attendance_grid": [{"bracket_id": bracket, "quantity": quantity}]}, {}
        )

    def _race(self, token, bracket, quantity):
        """Save in a transaction that began before a colleague's was committed."""
        first, _second = self.bracket_ids
        with self.registry.cursor() as cr, mute_logger("odoo.sql_db"):
            env = api.Environment(cr, SUPERUSER_ID, {})
            tries = []

            def save():
                env["residence.event"].search_count([])  # the snapshot is taken
                if not tries:
                    with self.registry.cursor() as other:
                        colleague = api.Environment(other, SUPERUSER_ID, {})
                        self._save(colleague, "colleague", first, 4)
                tries.append(1)
                self._save(env, token, bracket, quantity)

            retrying(save, env)
            self.assertEqual(len(tries), 2, "run again after the colleague's")

    def _counts(self):
        with self.registry.cursor() as cr:
            event = api.Environment(cr, SUPERUSER_ID, {})["residence.event"].browse(
                self.event_id
            )
            return {
                line.age_bracket_id.id: line.quantity for line in event.attendance_ids
            }

    def test_two_rows(self):
        first, second = self.bracket_ids
        self._race("mine", second, 9)
        self.assertEqual(self._counts(), {first: 4, second: 9})

    def test_the_same_row(self):
        first, _second = self.bracket_ids
        with self.assertRaises(EditConflict):
            self._race("mine", first, 9)
        self.assertEqual(self._counts(), {first: 4})

    def test_the_same_request(self):
        first, _second = self.bracket_ids
        self._race("colleague", first, 4)
        self.assertEqual(self._counts(), {first: 4})
