"""Ways in that Odoo itself opens to who administers it: none leads to what is said."""

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..common.coaching import CoachingCommon
from ..common.peer_attacks import AttackCommon
from ..common.peers import SECRET


# once all modules are loaded: only then is privacy_lookup kept out
@tagged("security", "post_install", "-at_install")
class TestBackDoors(CoachingCommon, AttackCommon):
    """A user with all of Odoo's settings, who rewrites neither a rule nor code."""

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
        cls.confidential = (
            *(cls.note, cls.draft, cls.mood, cls.held, cls.group),
            *(cls.held.attendance_ids[0], cls.visit, cls.step, cls.talk, cls.briefing),
        )

    def test_names_in_superuser_mode(self):
        """Odoo shows the name of what it reads for someone: it says nothing."""
        for record in self.confidential:
            name = record.with_user(self.settings).sudo().display_name
            with self.subTest(record._name):
                for told in (SECRET, "2026", self.animator.name, self.home.name):
                    self.assertNotIn(told, name)

    def test_custom_fields(self):
        """A field of one's own, that follows a path as the superuser."""
        fields = self.env["ir.model.fields"]
        users = self.env["ir.model"]._get_id("res.users")
        for model, key in (
            ("residence.peer.note", "create_uid"),
            ("residence.peer.group", "coordinator_id"),
            ("residence.coaching.visit", "animator_id"),
        ):
            with self.subTest(model):
                answer = self._rpc(
                    self.settings,
                    fields,
                    "create",
                    [
                        {
                            "name": "x_way_in",
                            "model_id": users,
                            "ttype": "one2many",
                            "relation": model,
                            "relation_field": key,
                        }
                    ],
                )
                self.assertIsInstance(answer, UserError)
        for model, path in (
            ("residence.peer.group", "session_ids.video_url"),
            ("residence.peer.note", "session_id.video_url"),
        ):
            with self.subTest(path):
                answer = self._rpc(
                    self.settings,
                    fields,
                    "create",
                    [
                        {
                            "name": "x_way_in",
                            "model_id": self.env["ir.model"]._get_id(model),
                            "ttype": "char",
                            "related": path,
                        }
                    ],
                )
                self.assertIsInstance(answer, UserError)
                self.assertNotIn("x_way_in", self.env[model]._fields)

    def test_custom_fields_where_it_is_open(self):
        """One setting, closed by default; Odoo's log tells who opens it."""
        settings = self.env["res.config.settings"].with_user(self.settings)
        self.assertFalse(settings.create({}).residence_opens_confidences)
        with self.assertLogs("odoo.addons.residence_community", "WARNING") as log:
            settings.create({"residence_opens_confidences": True}).execute()
        self.assertIn(f"User {self.settings.id} ", log.output[0])
        field = self.env["ir.model.fields"].create(
            {
                "name": "x_way_in",
                "model_id": self.env["ir.model"]._get_id("res.users"),
                "ttype": "one2many",
                "relation": "residence.peer.note",
                "relation_field": "create_uid",
            }
        )
        field.unlink()
        with self.assertLogs("odoo.addons.residence_community", "WARNING") as log:
            settings.create({"residence_opens_confidences": False}).execute()
        self.assertIn(f"User {self.settings.id} protects", log.output[0])
        parameters = self.env["ir.config_parameter"]
        self.assertTrue(parameters._protects_residence_confidences())
        with self.assertLogs("odoo.addons.residence_community", "WARNING"):
            parameters.set_param("residence_community.opens_confidences", "True")

    def test_searching_personal_data(self):
        """Odoo's search of what refers to someone."""
        person = self.animator.partner_id
        wizard = self.env["privacy.lookup.wizard"].with_user(self.settings)
        wizard = wizard.create({"name": person.name, "email": self.animator.email})
        wizard.action_lookup()
        told = f"{wizard.records_description} {wizard.line_ids.mapped('res_model')}"
        for model in ("residence.peer", "residence.coaching"):
            self.assertNotIn(model, told)

    def test_erasing_what_one_may_not_read(self):
        lines = self.env["privacy.lookup.wizard.line"].with_user(self.settings)
        for record in self.confidential:
            line = lines.create(
                {
                    "res_id": record.id,
                    "res_model_id": self.env["ir.model"]._get_id(record._name),
                }
            )
            line.flush_recordset()  # as at the end of her request, with her rights
            row = self._rpc(self.settings, line, "read", ["res_name"])
            answer = self._rpc(self.settings, line, "action_unlink")
            with self.subTest(record._name):
                self.assertNotIn(SECRET, str(row))
                self.assertIsInstance(answer, UserError)
                self.assertTrue(record.exists())


@tagged("post_install", "-at_install", "security")
class TestBecomingTheSuperuser(AttackCommon, HttpCase):
    """« Devenir superutilisateur », in developer mode, lifts every rule."""

    def _check_screen(self, is_offered):
        """Open the web client in developer mode and look at what its menu offers."""
        expected = str(is_offered).lower()
        self.browser_js(
            "/odoo?debug=1",
            f"""
            const {{ registry }} = odoo.loader.modules.get("@web/core/registry");
            const items = registry.category("debug").category("default");
            if (items.contains("becomeSuperuser") !== {expected}) {{
                throw new Error("the superuser's door, on screen");
            }}
            console.log("test successful");
            """,
            ready="odoo.isReady",
            login=self.settings.login,
        )

    def test_on_screen(self):
        self._check_screen(is_offered=False)

    @mute_logger("odoo.http")
    def test_refused(self):
        self.authenticate(self.settings.login, self.settings.login)
        response = self.url_open("/web/become")
        self.assertEqual(response.status_code, 403)
        answer = self.make_jsonrpc_request(
            "/web/dataset/call_kw",
            {
                "model": self.note._name,
                "method": "search_read",
                "args": [[], ["body"]],
                "kwargs": {},
            },
        )
        self.assertEqual(answer, [])
        session = self.make_jsonrpc_request("/web/session/get_session_info", {})
        self.assertIs(session["residence_opens_confidences"], False)

    def test_open_where_settings_say_so(self):
        parameters = self.env["ir.config_parameter"]
        with self.assertLogs("odoo.addons.residence_community", "WARNING"):
            parameters.set_param("residence_community.opens_confidences", "True")
        self.authenticate(self.settings.login, self.settings.login)
        session = self.make_jsonrpc_request("/web/session/get_session_info", {})
        self.assertIs(session["residence_opens_confidences"], True)
        self._check_screen(is_offered=True)
        self.authenticate(self.settings.login, self.settings.login)
        with self.assertLogs("odoo.addons.residence_community", "WARNING") as log:
            response = self.url_open("/web/become", allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self.assertIn(f"User {self.settings.id} becomes", log.output[0])
        session = self.make_jsonrpc_request("/web/session/get_session_info", {})
        self.assertEqual(session["uid"], 1)
