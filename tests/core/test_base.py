"""A form that is not saved yet tells nothing of what its user may not read."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common.rights import MATRIX, WIZARDS
from ..common.security import SECRET, SecurityCommon


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
        reminder = {"residence_event_id": self.event.id, "summary": "x"}
        for role in ("nobody", "management", "away_animator"):
            activities = self.env["mail.activity"].with_user(self.users[role])
            mine = activities.create({**reminder, "user_id": activities.env.uid})
            [row] = mine.web_read(
                {"residence_event_id": {"fields": {"display_name": {}}}}
            )
            with self.subTest(role):
                self.assertNotIn(SECRET, str(row))
                self.assertNotIn(SECRET, str(mine.read(["residence_event_id"])))
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
