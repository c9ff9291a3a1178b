"""How far a long piece of work is, told now and then. No Odoo in here."""

import time

LOOKED_AT = 256  # rows between two looks at the clock


class Progress:
    """Counts the rows that pass, and tells how many, at most every ``seconds``.

    ``tell`` is called with the number of rows so far, between two of them: what it
    raises ends the work. ``close()`` ends what was not read to its end.
    """

    def __init__(self, tell, seconds=1, clock=time.monotonic):
        self.count = 0
        self._tell, self._seconds, self._clock = tell, seconds, clock
        self._told_at = clock()
        self._watched = []

    def watch(self, rows):
        """Return the same rows, counted as they pass."""
        watched = self._pass_on(rows)
        self._watched.append(watched)
        return watched

    def close(self):
        for watched in self._watched:
            watched.close()

    def _pass_on(self, rows):
        try:
            for row in rows:
                yield row
                self.count += 1
                if self.count % LOOKED_AT == 0:
                    self._look()
        finally:
            if hasattr(rows, "close"):
                rows.close()

    def _look(self):
        now = self._clock()
        if now - self._told_at >= self._seconds:
            self._told_at = now
            self._tell(self.count)
