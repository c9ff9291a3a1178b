import unittest

from ...tools.unique import read_unique

COLUMNS = {"a", "b", "state", "name", "space_id"}
READ = {
    "UNIQUE(a)": (("a",), None, ("a",)),
    "UNIQUE(a, b)": (("a", "b"), None, ("a", "b")),
    "UNIQUE INDEX (a, lower(name))": (("a", "lower(name)"), None, ("a", "name")),
    "UNIQUE INDEX (a, COALESCE(space_id, 0)) WHERE state = 'name' AND b = 'x'": (
        ("a", "COALESCE(space_id, 0)"),
        "state = 'name' AND b = 'x'",
        ("a", "space_id", "state", "b"),
    ),
    "UNIQUE INDEX (LOWER(COALESCE(name, '')))": (
        ("LOWER(COALESCE(name, ''))",),
        None,
        ("name",),
    ),
}


class TestReadUnique(unittest.TestCase):
    def test_read(self):
        for definition, expected in READ.items():
            with self.subTest(definition):
                unique = read_unique("x", definition, COLUMNS)
                self.assertEqual(unique, ("x", *expected))

    def test_about_something_else(self):
        for definition in (
            "INDEX (a)",
            "CHECK (a > 0)",
            "CHECK(unique(a))",
            "EXCLUDE USING gist (a WITH =)",
        ):
            self.assertIsNone(read_unique("x", definition, COLUMNS))

    def test_what_cannot_be_read_is_said(self):
        for definition in ("UNIQUE (a", "UNIQUE (a) NULLS NOT DISTINCT"):
            with self.assertRaisesRegex(ValueError, "keys"):
                read_unique("x", definition, COLUMNS)


class TestIsAbout(unittest.TestCase):
    def test_empty_keys_and_other_states(self):
        where = "WHERE state = 'done' AND b = 'x'"
        unique = read_unique("x", f"UNIQUE INDEX (a, lower(name)) {where}", COLUMNS)
        row = {"a": 1, "name": None, "state": "done", "b": "x"}
        self.assertTrue(unique.is_about(row))
        self.assertFalse(unique.is_about({**row, "a": None}))
        self.assertFalse(unique.is_about({**row, "state": "draft"}))

    def test_what_only_sql_knows_is_left_to_it(self):
        for where in ("active", "b IS NOT NULL", "a = 'x' OR b = 'x'", "(a = 'x')"):
            unique = read_unique("x", f"UNIQUE INDEX (a) WHERE {where}", COLUMNS)
            self.assertTrue(unique.is_about({"a": 1, "b": None}), where)
