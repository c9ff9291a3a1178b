from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from ..common.base import ResidenceCommon


class TestKey(ResidenceCommon):
    def setUp(self):
        super().setUp()
        self.keys = self.env["residence.key"].with_user(self.animator)

    def _give(self, name="Hall, no. 2", **values):
        return self.keys.create({"name": name, "holder": "Odette V.", **values})

    def test_given_then_returned(self):
        with Form(self.keys) as form:
            form.name = "Hall, no. 2"
            form.space_id = self.hall
            form.holder = "Odette V."
            form.phone = "02 61 91 00 11"
        key = form.record
        self.assertEqual(
            (key.residence_id, key.given_on), (self.home, date(2026, 5, 12))
        )
        self.assertTrue(key.is_out)
        key.action_return()
        self.assertEqual((key.is_out, key.returned_on), (False, date(2026, 5, 12)))

    def test_given_ahead(self):
        key = self._give(given_on="2026-05-20")
        key.action_return()
        self.assertEqual(key.returned_on, date(2026, 5, 20))

    @mute_logger("odoo.sql_db")
    def test_refusals(self):
        self._give()
        for refusal, values in (
            (ValidationError, {"name": "hall, NO. 2"}),  # out already
            (IntegrityError, {"name": "Kitchen", "holder": " "}),
            (IntegrityError, {"name": "Kitchen", "holder": False}),
            (IntegrityError, {"name": "Kitchen", "returned_on": "2026-05-01"}),
        ):
            with (
                self.subTest(values),
                self.assertRaises(refusal),
                self.env.cr.savepoint(),
            ):
                self._give(**values)

    def test_again_once_it_came_back(self):
        self._give().action_return()
        self.env.flush_all()
        self.assertTrue(self._give().is_out)
        self.env["residence.key"].create(
            {"name": "Hall, no. 2", "holder": "X", "residence_id": self.away.id}
        )

    def test_read_by_the_coordination_where_allowed(self):
        key = self._give().with_user(self.coordinator)
        self.assertFalse(key.has_access("read"))
        self.home.coordinator_reads_names = True
        self.assertEqual(key.holder, "Odette V.")
        for verb in ("write", "unlink"):
            self.assertFalse(key.has_access(verb), verb)

    def test_names_go(self):
        returned, out = self._give(), self._give("Kitchen")
        returned.action_return()
        self.keys.sudo()._purge_names()
        self.assertEqual(returned.holder, "Odette V.")
        with freeze_time("2028-05-14"):
            self.keys.sudo()._purge_names()
        self.assertFalse(returned.holder or returned.phone)
        self.assertEqual(returned.name, "Hall, no. 2")
        self.assertEqual((out.holder, out.phone), ("Erased person", False))
        self.assertTrue(out.is_out, "a name goes, the key does not come back")
