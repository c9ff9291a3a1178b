"""Odoo's log without what people typed.

Odoo logs a statement that PostgreSQL refuses with all its values, and a refusal with
its sentence, which may quote a name or a dwelling. What concerns our tables and models
is logged here as what happened and where, and nothing else. Odoo's lines about others
stay as they are.
"""

import logging
import re

BAD_QUERY = "bad query: %s\nERROR: %s"  # as Odoo words it
TABLE = re.compile(r"\bresidence_[a-z_]+")


class QuietStatements(logging.Filter):
    """Keep of a refused statement its verb, our table, and PostgreSQL's reason."""

    def filter(self, record):
        if record.msg != BAD_QUERY:
            return True
        query, error = record.args
        query = query.decode(errors="replace") if isinstance(query, bytes) else query
        query = str(query)
        table = TABLE.search(query)
        if table:
            diagnosis = getattr(error, "diag", None)
            record.msg = "refused by the database: %s %s (%s %s)"
            record.args = (
                (query.split(None, 1) or [""])[0].strip("("),
                getattr(diagnosis, "table_name", None) or table[0],
                getattr(diagnosis, "sqlstate", None) or type(error).__name__,
                getattr(diagnosis, "constraint_name", None) or "",
            )
        return True


class QuietRefusals(logging.Filter):
    """Keep of a refusal by one of our models its kind and the model.

    :param type refusal: the class of exceptions that are sentences for people.
    :param is_ours: tells whether a model of Odoo is ours.
    """

    def __init__(self, refusal, is_ours):
        super().__init__()
        self.refusal, self.is_ours = refusal, is_ours

    def filter(self, record):
        if isinstance(record.msg, self.refusal):
            model = self._find_model(record.msg)
            if model:
                kind = type(record.msg).__name__
                record.msg, record.args = "refused by %s (%s)", (model, kind)
        return True

    def _find_model(self, error):
        """Return the name of the model of ours that worked when it was raised."""
        found, step = None, error.__traceback__
        while step:
            worker = step.tb_frame.f_locals.get("self")
            if self.is_ours(worker):
                found = getattr(worker, "_name", None) or type(worker).__name__
            step = step.tb_next
        return found


def install(name, quiet):
    """Have the logger of that name pass through ``quiet``, once in the process."""
    logger = logging.getLogger(name)
    if not any(isinstance(known, type(quiet)) for known in logger.filters):
        logger.addFilter(quiet)
