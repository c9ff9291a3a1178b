import unittest

from ...tools.client_values import (
    find_ids,
    find_lines,
    find_link,
    find_properties,
    find_reference,
)


class Unsaved:
    """As Odoo's ids of records that are not saved: with an origin, perhaps."""

    def __init__(self, origin=None):
        self.origin = origin


class TestIds(unittest.TestCase):
    def test_what_the_database_reads_as_a_number(self):
        for value in (5, 5.0, "5", " 5 ", "05", "+5", "0x5", [5], {"id": 5}, [["5"]]):
            with self.subTest(value):
                self.assertEqual(find_ids(value), {5})
        self.assertEqual(find_ids(Unsaved(5)), {5})
        self.assertEqual(find_ids([1, "2", (3,)]), {1, 2, 3})

    def test_what_is_nobody_s(self):
        for value in (
            *(None, False, 0, -5, 5.5, float("inf"), float("nan"), "", "virtual_1"),
            *([], {}, [None], {"id": False}, {"id": "virtual_1"}, "0xZ", "9" * 5000),
            *(Unsaved(), object()),
        ):
            with self.subTest(value):
                self.assertEqual(find_ids(value), set())

    def test_one_link(self):
        self.assertEqual(find_link([5, "6"]), {5}, "a name that reads as a number")
        self.assertEqual(find_link((5, "Name")), {5})
        self.assertEqual(find_link({"id": 5, "display_name": "6"}), {5})
        for value in (True, False, None, [], [False, "Name"], "virtual_1"):
            with self.subTest(value):
                self.assertEqual(find_link(value), set())

    def test_what_commands_add(self):
        content = {"name": "x"}
        for commands, ids, contents in (
            ([[0, "virtual_1", content]], set(), [content]),
            ([(0, 0, content)], set(), [content]),
            ([[1, 7, content]], {7}, [content]),
            ([[1, "virtual_1", content]], set(), [content]),
            ([[2, 7]], set(), []),
            ([[2, 7, False]], set(), []),
            ([[3, 7]], set(), []),
            ([[4, 7]], {7}, []),
            ([[4, "7", False]], {7}, []),
            ([[4]], set(), []),
            ([[5]], set(), []),
            ([(5,)], set(), []),
            ([[5, 0, 0]], set(), []),
            ([[6, 0, [7, "8"]]], {7, 8}, []),
            ([[6, False, []]], set(), []),
            ([[6, 0, False]], set(), []),
            ([[6, 0]], set(), []),
            ([[]], set(), []),
            ([7, "8"], {7, 8}, []),
            ([content], set(), [content]),
            ([{"id": 7}], {7}, [{"id": 7}]),
            (None, set(), []),
            (False, set(), []),
            ("text", set(), []),
        ):
            with self.subTest(commands):
                self.assertEqual(find_lines(commands), (ids, contents))


class TestOtherLinks(unittest.TestCase):
    def test_reference(self):
        self.assertEqual(find_reference("res.partner,5"), ("res.partner", {5}))
        self.assertEqual(find_reference("res.partner, 5"), ("res.partner", {5}))
        for value in (None, False, "", "res.partner", 5, ["res.partner", 5], ","):
            with self.subTest(value):
                self.assertEqual(find_reference(value), ("", set()))

    def test_properties(self):
        self.assertEqual(find_properties({"a": 5}), [{"name": "a", "value": 5}])
        self.assertEqual(find_properties('{"a": 5}'), [{"name": "a", "value": 5}])
        definition = {"name": "a", "type": "many2one", "value": [5, "Name"]}
        self.assertEqual(find_properties([definition]), [definition])
        for value in (None, False, "", "not JSON", 5, [5], []):
            with self.subTest(value):
                self.assertEqual(find_properties(value), [])
