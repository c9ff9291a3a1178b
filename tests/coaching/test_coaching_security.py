"""What an animator and her coordinator share, attacked on every channel."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..common.coaching import SECRET, CoachingCommon
from ..common.peer_attacks import AttackCommon

TEXTS = {
    "residence.coaching.visit": "body",
    "residence.coaching.action": "name",
    "residence.briefing": "body",
    "residence.coaching.talk": "animator_id",
}


class SupportAttackCommon(CoachingCommon, AttackCommon):
    """``home``'s animator and coordinator, what they wrote, and everyone else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.visit = cls._new_visit(body=f"{SECRET} kept")
        cls.visit.action_ids = [(0, 0, {"name": f"{SECRET} step"})]
        cls.step = cls.visit.action_ids
        cls.talk = cls.env["residence.coaching.talk"].create(
            {"animator_id": cls.animator.id, "residence_id": cls.home.id}
        )
        cls.briefing = cls.env["residence.briefing"].create(
            {"residence_id": cls.home.id, "body": f"{SECRET} context"}
        )
        cls.public = new_test_user(cls.env, "rc_public", "base.group_public")
        # an animator who joined the team later
        cls.colleague = cls._new_user("colleague", "animator")
        cls.home.animator_ids += cls.colleague
        cls.env.flush_all()
        cls.env.invalidate_all()

    def _get_secrets(self):
        return (self.visit, self.step, self.talk, self.briefing)

    def _get_strangers(self):
        """Those who read nothing at all."""
        return [
            *map(self.users.get, ("management", "administrator", "nobody")),
            *map(self.users.get, ("coordinator_management", "away_animator")),
            self.users["away_coordinator"],
            self.settings,
            self.former,
            self.portal,
            self.public,
        ]

    def _get_colleagues(self):
        """Of the same team: the context of the place, and nothing else."""
        return [
            self.colleague,
            self.users["animator_management"],
            self.users["administrator_animator"],
        ]


@tagged("security")
class TestStrangers(SupportAttackCommon):
    def test_the_two_do_read(self):
        """Or the attacks below would prove nothing."""
        for user in (self.animator, self.coordinator):
            for record in self._get_secrets():
                text = TEXTS[record._name]
                row = self._rpc(user, record, "read", [text])
                with self.subTest(user=user.name, model=record._name):
                    said = self.animator.name if record == self.talk else SECRET
                    self.assertIn(said, str(row))

    def test_every_reading_verb(self):
        for user in self._get_strangers():
            for record in self._get_secrets():
                self._attack(user, record, TEXTS[record._name])

    def test_colleagues_of_the_same_team(self):
        for user in self._get_colleagues():
            for record in (self.visit, self.step, self.talk):
                self._attack(user, record, TEXTS[record._name])

    def test_every_button(self):
        calls = {
            self.visit: ("action_cancel", "action_plan", "action_share"),
            self.step: ("action_done", "action_drop", "action_reopen"),
            self.talk: ("take_back",),
        }
        for user in [*self._get_strangers(), *self._get_colleagues()]:
            for record, methods in calls.items():
                for method in methods:
                    with self.subTest(user=user.name, method=method):
                        answer = self._rpc(user, record, method)
                        self.assertIsInstance(answer, AccessError)
                        self.assertNotIn(SECRET, str(answer))

    def test_a_refusal_does_not_say_whether_there_is_anything(self):
        for user in [*self._get_strangers(), *self._get_colleagues()]:
            for record in (self.visit, self.step, self.talk):
                missing = record.browse(record.id + 100000)
                for method, args in (
                    ("read", [[TEXTS[record._name]]]),
                    ("web_read", [{TEXTS[record._name]: {}}]),
                    ("write", [{TEXTS[record._name]: "x"}]),
                    ("unlink", []),
                    ("get_metadata", []),
                ):
                    with self.subTest(user=user.name, method=method):
                        there = self._rpc(user, record, method, *args)
                        nowhere = self._rpc(user, missing, method, *args)
                        self.assertIsInstance(there, UserError)
                        self.assertEqual(str(there), str(nowhere))

    def test_planning_with_somebody_else_s_team(self):
        """Neither does what is slipped into a form."""
        values = {
            "animator_id": self.animator.id,
            "residence_id": self.home.id,
            "coordinator_id": self.coordinator.id,
            "date": "2026-05-05",
        }
        for user in [*self._get_strangers(), *self._get_colleagues()]:
            for extra in ({}, {"coordinator_id": user.id}):
                with self.subTest(user=user.name, extra=extra):
                    visit = self.visit.browse()
                    answer = self._rpc(user, visit, "create", [{**values, **extra}])
                    self.assertIsInstance(answer, (AccessError, UserError))
                    shown = self._rpc(
                        user,
                        visit,
                        "onchange",
                        {**values, **extra},
                        ["animator_id"],
                        {"earlier_action_ids": {"fields": {"name": {}}}},
                    )
                    self.assertNotIn(SECRET, str(shown))

    def test_paths_through_other_models(self):
        """From a user, a residence, a message, a file: nothing leads there."""
        for user in [*self._get_strangers(), *self._get_colleagues()]:
            for model, domain in (
                ("ir.attachment", [("res_model", "=like", "residence.coaching%")]),
                ("mail.message", [("model", "=like", "residence.coaching%")]),
                ("mail.activity", [("res_model", "=like", "residence.coaching%")]),
                ("mail.followers", [("res_model", "=like", "residence.coaching%")]),
                ("residence.coaching.talk", [("visit_id.body", "ilike", SECRET)]),
                (
                    "residence.coaching.action",
                    [("visit_id", "any", [("body", "ilike", SECRET)])],
                ),
            ):
                with self.subTest(user=user.name, model=model):
                    answer = self._rpc(user, self.env[model].browse(), "search", domain)
                    if not isinstance(answer, Exception):
                        self.assertFalse(answer)

    def test_the_context_is_not_searched_through_the_residence(self):
        for user in (self.colleague, self.users["coordinator_management"]):
            home = self.home.with_user(user)
            with self.assertRaises(ValueError):
                home.search([("need_to_know", "ilike", SECRET)])
            with self.assertRaises(ValueError):
                home.search([], order="need_to_know")

    def test_files_of_a_meeting(self):
        file = self.env["ir.attachment"].create(
            {
                "name": f"{SECRET}.txt",
                "raw": SECRET.encode(),
                "res_model": "residence.coaching.visit",
                "res_id": self.visit.id,
            }
        )
        for user in [*self._get_strangers(), *self._get_colleagues()]:
            for method, args in (
                ("read", [["name", "raw"]]),
                ("search", [[("id", "=", file.id)]]),
                ("name_search", [SECRET]),
            ):
                with self.subTest(user=user.name, method=method):
                    answer = self._rpc(user, file, method, *args)
                    self._assert_tells_nothing(answer, file, method)
        self.assertIn(SECRET, str(self._rpc(self.animator, file, "read", ["name"])))

    def test_no_chatter_nor_calendar(self):
        """What does not exist cannot leak: no message, activity, mail or invitation."""
        for model in TEXTS:
            for mixin in ("mail.thread", "mail.activity.mixin"):
                self.assertNotIn(mixin, self.env[model]._inherit_module, model)
            self.assertFalse(hasattr(self.env[model], "message_post"), model)
        for model in ("mail.message", "mail.mail", "mail.activity", "calendar.event"):
            field = "model" if model.startswith("mail.m") else "res_model"
            domain = [(field, "in", list(TEXTS))]
            self.assertFalse(self.env[model].sudo().search(domain), model)

    def test_the_log_says_nothing(self):
        with self._listen() as heard:
            for user in self._get_strangers():
                for record in (self.visit, self.step, self.briefing):
                    text = TEXTS[record._name]
                    self._rpc(user, record, "read", [text])
                    self._rpc(user, record, "write", {text: f"{SECRET} x"})
            self._rpc(self.animator, self.visit, "write", {"body": f"{SECRET} y"})
            self._rpc(self.coordinator, self.visit, "write", {"hour": 25})
        self.assertNotIn(SECRET, str(heard))


@tagged("security")
class TestFigures(SupportAttackCommon):
    """The direction counts meetings by residence and month, and that is all."""

    def setUp(self):
        super().setUp()
        self._new_visit(date="2026-05-11")
        self._new_visit(date="2026-04-14", body=f"{SECRET} april")
        self._new_visit(date="2026-04-15").action_ids = []
        cancelled = self._new_visit(date="2026-04-16")
        cancelled.is_cancelled = True
        self._new_visit(date="2026-05-13")  # tomorrow
        self._new_visit(self.away, self.users["away_animator"], date="2026-05-06")
        self.report = self.env["residence.activity.report"].with_user(self.management)
        self.coaching = [("kind", "=", "coaching")]

    def test_by_residence_and_month(self):
        groups = self.report._read_group(
            self.coaching,
            ["residence_id", "date:month"],
            ["sessions:sum", "__count"],
            order="residence_id, date:month",
        )
        rows = {(one.name, str(day)[:7]): (a, b) for one, day, a, b in groups}
        self.assertEqual(
            rows,
            {
                (self.home.name, "2026-04"): (2, 2),
                (self.home.name, "2026-05"): (2, 2),
                (self.away.name, "2026-05"): (1, 1),
            },
        )

    def test_neither_person_nor_day_nor_text(self):
        rows = self.report.search(self.coaching).read()
        self.assertEqual(len(rows), 5)
        self.assertEqual(
            {str(row["date"]) for row in rows}, {"2026-04-01", "2026-05-01"}
        )
        self.assertNotIn(SECRET, str(rows))
        for user in (self.animator, self.coordinator):
            self.assertNotIn(user.name, str(rows))
        told = {
            name
            for row in rows
            for name, value in row.items()
            if value and self.report._fields[name].store is not False
        }
        self.assertFalse(told & {"start", "source_id", "name", "summary"}, told)

    def test_no_total_mixes_them_with_events(self):
        events = self.report._read_group([], [], ["__count", "events:sum"])
        kind = [("kind", "=", "event")]
        self.assertEqual(
            events, self.report._read_group(kind, [], ["__count", "events:sum"])
        )
        kinds = dict(self.report._read_group([], ["kind"], ["__count"]))
        self.assertEqual(kinds["coaching"], 5)

    def test_own_residences_only(self):
        report = self.report.with_user(self.users["away_animator"])
        rows = report.search(self.coaching)
        self.assertEqual(rows.residence_id, self.away)
