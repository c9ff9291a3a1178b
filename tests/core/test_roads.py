"""No road from Odoo's models into ours: none to see, and none that answers.

Odoo evaluates some searches as the superuser, where neither rules nor ``groups=`` hold:
any field that led from a contact, a user or an activity to what is ours would tell it,
letter by letter, to every employee.
"""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import roads
from ..common.peers import SECRET, PeerCommon

WRONG = "Zzwrongg"
ROLES = (
    *("nobody", "animator_management", "management", "administrator"),
    *("coordinator_management", "away_animator", "away_coordinator"),
)
# The roads that were found, beside those that the registry shows.
FOUND = (
    "user_ids.animated_residence_ids.name",
    "user_ids.coordinated_residence_ids.name",
    "peer_group_ids.session_ids.video_url",
    "user_ids.peer_group_ids.session_ids.video_url",
    "user_ids.coordinated_peer_group_ids.name",
    "user_ids.relayed_peer_group_ids.name",
    "meeting_ids.activity_ids.residence_event_id.name",
    "meeting_ids.activity_ids.residence_export_id.name",
    "activity_ids.residence_event_id.presence_ids.resident_id.name",
)


# once all modules are loaded: theirs may lead to ours too
@tagged("security", "post_install", "-at_install")
class TestRoads(PeerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hidden = cls._new_residence(
            f"{SECRET} house",
            12,
            animator_ids=[cls.animator.id],
            coordinator_id=cls.coordinator.id,
        )
        cls.event = cls._new_event(cls.hidden, name=f"{SECRET} meal")
        cls.resident = cls.env["residence.resident"].create(
            {
                "name": f"{SECRET} V.",
                "dwelling": "A02",
                "residence_id": cls.hidden.id,
                "partner_id": cls.outsiders[0].id,
            }
        )
        cls._new_presences(cls.event, cls.resident)
        # what the attackers start from: meetings of their own, with those concerned
        cls.meetings = {
            role: cls.env["calendar.event"]
            .with_user(cls.users[role])
            .create(
                {
                    "name": "Mine",
                    "start": "2026-05-12 09:00:00",
                    "stop": "2026-05-12 10:00:00",
                }
            )
            for role in ROLES
        }
        concerned = cls.animator.partner_id | cls.coordinator.partner_id
        for meeting in cls.meetings.values():
            meeting.message_subscribe((concerned | cls.outsiders[0]).ids)
        cls.env.flush_all()

    def _ask_all(self, role):
        """Return the questions asked as a role: {question: (answers right, wrong)}."""
        env = self.env(user=self.users[role].id, su=False)
        targets = {
            "residence.peer.session": "video_url",
            "residence.resident": "name",
            "residence.event": "name",
            "residence.residence": "name",
            "residence.peer.group": "name",
        }
        paths = {}
        asked = {}
        for model, entry in roads.find_entries(env):
            start = env[model]._fields[entry].comodel_name
            if roads.is_ours(env, start):
                continue  # a role's own: the table of rights says what it reads
            if start not in paths:
                paths[start] = [
                    f"{path}.{targets[name]}"
                    for name, path in roads.find_paths(env, start, targets).items()
                ]
            for path in paths[start]:
                self._ask(env, model, f"{entry}.{path}", asked)
        for path in FOUND:
            self._ask(env, "calendar.event", f"message_partner_ids.{path}", asked)
            self._ask(env, "res.partner", f"message_partner_ids.{path}", asked)
            self._ask(env, "res.partner", path, asked)
        return asked

    def _ask(self, env, model, path, asked):
        asked[model, path] = tuple(
            roads.ask(env, model, [(path, "like", word)]) for word in (SECRET, WRONG)
        )

    def _assert_nothing_told(self, asked):
        told = {name: answers for name, answers in asked.items() if len({*answers}) > 1}
        self.assertFalse(told, f"{len(told)} of {len(asked)} questions are answered")

    def test_no_field_leads_into_ours(self):
        self.assertFalse(roads.find_edges(self.env))

    def test_no_search_tells(self):
        for role in ROLES:
            with self.subTest(role):
                asked = self._ask_all(role)
                self.assertGreater(len(asked), 20, "or the test proves nothing")
                self._assert_nothing_told(asked)

    def test_letter_by_letter(self):
        """The attack as it was found: from a meeting of one's own."""
        for role in ROLES:
            env = self.env(user=self.users[role].id, su=False)
            mine = [("id", "=", self.meetings[role].id)]
            self.assertEqual(roads.ask(env, "calendar.event", mine), 1)
            for path, first in (
                ("peer_group_ids.session_ids.video_url", "https"),
                ("user_ids.animated_residence_ids.name", SECRET),
                ("meeting_ids.activity_ids.residence_event_id.name", SECRET),
            ):
                answers = {
                    roads.ask(
                        env,
                        "calendar.event",
                        [*mine, (f"message_partner_ids.{path}", "=like", f"{word}%")],
                    )
                    for word in (first, "q")
                }
                with self.subTest(role=role, path=path):
                    self.assertEqual(len(answers), 1)

    def test_a_road_that_is_planted_is_found(self):
        """Else the tests above could be blind."""
        with self.assertLogs("odoo.addons.residence_community", "WARNING"):
            self.env["res.config.settings"].create(
                {"residence_opens_confidences": True}
            ).execute()
        road = self.env["ir.model.fields"].create(
            {
                "name": "x_road_ids",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "ttype": "one2many",
                "relation": "residence.resident",
                "relation_field": "partner_id",
            }
        )
        self.addCleanup(road.unlink)
        edge = ("res.partner", "x_road_ids", "residence.resident")
        self.assertIn(edge, roads.find_edges(self.env))
        asked = self._ask_all("nobody")
        question = ("calendar.event", "message_partner_ids.x_road_ids.name")
        right, wrong = asked[question]
        self.assertTrue(right and not wrong, "what stands at its end is told")
        with self.assertRaises(AssertionError):
            self._assert_nothing_told(asked)

    def test_our_own_searches_tell_nothing(self):
        """What a method of ours searches by is as closed as the field it stands for."""
        for role in ROLES:
            env = self.env(user=self.users[role].id, su=False)
            asked = {}
            for name, model in env.items():
                if not roads.is_ours(env, name) or model._abstract:
                    continue
                for field in model._fields.values():
                    if not field.search or field.name == "display_name":
                        continue  # a name is searched by the fields that it is made of
                    for operator in ("ilike", "="):
                        asked[name, field.name, operator] = tuple(
                            roads.ask(env, name, [(field.name, operator, word)])
                            for word in (SECRET, WRONG)
                        )
            with self.subTest(role):
                self.assertGreater(len(asked), 10, "or the test proves nothing")
                self._assert_nothing_told(asked)


@tagged("security")
class TestActivities(PeerCommon):
    """An activity keeps a number: nobody points it to what is not theirs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.event = cls._new_event(name=f"{SECRET} meal", animator_id=cls.animator.id)
        cls.export = cls.env["residence.export"].create(
            {
                "key": "activity",
                "user_id": cls.management.id,
                "date_from": "2026-01-01",
                "date_to": "2026-12-31",
            }
        )
        cls.closed = {
            "residence_event_id": (
                cls.event,
                ("nobody", "management", "away_animator", "away_coordinator"),
            ),
            "residence_export_id": (
                cls.export,
                ("nobody", "animator", "coordinator", "away_animator"),
            ),
        }

    def _each(self):
        for name, (target, roles) in self.closed.items():
            for role in roles:
                yield name, target, self.users[role]

    def test_nobody_points_to_what_is_not_theirs(self):
        for name, target, user in self._each():
            activities = self.env["mail.activity"].with_user(user)
            values = {"summary": "x", "user_id": user.id}
            mine = activities.create(values)
            meeting = self.env["calendar.event"].with_user(user)
            meeting = meeting.create(
                {
                    "name": "Mine",
                    "start": "2026-05-12 09:00:00",
                    "stop": "2026-05-12 10:00:00",
                }
            )
            pointing = {**values, name: target.id}
            line = {
                **pointing,
                "res_model_id": self.env["ir.model"]._get_id(meeting._name),
            }
            defaults = {f"default_{name}": target.id}
            for what, attack in {
                "create": lambda: activities.create(pointing),
                "write": lambda: mine.write({name: target.id}),
                "web_save": lambda: mine.web_save({name: target.id}, {}),
                "default": lambda: activities.with_context(**defaults).create(values),
                "load": lambda: self._load(activities, {**pointing}),
                "command": lambda: meeting.write(
                    {"activity_ids": [Command.create(line)]}
                ),
                "sudo": lambda: activities.sudo().create(pointing),
                "sudo write": lambda: mine.sudo().write({name: target.id}),
                "missing": lambda: activities.create({**values, name: 2**30}),
            }.items():
                with self.subTest(field=name, user=user.name, what=what):
                    with self.assertRaises(AccessError), self.env.cr.savepoint():
                        attack()
                    self.env.invalidate_all()
            self.assertFalse(mine.sudo()[name])

    def _load(self, activities, values):
        names = [*values]
        row = [str(value) for value in values.values()]
        result = activities.load(
            ["user_id/.id" if name == "user_id" else name for name in names], [row]
        )
        if not result["ids"]:
            raise AccessError(str(result["messages"]))

    def test_nobody_reads_where_it_points(self):
        mine = self.env["mail.activity"].create(
            {"user_id": self.animator.id, "residence_event_id": self.event.id}
        )
        for user in (self.animator, self.users["nobody"], self.administrator):
            theirs = mine.with_user(user)
            with self.subTest(user.name), self.assertRaises(AccessError):
                theirs.read(["residence_event_id"])
            with self.subTest(user.name), self.assertRaises(AccessError):
                theirs.search([("residence_event_id", "=", self.event.id)])
        action = mine.with_user(self.animator).action_open_document()
        self.assertEqual(action["res_id"], self.event.id)

    def test_handed_on_to_who_may_not_read_it(self):
        mine = self.env["mail.activity"].create(
            {"user_id": self.animator.id, "residence_event_id": self.event.id}
        )
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            mine.with_user(self.animator).user_id = self.users["nobody"]
        self.env.invalidate_all()
        mine.with_user(self.animator).user_id = self.users["animator_management"]

    def test_it_goes_with_its_target(self):
        """The database deletes it too: a row that cascades asks no method of ours."""
        for target, user, name in (
            (self.event, self.animator, "residence_event_id"),
            (self.export, self.management, "residence_export_id"),
        ):
            activity = self.env["mail.activity"].create(
                {"user_id": user.id, name: target.id}
            )
            self.env.flush_all()
            self.env.cr.execute(
                f"DELETE FROM {target._table} WHERE id = %s",  # pylint: disable=sql-injection
                (target.id,),
            )
            self.env.invalidate_all(flush=False)
            self.assertFalse(activity.exists(), name)

    def test_its_stored_name_is_neutral(self):
        kind = "mail.mail_activity_data_todo"
        activity = self.event.with_user(self.animator).activity_schedule(
            kind, user_id=self.animator.id
        )
        self.assertEqual(activity.res_name, self.event._description)
        partner = self.animator.partner_id.activity_schedule(kind)
        self.assertEqual(partner.res_name, self.animator.name, "theirs are theirs")
