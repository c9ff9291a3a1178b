import unittest
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ...tools.sharing import split_amount, split_whole
from ..common.steady import STEADY

AMOUNTS = st.integers(0, 10**8).map(lambda cents: cents / 100)
# shares of two decimals that make 100 % at most
SHARES = st.lists(st.integers(1, 10_000), min_size=1, max_size=8).map(
    lambda numbers: [
        number * 10_000 // max(sum(numbers), 10_000) / 100 for number in numbers
    ]
)


def cents(amount):
    return round(Fraction(str(amount)) * 100)


class TestSharing(unittest.TestCase):
    def test_halves_of_five_cents(self):
        self.assertEqual(split_amount(0.05, [50, 50]), [0.03, 0.02])
        self.assertEqual(split_amount(82.4, [80]), [65.92])
        self.assertEqual(split_whole(100, [40, 30]), [57.14, 42.86])
        self.assertEqual(split_whole(0, []), [])

    @STEADY
    @given(AMOUNTS, SHARES)
    def test_no_cent_is_claimed_twice(self, amount, shares):
        parts = split_amount(amount, shares)
        self.assertLessEqual(sum(map(cents, parts)), cents(amount))
        for part, share in zip(parts, shares, strict=True):
            self.assertGreaterEqual(part, 0)
            self.assertAlmostEqual(part, amount * share / 100, delta=0.0101)

    @STEADY
    @given(AMOUNTS, SHARES.filter(all))
    def test_nothing_is_lost(self, amount, weights):
        parts = split_whole(amount, weights)
        self.assertEqual(sum(map(cents, parts)), cents(amount))
