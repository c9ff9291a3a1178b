"""A form that is not saved yet tells nothing of what its user may not read."""

import psycopg2

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common.rights import MATRIX, WIZARDS
from ..common.security import SECRET, SecurityCommon

# What Odoo itself may answer to the shapes that it does not know.
REFUSALS = (UserError, *(KeyError, TypeError, ValueError), psycopg2.Error)


@tagged("security")
class TestFormsOfNothing(SecurityCommon):
    def setUp(self):
        super().setUp()
        self.event = self.events[self.home]
        self.resident = self.residents[self.home]
        self.env.invalidate_all()

    def _ask(self, role, model, values, names, **context):
        """Return what a client is answered that opens a form on ``values``."""
        name = {"fields": {"display_name": {}}}
        records = self.env[model].with_user(self.users[role]).with_context(**context)
        spec = {
            one: name if records._fields[one].type == "many2one" else {}
            for one in names
        }
        try:
            return records.onchange(values, list(values), spec).get("value", {})
        except AccessError as refusal:
            return {"refusal": str(refusal)}

    def test_no_name_by_any_link(self):
        """Each many2one of each model, to a record that the role may not read."""
        asked = 0
        hidden = {
            model: self._get_records(model)
            for model, roles in MATRIX.items()
            if "" in {cell for cells in roles.values() for cell in cells}
        }
        for model in [*(MATRIX.keys() | WIZARDS), "mail.activity"]:
            for field in self.env[model]._fields.values():
                if field.type != "many2one" or field.comodel_name not in hidden:
                    continue
                followers = [
                    one.name
                    for one in self.env[model]._fields.values()
                    if one.related and one.related.startswith(f"{field.name}.")
                ]
                for role, cells in MATRIX[field.comodel_name].items():
                    pairs = zip(hidden[field.comodel_name], cells, strict=True)
                    record = next((one for one, cell in pairs if not cell), None)
                    creates = self.env[model].with_user(self.users[role])
                    if not record or not creates.has_access("create"):
                        continue
                    asked += 1
                    names = [field.name, *followers]
                    default = {f"default_{field.name}": record.id}
                    with self.subTest(model=model, field=field.name, role=role):
                        answer = self._ask(role, model, {}, names, **default)
                        shown = answer.get(field.name) or {}
                        self.assertNotEqual(shown.get("id"), record.id)
                        answer = self._ask(role, model, {field.name: record.id}, names)
                        self.assertIn("refusal", answer)
                        self.assertNotIn(record.display_name, str(answer))
        self.assertGreater(asked, 50, "or the test proves nothing")

    def test_no_figure_of_another_residence(self):
        names = ["attendance_count", "actual_cost", "residence_id", "date"]
        values = {"event_id": self.event.id, "share": 100}
        shares = "residence.funding.allocation"
        answer = self._ask("away_animator", shares, values, names)
        self.assertEqual(answer.keys(), {"refusal"})
        self.assertNotIn(SECRET, str(answer))
        answer = self._ask("animator", shares, values, names)
        self.assertEqual(answer["attendance_count"], 13, "or the test proves nothing")

    def test_other_ways_to_say_an_id(self):
        """As a dictionary, in a new line, in a list, kept as one's own default."""
        presence = self.presences[self.home]
        person = {"fields": {"resident_id": {"fields": {"display_name": {}}}}}
        events = self.env["residence.event"].with_user(self.coordinator)
        for model, values, spec in (
            (
                "residence.presence",
                {"resident_id": {"id": self.resident.id}},
                person["fields"],
            ),
            (
                "residence.event",
                {"presence_ids": [[0, "new", {"resident_id": self.resident.id}]]},
                {"presence_ids": person},
            ),
            (
                "residence.event",
                {"presence_ids": [[4, presence.id]]},
                {"presence_ids": person},
            ),
            (
                "residence.event",
                {"presence_ids": [[1, presence.id, {"role": "lead"}]]},
                {"presence_ids": person},
            ),
            (
                "residence.event",
                {"presence_ids": [[6, 0, [presence.id]]]},
                {"presence_ids": person},
            ),
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                self.env[model].with_user(self.coordinator).onchange(
                    values, list(values), spec
                )
        self.env["ir.default"].set(
            "residence.presence", "resident_id", self.resident.id, self.coordinator.id
        )
        answer = self._ask("coordinator", "residence.presence", {}, ["resident_id"])
        self.assertFalse(answer.get("resident_id"))
        self.assertTrue(events.has_access("create"), "or the test proves nothing")

    def test_names_are_for_readers(self):
        """Even where a row that they may read leads there."""
        named = self.event.with_user(self.coordinator)
        self.assertIn(SECRET, named.display_name)
        self.assertNotIn(
            SECRET, self.resident.with_user(self.coordinator).sudo().display_name
        )

    def test_one_s_own_is_answered(self):
        values = {"event_id": self.event.id, "resident_id": self.resident.id}
        answer = self._ask(
            "animator",
            "residence.presence",
            {},
            values,
            **{f"default_{name}": number for name, number in values.items()},
        )
        self.assertIn(SECRET, answer["resident_id"]["display_name"])
        self.assertEqual(answer["event_id"]["id"], self.event.id)

    def _answer(self, user, model, values, spec, **context):
        """Return what the user is answered, or the class of the refusal."""
        records = self.env[model].with_user(user).with_context(**context)
        try:
            with self.env.cr.savepoint():
                return records.onchange(dict(values), list(values), spec)
        except REFUSALS as refusal:
            return type(refusal)

    def _new_manager(self):
        """Return a user who administers Odoo, and has no role of ours."""
        manager = self._new_user("manager")
        manager.group_ids += self.env.ref("base.group_system")
        manager.group_ids += self.env.ref("base.group_partner_manager")
        return manager

    @mute_logger("odoo.sql_db")  # of what Odoo itself refuses
    def test_every_shape_that_odoo_accepts(self):
        """Ours answers as for the superuser, whom the guard does not look at."""
        people = self.env["res.partner"].create([{"name": "One"}, {"name": "Two"}])
        one, two = people.ids
        seen, unsaved = f"{one}", people.new(origin=people[0]).id
        links = [
            one,
            seen,
            [one, "Two"],
            (one, "Two"),
            [one],
            {"id": one},
            {"id": seen},
        ]
        links += [None, False, "virtual_1", {"id": False}, {}, [], unsaved, people[0]]
        links += [{"id": one, "name": "x"}, {"id": "virtual_1"}, True, 10**12]
        lists = [
            *([[5]], [(5,)], [[5, 0, 0]], [[6, 0, [one, two]]], [(6, 0, (one,))]),
            *([[6, False, []]], [[4, one]], [(4, one, False)], [[4, one, {"id": one}]]),
            *([[3, one]], [[2, one]], [[2, one, False]], [[1, one, {"name": "x"}]]),
            *([[0, "virtual_1", {"name": "x"}]], [(0, 0, {"name": "x"})], [one, two]),
            *([[1, "virtual_1", {}]], [seen], [Command.link(one), Command.clear()]),
            *([unsaved], None, False, [], [{"name": "x"}]),
            *([[0, "virtual_1", {"name": False}], [4, two]], [[4, seen]]),
        ]
        event, meal = self.event, self.meal
        ours = {
            "event_type_id": [
                *(meal.id, [meal.id, "x"], {"id": meal.id}, None, False, "virtual_1"),
                *(str(meal.id), {"id": str(meal.id)}, {"id": False}, [], True, meal),
            ],
            "extra_space_ids": [
                *([[5]], [[6, 0, [self.kitchen.id]]], [[4, self.kitchen.id]], None),
                *([[3, self.kitchen.id]], [str(self.kitchen.id)], [self.kitchen.id]),
            ],
            "partner_ids": lists,
            "cost_ids": [[[0, "virtual_1", {"amount": 3}]], [[5]], [[2, 1]], False],
        }
        manager = self._new_manager()
        cases = [
            *((manager, "res.partner", "parent_id", value) for value in links),
            *((manager, "res.partner", "child_ids", value) for value in lists),
            *(
                (self.animator, event._name, name, value)
                for name, values in ours.items()
                for value in values
            ),
        ]
        for user, model, name, value in cases:
            values = {name: value}
            spec = {name: {"fields": {"display_name": {}}}}
            with self.subTest(model=model, name=name, value=value):
                answer = self._answer(user, model, values, spec)
                expected = self._answer(self.env.user, model, values, spec)
                self.assertEqual(
                    isinstance(answer, dict),
                    isinstance(expected, dict),
                    (answer, expected),
                )
                if not isinstance(expected, dict):
                    self.assertEqual(answer, expected, "the same refusal as Odoo's")

    def test_what_is_deleted_is_as_what_is_hidden(self):
        """A form may still name it; nothing tells whether a record exists."""
        spec = {"event_id": {"fields": {"display_name": {}}}}
        deleted = self.event.copy()
        hidden, gone = self.events[self.away].id, deleted.id
        deleted.unlink()
        counts = self.env["residence.attendance"].with_user(self.animator)
        for number in (gone, hidden):
            with self.subTest(number):
                answer = self._answer(
                    self.animator, counts._name, {"event_id": number}, spec
                )
                self.assertEqual(answer, AccessError)
                proposed = counts.with_context(default_event_id=number)
                self.assertNotIn("event_id", proposed.default_get(["event_id"]))

    def test_by_the_id_of_a_reference(self):
        manager = self._new_manager()
        action, name = "ir.actions.server", "resource_ref"
        spec = {name: {"fields": {"display_name": {}}}}
        for number in (f"{self.event.id}", f" {self.event.id}"):
            values = {name: f"residence.event,{number}"}
            with self.subTest(number):
                answer = self._answer(manager, action, values, spec)
                self.assertEqual(answer, AccessError)
                answer = self._answer(
                    manager, action, {}, spec, **{f"default_{name}": values[name]}
                )
                self.assertNotIn(SECRET, str(answer))
                self.assertNotIn(f"'id': {self.event.id}", str(answer))
        for value in (f"res.partner,{manager.partner_id.id}", False, None):
            with self.subTest(value):
                answer = self._answer(manager, action, {name: value}, spec)
                self.assertIsInstance(answer, dict)

    def test_by_an_id_whose_model_is_beside(self):
        """An activity's document, whose name Odoo computes as the superuser."""
        model = self.env["ir.model"]._get_id
        event, spec = self.event, {"res_name": {}, "res_id": {}}
        sent = {"res_model_id": model("residence.event"), "res_id": event.id}
        partner = self.env["res.partner"].create({"name": "Theirs"})
        for role in ("nobody", "management", "away_animator"):
            user = self.users[role]
            for values, context in (
                (sent, {}),
                ({**sent, "res_model_id": {"id": sent["res_model_id"]}}, {}),
                ({"res_id": event.id}, {"default_res_model_id": sent["res_model_id"]}),
                ({"res_model_id": sent["res_model_id"]}, {"default_res_id": event.id}),
                ({}, {f"default_{name}": value for name, value in sent.items()}),
            ):
                with self.subTest(role=role, values=values, context=context):
                    answer = self._answer(
                        user, "mail.activity", values, spec, **context
                    )
                    self.assertNotIn(SECRET, str(answer))
                    if values:
                        self.assertEqual(answer, AccessError)
            activity = self.env["mail.activity"].create(
                {
                    "res_model_id": model("res.partner"),
                    "res_id": partner.id,
                    "user_id": user.id,
                }
            )
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE mail_activity SET res_id = %s WHERE id = %s",
                (event.id, activity.id),
            )
            self.env.invalidate_all()
            for name in ("res_id", "res_model_id"):
                values = {"res_model_id": sent["res_model_id"], name: sent[name]}
                own = activity.with_user(user)
                with (
                    self.subTest(role=role, activity="a contact's", values=values),
                    self.assertRaises(AccessError),
                ):
                    own.onchange(values, list(values), spec)
        answer = self._answer(self.animator, "mail.activity", sent, spec)
        self.assertIsInstance(answer, dict, "or the test proves nothing")
        self.assertNotIn(SECRET, str(answer), "the name is stored, for any reader")
        own = {"res_model_id": model("res.partner"), "res_id": partner.id}
        answer = self._answer(self.users["nobody"], "mail.activity", own, spec)
        self.assertIn("Theirs", str(answer))

    def test_by_the_definition_of_a_property(self):
        manager = self._new_manager()
        definition = {
            "name": "zz",
            "type": "many2one",
            "string": "Way in",
            "comodel": "residence.resident",
        }
        base = self.env["properties.base.definition"].sudo()
        base = base._get_definition_for_property_field("res.partner", "properties")
        base.properties_definition = [definition]
        person, spec = self.resident.id, {"properties": {}}
        for value in (
            [{**definition, "value": person}],
            [{**definition, "value": [person, "x"]}],
            [{**definition, "default": person}],
            [{**definition, "type": "many2many", "value": [[person, "x"]]}],
            [{**definition, "comodel": False, "value": person}],
            {"zz": person},
        ):
            with self.subTest(value):
                answer = self._answer(
                    manager, "res.partner", {"properties": value}, spec
                )
                self.assertEqual(answer, AccessError)
        for value in ({"zz": False}, {}, [], False, [definition], {"other": person}):
            with self.subTest(value):
                answer = self._answer(
                    manager, "res.partner", {"properties": value}, spec
                )
                self.assertIsInstance(answer, dict)
