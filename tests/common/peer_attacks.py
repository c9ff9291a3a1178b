"""How attackers call: every reading verb of a client, and what none may answer."""

import logging
from contextlib import contextmanager

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw

from .peers import SECRET, ConfidenceCommon

MODELS = {
    "residence.peer.group": "group",
    "residence.peer.session": "held",
    "residence.peer.synthesis": "approved",
    "residence.peer.note": "note",
    "residence.peer.mood": "mood",
}


class AttackCommon(ConfidenceCommon):
    def setUp(self):
        super().setUp()
        self.env.invalidate_all()

    @contextmanager
    def _listen(self):
        """Yield the list of what Odoo logs at info level, whatever the runner mutes."""
        heard = []
        handler = logging.Handler(logging.INFO)
        handler.emit = lambda record: heard.append(record.getMessage())
        logger, disabled = logging.getLogger("odoo"), logging.root.manager.disable
        level = logger.level
        logging.disable(logging.NOTSET)
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)
        try:
            yield heard
            logger.info("the end")
        finally:
            logger.removeHandler(handler)
            logger.setLevel(level)
            logging.disable(disabled)
        self.assertIn("the end", heard, "nothing was heard")

    def _rpc(self, user, record, method, *args, **kwargs):
        """Call as a client does; return the error if there is one, else the answer."""
        self.env.flush_all()
        self.env.invalidate_all()
        model = self.env(user=user.id, su=False, context={})[record._name]
        is_of_model = getattr(
            getattr(self.env.registry[record._name], method), "_api_model", False
        )
        arguments = list(args) if is_of_model else [record.ids, *args]
        try:
            with self.env.cr.savepoint():
                answer = call_kw(model, method, arguments, kwargs)
                self.env.flush_all()
        except (AccessError, UserError) as error:
            return error
        finally:
            self.env.invalidate_all()
        return answer

    def _get_probes(self, record, text):
        """Return the calls that read: {what: (method, arguments, options)}."""
        by_id = [("id", "=", record.id)]
        probes = {
            "read": ("read", [["id", text]], {}),
            "read all": ("read", [], {}),
            "web_read": ("web_read", [{text: {}, "display_name": {}}], {}),
            "search": ("search", [by_id], {}),
            "archived": ("search", [by_id], {"context": {"active_test": False}}),
            "search_read": ("search_read", [by_id, [text]], {}),
            "web_search_read": ("web_search_read", [by_id, {text: {}}], {}),
            "count": ("search_count", [by_id], {}),
            "name_search": ("name_search", [SECRET], {}),
            "export": ("export_data", [[text]], {}),
            "copy": ("copy", [], {}),
            "group": ("formatted_read_group", [by_id, [text], ["__count"]], {}),
            "sorted": ("search", [by_id], {"order": f"{text} desc"}),
            "onchange": ("onchange", [{}, [], {text: {}}], {}),
            "access": ("has_access", ["read"], {}),
        }
        if self.env[record._name]._fields[text].type != "integer":
            domain = [*by_id, (text, "ilike", SECRET)]
            probes["by text"] = ("search", [domain], {})
            probes["count by text"] = ("search_count", [domain], {})
        return probes

    def _assert_tells_nothing(self, answer, record, what):
        if isinstance(answer, Exception):
            self.assertNotIn(SECRET, str(answer), what)
            return
        self.assertNotIn(SECRET, str(answer), what)
        self.assertNotIn("77", str(answer), what)
        if isinstance(answer, (int, bool)):
            self.assertFalse(answer, what)
        elif isinstance(answer, list):
            ids = [row["id"] if isinstance(row, dict) else row for row in answer]
            self.assertNotIn(record.id, ids, what)

    def _attack(self, user, record, text, writes=()):
        for what, (method, args, options) in self._get_probes(record, text).items():
            with self.subTest(user=user.name, model=record._name, what=what):
                answer = self._rpc(user, record, method, *args, **options)
                self._assert_tells_nothing(answer, record, what)
        for method, args in (
            ("write", [{text: 3 if text == "sunny" else "x"}]),
            ("unlink", []),
            *writes,
        ):
            with self.subTest(user=user.name, model=record._name, what=method):
                answer = self._rpc(user, record, method, *args)
                self.assertIsInstance(answer, UserError)
                self.assertNotIn(SECRET, str(answer))
