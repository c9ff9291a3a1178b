"""Uninstalling takes what is ours, and leaves the landlord's; see also dev/test."""

from odoo import Command
from odoo.tests import tagged
from odoo.tools import SQL

from ...hooks import uninstall_hook
from ..common.base import MODULE
from ..common.peers import PeerCommon

WORKS = "x_residence_works"  # a name that looks like ours


@tagged("post_install", "-at_install")
class TestUninstall(PeerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.event = cls._new_count(cls._new_event(), adults=4)

    def _new_works(self):
        """Return the landlord's own model, with links to ours of every kind."""
        model = self.env["ir.model"].create({"name": "Works", "model": WORKS})
        for values in (
            {"name": "x_partner_id", "ttype": "many2one", "relation": "res.partner"},
            {
                "name": "x_residence_id",
                "ttype": "many2one",
                "relation": "residence.residence",
                "on_delete": "cascade",
            },
            {
                "name": "x_event_id",
                "ttype": "many2one",
                "relation": "residence.event",
                "required": True,
                "on_delete": "restrict",
            },
            {
                "name": "x_type_ids",
                "ttype": "many2many",
                "relation": "residence.event.type",
            },
        ):
            self.env["ir.model.fields"].create({"model_id": model.id, **values})
        return self.env[WORKS]

    def _count(self, table):
        [[count]] = self.env.execute_query(
            SQL("SELECT count(*) FROM %s", SQL.identifier(table))
        )
        return count

    def test_the_landlord_s_own_survives(self):
        partner = self.env.user.partner_id.id
        works = self._new_works().create(
            [
                {
                    "x_name": name,
                    "x_partner_id": partner,
                    "x_residence_id": self.home.id,
                    "x_event_id": self.event.id,
                    "x_type_ids": [Command.link(self.meal.id)],
                }
                for name in ("Roof", "Lift")
            ]
        )
        self.env.flush_all()
        # a table that Odoo knows nothing of, whose key would cascade, and its own key
        self.env.cr.execute(
            "CREATE TABLE residence_keys_of_works (id serial PRIMARY KEY, residence int"
            " NOT NULL REFERENCES residence_residence ON DELETE CASCADE, works int"
            " REFERENCES x_residence_works ON DELETE RESTRICT, partner int"
            " REFERENCES res_partner ON DELETE RESTRICT)"
        )
        self.env.cr.execute(
            "INSERT INTO residence_keys_of_works (residence, works, partner)"
            " VALUES (%s, %s, %s)",
            (self.home.id, works[0].id, partner),
        )
        uninstall_hook(self.env)
        self.assertEqual(
            self._select("SELECT x_name, x_partner_id FROM x_residence_works"),
            [("Lift", partner), ("Roof", partner)],
        )
        self.assertEqual(
            self._select("SELECT residence, works FROM residence_keys_of_works"),
            [(self.home.id, works[0].id)],
        )
        self.assertEqual(
            self._select(
                """SELECT confrelid::regclass::text FROM pg_constraint
                   WHERE conrelid = 'residence_keys_of_works'::regclass
                       AND contype = 'f'"""
            ),
            [("res_partner",), (WORKS,)],
        )

    def test_what_odoo_could_not_keep(self):
        """References, and types of activities for ours that are used elsewhere."""
        model = self.env["ir.model"].create({"name": "Works", "model": WORKS})
        self.env["ir.model.fields"].create(
            {
                "name": "x_about",
                "model_id": model.id,
                "ttype": "reference",
                "selection_ids": [
                    Command.create({"value": value, "name": value})
                    for value in ("residence.event", "res.partner")
                ],
            }
        )
        partner = f"res.partner,{self.env.user.partner_id.id}"
        event = f"residence.event,{self.event.id}"
        for value in (partner, event):
            self.env[WORKS].create({"x_name": value[:9], "x_about": value})
        kind = self.env["mail.activity.type"].create(
            {"name": "Call", "res_model": "residence.event"}
        )
        plan = self.env["mail.activity.plan"].create(
            {
                "name": "Before a party",
                "res_model": "residence.event",
                "template_ids": [Command.create({"activity_type_id": kind.id})],
            }
        )
        theirs = self.env["mail.activity"].create(
            {"activity_type_id": kind.id, "user_id": self.animator.id}
        )
        uninstall_hook(self.env)
        self.assertEqual(
            self._select("SELECT x_name, x_about FROM x_residence_works"),
            [("res.partn", partner), ("residence", None)],
        )
        self.assertFalse(plan.exists())
        self.assertEqual(theirs.exists().activity_type_id, kind)
        self.assertFalse(kind.res_model)

    def _select(self, statement):
        return sorted(self.env.execute_query(SQL(statement)))

    def test_ours_is_gone(self):
        event, nobody = self.event, self.users["nobody"]
        made = {
            "ir.filters": {"name": "x", "model_id": event._name},
            "ir.exports": {"name": "x", "resource": event._name},
            "mail.activity": {
                "res_model_id": self.env["ir.model"]._get_id(event._name),
                "res_id": event.id,
                "user_id": self.animator.id,
            },
            "ir.config_parameter": {"key": f"{MODULE}.x", "value": "1"},
        }
        theirs = {
            "ir.filters": {"name": "x", "model_id": "res.partner"},
            "ir.exports": {"name": "x", "resource": "res.partner"},
            "mail.activity": {"user_id": nobody.id, "summary": "x"},
            "ir.config_parameter": {"key": f"{MODULE}x.x", "value": "1"},
            "calendar.event": {
                "name": "Réunion",
                "start": "2026-05-12 09:00:00",
                "stop": "2026-05-12 10:00:00",
            },
            "mail.mail": {"subject": "x", "email_to": "x@example.com"},
        }
        gone = [self.env[model].create(values) for model, values in made.items()]
        kept = [self.env[model].create(values) for model, values in theirs.items()]
        reminder = {"user_id": self.animator.id, "residence_event_id": event.id}
        gone.append(self.env["mail.activity"].create(reminder))
        session = self.coming
        session.with_user(self.coordinator)._send_invitations()
        mails = self.env["mail.mail"].search([("is_residence_confidential", "=", True)])
        gone += [session.calendar_event_id, mails, mails.attachment_ids]
        gone.append(mails.mail_message_id)
        self.assertTrue(all(gone), "or the test proves nothing")
        before = self._count("res_partner"), self._count("res_users")
        uninstall_hook(self.env)
        for records in gone:
            with self.subTest(records._name):
                self.assertFalse(records.exists())
        for records in kept:
            with self.subTest(records._name, kept=True):
                self.assertTrue(records.exists())
        self.assertEqual((self._count("res_partner"), self._count("res_users")), before)
        tables = {
            model._table
            for model in self.env.values()
            if model._original_module == MODULE and model._auto and not model._abstract
        }
        self.assertGreater(len(tables), 40, "or the test proves nothing")
        self.assertFalse({table: n for table in tables if (n := self._count(table))})
