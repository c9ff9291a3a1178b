"""Progress: every row passes, the clock decides what is told."""

import unittest

from ...tools.progress import LOOKED_AT, Progress


class Clock:
    def __init__(self):
        self.now = 0

    def __call__(self):
        return self.now


class TestProgress(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.clock, self.told = Clock(), []
        self.progress = Progress(self.told.append, 2, self.clock)

    def _rows(self, number, seconds):
        for row in range(number):
            self.clock.now += seconds
            yield row

    def test_rows_pass_as_they_are(self):
        rows = [(1,), (2,), (3,)]
        self.assertEqual(list(self.progress.watch(rows)), rows)
        self.assertEqual(self.progress.count, 3)
        self.assertFalse(self.told)

    def test_told_now_and_then(self):
        rows = 10 * LOOKED_AT
        list(self.progress.watch(self._rows(rows, 1 / LOOKED_AT)))
        self.assertEqual(self.told, [n * LOOKED_AT for n in (2, 4, 6, 8, 10)])

    def test_counts_over_several_sheets(self):
        for _sheet in range(3):
            list(self.progress.watch(self._rows(LOOKED_AT, 2 / LOOKED_AT)))
        self.assertEqual(self.told, [LOOKED_AT, 2 * LOOKED_AT, 3 * LOOKED_AT])

    def test_what_it_raises_ends_the_rows(self):
        ended = []

        def rows():
            try:
                yield from self._rows(10 * LOOKED_AT, 1)
            finally:
                ended.append(True)

        def refuse(_count):
            raise KeyError

        progress = Progress(refuse, 1, self.clock)
        with self.assertRaises(KeyError):
            list(progress.watch(rows()))
        self.assertEqual(ended, [True])
        self.assertEqual(progress.count, LOOKED_AT)

    def test_close_ends_what_was_begun(self):
        ended = []

        def rows():
            try:
                yield from range(9)
            finally:
                ended.append(True)

        next(self.progress.watch(rows()))
        self.assertFalse(ended)
        self.progress.close()
        self.assertEqual(ended, [True])
