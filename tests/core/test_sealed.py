from odoo import Command
from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from ...models.core.sealed import Sealed
from ..common.base import MODULE, ROLES
from ..common.security import SECRET, SecurityCommon

LOGGED = ("id", "create_uid", "create_date", "write_uid", "write_date")
READS_FIRST = "load of what is read first"
VALUES = {  # what an attacker sends, by type of field
    "boolean": True,
    "integer": 7777,
    "float": 7777.5,
    "monetary": 7777.5,
    "char": SECRET,
    "text": SECRET,
    "html": SECRET,
    "date": "2001-02-03",
    "datetime": "2001-02-03 04:05:06",
    "binary": "WnpzZWNyZXQ=",
    "json": {"secret": SECRET},
}


@tagged("security")
class TestSealed(SecurityCommon):
    """What the server computes, no client writes: each field, role and way in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sealed = {
            name: fields
            for name in sorted(cls.env.registry)
            if (fields := cls._find_sealed(name))
        }

    @classmethod
    def _find_sealed(cls, name):
        """Return the stored read-only fields of a model of ours, found on their own."""
        model = cls.env[name]
        if model._original_module != MODULE or model._abstract or not model._auto:
            return []
        return [
            field
            for field in model._fields.values()
            if field.store and field.readonly and field.name not in LOGGED
        ]

    def _get_value(self, field):
        if field.type == "many2one":
            # sudo: an attacker knows ids, whatever she may read
            return self.env[field.comodel_name].sudo().search([], limit=1).id or 1
        if field.type == "selection":
            return field.get_values(self.env)[-1]
        return VALUES[field.type]

    def _call(self, role, model, method, *args, context=None):
        """Call as a client does, in a savepoint; return the error's words, if any."""
        env = self.env(user=self.users[role].id, su=False, context=context or {})
        try:
            with self.env.cr.savepoint():
                answer = call_kw(env[model], method, args, {})
                env.flush_all()
                raise _TakenBackError(answer)
        except _TakenBackError as taken:
            return self._get_messages(taken.answer)
        except UserError as error:
            return str(error)
        # a value that a type refuses, whichever way, is not a refusal
        except Exception as error:  # noqa: BLE001
            return repr(error)
        finally:
            self.env.invalidate_all()

    def _reads(self, role, record):
        return record.with_user(self.users[role]).has_access("read")

    def _get_messages(self, answer):
        """Return the words of what ``load`` refuses, which it does not raise."""
        if isinstance(answer, dict) and "messages" in answer:
            return " ".join(one["message"] for one in answer["messages"])
        return ""

    def _attack(self, ways_of):
        """Send each sealed field by each way, as each role; return who was not refused.

        :param ways_of: from (record, field, value) to [(way, model, method, *args)].
        """
        self.asked, through = 0, []
        for name, fields in self.sealed.items():
            records = self._get_records(name) or [self.env[name]]
            for field in fields:
                label = field._description_string(self.env)
                ways = ways_of(records[0], field, self._get_value(field))
                for role in ROLES:
                    for way, *call in ways:
                        if way == READS_FIRST and not self._reads(role, records[0]):
                            continue  # refused before
                        self.asked += 1
                        if f"“{label}”" not in self._call(role, *call):
                            through.append(f"{name}.{field.name} {way} {role}")
        return through

    def _assert_refused(self, ways_of):
        through = self._attack(ways_of)
        self.assertGreater(self.asked, 400)
        if through:
            shown = ", ".join(through[:20])
            self.fail(f"{len(through)} of {self.asked} not refused by name: {shown}")

    def test_create_and_write(self):
        def ways_of(record, field, value):
            vals = {field.name: value}
            model, ids = record._name, record.ids[:1] or [1]
            return [
                ("create", model, "create", vals),
                ("create of a list", model, "create", [{}, vals]),
                ("write", model, "write", ids, vals),
                ("web_save of a new one", model, "web_save", [], vals, {}),
                ("web_save", model, "web_save", ids, vals, {}),
                ("web_save_multi", model, "web_save_multi", ids, [vals], {}),
                ("copy", model, "copy", ids, vals),
            ]

        self._assert_refused(ways_of)

    def test_import(self):
        def ways_of(record, field, value):
            text = "TRUE" if value is True else str(value)
            name = f"{field.name}/.id" if field.type == "many2one" else field.name
            model, number = record._name, str(record.id or 1)
            # looked for before any value, in a list of residents
            named = {"name": "Odette V.", "residence_id/.id": str(self.home.id)}
            beside = named if model == "residence.resident" else {}
            names, texts = [name, *beside], [text, *beside.values()]
            return [
                (READS_FIRST if beside else "load", model, "load", names, [texts]),
                (READS_FIRST, model, "load", [".id", name], [[number, text]]),
            ]

        def can_import(field):
            if field.type == "many2one":  # Odoo looks for what a line names first
                return self.env[field.comodel_name].sudo().search_count([], limit=1)
            return field.type not in ("json", "binary")  # no column becomes one

        self.sealed = {
            name: [field for field in fields if can_import(field)]
            for name, fields in self.sealed.items()
        }
        self._assert_refused(ways_of)

    def test_lines_of_a_list(self):
        parents = {}
        for model in self.env.registry.values():
            if model._original_module != MODULE or model._abstract:
                continue  # nothing of Odoo's leads into ours: another test
            for field in model._fields.values():
                if field.type in ("one2many", "many2many"):
                    parents.setdefault(field.comodel_name, []).append(field)

        def ways_of(record, field, value):
            vals = {field.name: value}
            ways = []
            for parent in parents.get(record._name, ()):
                added = {parent.name: [Command.create(vals)]}
                changed = {parent.name: [Command.update(record.id or 1, vals)]}
                # sudo: any row of the parent's, whoever may read it
                rows = self.env[parent.model_name].sudo().search([], limit=1).ids
                call = (str(parent), parent.model_name)
                ways.append((*call, "create", added))
                ways.extend((*call, "write", rows, one) for one in (added, changed))
            return ways

        self._assert_refused(ways_of)

    def test_defaults_of_the_context(self):
        through, asked = [], 0
        for name, fields in self.sealed.items():
            for field in fields:
                asked += 1
                value = self._get_value(field)
                context = {f"default_{field.name}": value}
                found = self.env(context=context)[name].default_get([field.name])
                if found and (not field.default or found[field.name] == value):
                    through.append(f"{name}.{field.name}")
        self.assertGreater(asked, 100)
        self.assertFalse(through, f"{len(through)} of {asked}")

    def test_lines_in_defaults_of_the_context(self):
        lines = [Command.create({"quantity": 3, "state": "draft"})]
        context = {"default_attendance_ids": lines}
        events = self.env(context=context)["residence.event"]
        found = events.default_get(["attendance_ids"])["attendance_ids"]
        [line] = [command[2] for command in found if command[0] == Command.CREATE]
        self.assertEqual(line["quantity"], 3)
        self.assertNotIn("state", line)

    def test_defaults_that_a_user_keeps(self):
        model = self.env["residence.event"].with_user(self.animator)
        self.env["ir.default"].with_user(self.animator).set(
            "residence.event", "revision", 7777, user_id=True
        )
        self.assertNotIn("revision", model.default_get(["revision"]))

    def test_no_writable_field_leads_to_a_sealed_one(self):
        leading = [
            str(field)
            for name in self.env.registry
            for field in self.env[name]._fields.values()
            if field.related and not field.readonly
            for target in [field.related_field]
            if target in self.sealed.get(target.model_name, ())
        ]
        self.assertFalse(leading)

    def test_what_stays_once_made(self):
        self.home.animator_ids |= self.users["away_animator"]
        resident = self.residents[self.away]
        call = ("away_animator", "residence.resident")
        moved = {"residence_id": self.home.id}
        for method, *args in (("write", moved), ("web_save", moved, {})):
            self.assertIn("“Residence”", self._call(*call, method, resident.ids, *args))
        same = {"residence_id": self.away.id}
        self.assertEqual(self._call(*call, "write", resident.ids, same), "")

    def test_it_stands_first(self):
        """Before all overrides, and not on the class, where others take theirs back."""
        for name in self.sealed:
            with self.subTest(name):
                model = self.env.registry[name]
                self.assertIs(model.mro()[1], Sealed)
                self.assertTrue({"create", "write", "copy"}.isdisjoint(vars(model)))

    def test_none_is_translated(self):
        """Another way in, ``update_field_translations``, leads to none of them."""
        fields = [field for fields in self.sealed.values() for field in fields]
        self.assertFalse([str(field) for field in fields if field.translate])

    def test_a_client_cannot_pass_for_our_code(self):
        for value in (True, 1, "residence_unsealed", {}, [], None):
            words = self._call(
                "animator",
                "residence.event",
                "write",
                self.events[self.home].ids,
                {"revision": 7777},
                context={"residence_unsealed": value},
            )
            self.assertIn("“", words)

    def test_values_of_any_shape_meet_odoo_s_own_refusal(self):
        for vals in (None, [], 5, "x", {"revision": 1, 5: 5}, {"attendance_ids": 5}):
            words = self._call(
                "animator",
                "residence.event",
                "write",
                self.events[self.home].ids,
                vals,
            )
            self.assertNotIn("sealed", words)


class _TakenBackError(Exception):
    """What undoes a call that was answered."""

    def __init__(self, answer):
        super().__init__()
        self.answer = answer
