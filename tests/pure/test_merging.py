import unittest

from hypothesis import given
from hypothesis import strategies as st

from ...tools.merging import merge
from ..common.steady import STEADY

VALUES = st.integers(0, 3)


class TestMerging(unittest.TestCase):
    def test_each_case(self):
        mine = {"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}
        known = {"a": [0], "b": [1], "c": [0], "d": [0, 7]}
        stored = {"a": 0, "b": 9, "c": 9, "d": 7, "e": 9}
        kept, clashes = merge(mine, known, stored)
        self.assertEqual(kept, {"a": 1, "d": 1, "e": 1})
        self.assertEqual(clashes, ["c"])

    def test_answer_counts_for_what_was_shown(self):
        def answer(shown, is_mine):
            return merge({"a": 1}, {"a": [0]}, {"a": 9}, {"a": (shown, is_mine)})

        self.assertEqual(answer(9, True), ({"a": 1}, []))
        self.assertEqual(answer(9, False), ({}, []))
        self.assertEqual(answer(8, True), ({}, ["a"]), "changed once more since")

    @STEADY
    @given(opened=VALUES, mine=VALUES, stored=VALUES)
    def test_nothing_is_overwritten_unasked(self, opened, mine, stored):
        kept, clashes = merge({"a": mine}, {"a": [opened]}, {"a": stored})
        left = kept.get("a", stored)
        if not clashes:
            self.assertIn(left, {mine, stored})
            # a change of either is what is left
            self.assertIn(mine, {left, opened})
            self.assertIn(stored, {left, opened})
        else:
            self.assertEqual(len({opened, mine, stored}), 3)
