"""What is refused leaves nothing in Odoo's log that a person typed."""

import logging
from threading import Barrier, Thread

import odoo
from odoo import SUPERUSER_ID, api
from odoo.exceptions import ValidationError
from odoo.service.model import retrying
from odoo.tests import BaseCase, HttpCase, tagged

from .test_refusals import RefusalCommon

TYPED = "Zzodette"
PAIRS = 20


class Kept(logging.Handler):
    """Keep all lines, as they would be written, tracebacks included."""

    def __init__(self):
        super().__init__(logging.INFO)
        self.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))

    def __enter__(self):
        """Listen at info level, whatever the runner mutes."""
        logger = logging.getLogger("odoo")
        self.before = logging.root.manager.disable, logger.level
        logging.disable(logging.NOTSET)
        logger.setLevel(logging.INFO)
        logger.addHandler(self)
        return self

    def __exit__(self, *_error):
        logger = logging.getLogger("odoo")
        logger.removeHandler(self)
        disabled, level = self.before
        logger.setLevel(level)
        logging.disable(disabled)

    def find(self, text):
        """Return the lines that say ``text``."""
        return [line for line in self.lines if text in line]


@tagged("security", "post_install", "-at_install")
class TestRefusalLog(RefusalCommon, HttpCase):
    def _ask(self, model, method, *args, **kwargs):
        """Call as a browser does; return the error's name and sentence."""
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        answer = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}", json={"params": params}
        ).json()
        error = answer["error"]["data"]
        return error["name"].rpartition(".")[2], error["message"]

    def test_two_hundred_refusals(self):
        """Taken, somebody else's, out of range, too long: over HTTP."""
        own = self._new_resident(f"{TYPED} 0", "A02")
        key = {"residence_id": self.home.id, "name": f"{TYPED} key", "holder": "x"}
        self.env["residence.key"].create(key)
        idea = self.env["residence.idea"].create(
            {"name": "x", "residence_id": self.home.id}
        )
        author = {"idea_id": idea.id, "name": TYPED}
        self.env["residence.idea.author"].create(author)
        event = self._new_event()
        resident = {"residence_id": self.home.id, "dwelling": "A02"}
        attempts = [
            ("residence.resident", "create", [{**resident, "name": f"{TYPED} 0"}]),
            ("residence.resident", "create", [{**resident, "name": TYPED * 20}]),
            (
                "residence.resident",
                "create",
                [{**resident, "residence_id": self.far.id, "name": TYPED}],
            ),
            ("residence.resident", "web_save", [], {**resident, "name": own.name}, {}),
            ("residence.key", "create", [key]),
            ("residence.key", "create", [{**key, "returned_on": "1999-01-01"}]),
            ("residence.key", "create", [{**key, "name": TYPED, "holder": False}]),
            ("residence.idea.author", "create", [author]),
            (
                "residence.event",
                "write",
                event.ids,
                {"name": TYPED, "stop": "1999-01-01 10:00:00"},
            ),
            (
                "residence.event",
                "write",
                event.ids,
                {"name": TYPED, "external_count": -1},
            ),
        ]
        self.authenticate("rc_animator", "rc_animator")
        with Kept() as log:
            kinds = [
                self._ask(model, method, *args)[0]
                for _time in range(20)
                for model, method, *args in attempts
            ]
        self.assertEqual(len(kinds), 200)
        self.assertEqual(set(kinds), {"ValidationError", "AccessError"})
        self.assertTrue(log.find("refused by"))
        self.assertFalse(log.find(TYPED), "in the log")

    def test_in_the_language_of_who_asks(self):
        """Without a word about it in the request too."""
        self.env["res.lang"]._activate_lang("fr_FR")
        self.env["ir.module.module"].search(
            [("name", "=", "residence_community")]
        )._update_translations(["fr_FR"])
        self.animator.lang = "fr_FR"
        self._new_resident(TYPED, "A02")
        self.env["residence.booking"].create(
            {
                "space_id": self.hall.id,
                "start": "2026-07-01 10:00:00",
                "stop": "2026-07-01 12:00:00",
            }
        )
        self.authenticate("rc_animator", "rc_animator")
        sentences = [
            self._ask(
                "residence.resident",
                "create",
                [{"residence_id": self.home.id, "name": TYPED, "dwelling": "A02"}],
            )[1],
            self._ask(
                "residence.booking",
                "create",
                [
                    {
                        "space_id": self.hall.id,
                        "start": "2026-07-01 11:00:00",
                        "stop": "2026-07-01 13:00:00",
                    }
                ],
            )[1],
            self._ask(
                "residence.resident",
                "create",
                [{"residence_id": self.far.id, "name": TYPED, "dwelling": "A02"}],
            )[1],
        ]
        self.assertIn("déjà", sentences[0])
        self.assertIn("est déjà pris", sentences[1])
        self.assertNotIn("Sorry", sentences[2])


@tagged("security", "post_install", "-at_install")
class TestRefusalRace(BaseCase):
    """Real transactions, committed: two people note the same person at once."""

    def setUp(self):
        super().setUp()
        self.registry = odoo.modules.registry.Registry(odoo.tests.common.get_db_name())
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            residence = env["residence.residence"].create(
                {"name": "Race", "dwelling_count": 1}
            )
            self.residence_id = residence.id
        self.addCleanup(self._clean)

    def _clean(self):
        with self.registry.cursor() as cr:
            residence = api.Environment(cr, SUPERUSER_ID, {})[
                "residence.residence"
            ].browse(self.residence_id)
            people = residence.env["residence.resident"].with_context(active_test=False)
            people.search([("residence_id", "=", residence.id)]).unlink()
            residence.unlink()

    def test_pairs(self):
        barrier, outcomes = Barrier(2, timeout=60), []

        def note(pair):
            with self.registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})

                def insert():
                    people = env["residence.resident"]
                    people.search_count([])  # the snapshot is taken
                    if not waited:
                        waited.append(1)
                        barrier.wait()
                    people.create(
                        {
                            "residence_id": self.residence_id,
                            "name": f"{TYPED} {pair}",
                            "dwelling": "A02",
                        }
                    )

                waited = []
                try:
                    retrying(insert, env)
                    outcomes.append("noted")
                except ValidationError as refusal:
                    outcomes.append(str(refusal))

        with Kept() as log:
            for pair in range(PAIRS):
                threads = [Thread(target=note, args=[pair]) for _each in range(2)]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
        self.assertEqual(len(outcomes), 2 * PAIRS)
        self.assertEqual(outcomes.count("noted"), PAIRS)
        sentences = set(outcomes) - {"noted"}
        self.assertEqual(len(sentences), 1, sentences)
        self.assertIn("noted in that dwelling already", sentences.pop())
        self.assertFalse(log.find(TYPED), "in the log")
