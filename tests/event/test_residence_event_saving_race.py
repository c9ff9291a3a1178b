import odoo
from odoo import SUPERUSER_ID, api
from odoo.service.model import retrying
from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from ...models.event.residence_event_saving import EditConflict


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
