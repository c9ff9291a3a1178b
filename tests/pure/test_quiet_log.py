import logging
import unittest

from ...tools.quiet_log import QuietRefusals, QuietStatements

INSERT = b'INSERT INTO "residence_resident" ("name") VALUES (\'Odette V.\')'


class Ours:
    _name = "residence.resident"

    def refuse(self, error):
        raise error


class Theirs(Ours):
    _name = "res.partner"


def log(quiet, msg, *args):
    """Return what a line says once it has passed through ``quiet``."""
    record = logging.LogRecord("x", logging.ERROR, "x", 1, msg, args, None)
    assert quiet.filter(record)
    return record.getMessage()


class TestQuietStatements(unittest.TestCase):
    def test_values_are_left_out(self):
        error = ValueError("Key (name)=(Odette V.) already exists.")
        for query in (INSERT, INSERT.decode()):
            line = log(QuietStatements(), "bad query: %s\nERROR: %s", query, error)
            self.assertEqual(
                line,
                "refused by the database: INSERT residence_resident (ValueError )",
            )

    def test_others_stay(self):
        line = log(QuietStatements(), "bad query: %s\nERROR: %s", "SELECT 1", "no")
        self.assertEqual(line, "bad query: SELECT 1\nERROR: no")
        self.assertEqual(
            log(QuietStatements(), "%s of %s", 1, INSERT), f"1 of {INSERT}"
        )
        self.assertEqual(log(QuietStatements(), "bad query"), "bad query")


class TestQuietRefusals(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.quiet = QuietRefusals(ValueError, lambda worker: type(worker) is Ours)

    def _log(self, worker, error):
        try:
            worker.refuse(error)
        except (ValueError, KeyError) as raised:
            return log(self.quiet, raised)

    def test_sentences_of_ours_are_left_out(self):
        line = self._log(Ours(), ValueError("“Odette V.” is noted already."))
        self.assertEqual(line, "refused by residence.resident (ValueError)")

    def test_others_stay(self):
        self.assertEqual(self._log(Theirs(), ValueError("no")), "no")
        self.assertEqual(self._log(Ours(), KeyError("no")), "'no'")
