"""What a table with hidden counts tells of them, exactly. No Odoo in here.

Each sum is a node, and each hidden count a pipe from the sum that it flows out of to
the one that it flows into; 0 is the world outside. The ways to fill in the hidden
counts are the ways to let water go round. So a count may be one more or one less where
there is a round trip through its pipe, up where it can be more, back where it can be
less: where both its ends are strongly connected, without it if it goes both ways
(D. Gusfield, « A graph theoretic approach to statistical data security », 1988).
Linear in the counts.
"""

from array import array
from collections import defaultdict
from functools import cached_property
from heapq import heappop, heappush

SMALL = 5  # counts below it are hidden
OUTSIDE = 0


def is_small(number):
    """Return whether a count of people is to be hidden; None is no count."""
    return number is not None and 0 < number < SMALL


class SumGraph:
    """The sums of a table, and which of its counts flows where."""

    def __init__(self, counts, sums):
        """Learn what adds up.

        :param counts: by cell; cells are numbered from 0. 0 and less are in no sum.
        :param sums: (cell of the whole, *cells of its parts), all of them above 0.
        :raise ValueError: where a cell is in more than two sums, or they are no table:
            what it tells is then another, much harder question.
        """
        self.counts, self.sums = counts, sums
        # of each cell: the sum that it flows out of, and the one that it flows into
        self.source = array("i", bytes(len(counts) * array("i").itemsize))
        self.target = self.source[:]
        self._lead_through()

    def _lead_through(self):
        """Let each cell flow out of one of its sums and into the other.

        A sum gets its whole and gives its parts, or gets its parts and gives its whole.
        """
        sums_of = [array("i", bytes(self.source.itemsize * len(self.counts)))]
        sums_of.append(sums_of[0][:])
        for node, cells in enumerate(self.sums, 1):
            for cell in cells:
                if sums_of[1][cell]:
                    raise ValueError("a count in three sums")
                sums_of[bool(sums_of[0][cell])][cell] = node
        done = bytearray(len(self.sums) + 1)
        for first in range(1, len(done)):
            todo = [] if done[first] else [(first, True)]
            while todo:
                node, gets_whole = todo.pop()
                if done[node]:
                    continue
                done[node] = 1
                for place, cell in enumerate(self.sums[node - 1]):
                    into = gets_whole == (not place)
                    ends = self.target if into else self.source
                    if ends[cell]:
                        raise ValueError("sums that are no table")
                    ends[cell] = node
                    a, b = sums_of[0][cell], sums_of[1][cell]
                    other = a if b == node else b
                    if other and not done[other]:
                        is_whole = self.sums[other - 1][0] == cell
                        todo.append((other, is_whole != into))

    def find_known(self, masks, guarded):
        """Return the guarded cells that are hidden, and have one possible number.

        :param masks: by cell, whether it is hidden; ``guarded``: whether it must not be
            worked out.
        """
        around = defaultdict(list)
        for cell, hidden in enumerate(masks):
            if hidden and self.source[cell] != self.target[cell]:
                around[self.source[cell]].append(cell)
                around[self.target[cell]].append(cell)
        part = self._find_parts(around)
        self._loop = self._find_loops(around, part)
        self._nodes = defaultdict(list)
        for node in around:
            self._nodes[self._loop[node]].append(node)
        return [
            cell
            for cell, (hidden, of_note) in enumerate(zip(masks, guarded, strict=True))
            if hidden and of_note and not self._is_within(cell, self._loop)
        ]

    def find_way(self, cell, masks, limit):
        """Return the shown cells to hide for a round trip through ``cell``: few people.

        It is for a cell that was just found known.

        :param int limit: how many cells may be looked at.
        :return: None where there is none so near, or all is hidden and tells it.
        """
        source, target = self.source[cell], self.target[cell]
        ways = []
        if self._can_rise(cell):
            ways.append(self._find_cheapest((target, source), cell, masks, limit))
        if self._can_fall(cell):
            ways.append(self._find_cheapest((source, target), cell, masks, limit))
        return min(
            (way for way in ways if way is not None),
            key=lambda way: sum(self.counts[one] for one in way),
            default=None,
        )

    def _find_cheapest(self, ends, without, masks, limit):
        """Return the shown cells from a sum to another (Dijkstra, loop by loop)."""
        start, goal = (self._loop[end] for end in ends)
        back = self._get_size(start) > self._get_size(goal)  # there is less to look at
        if back:
            start, goal = goal, start
        came_by, todo = {}, [(0, 0, start, None, None)]
        while todo and limit > 0:
            price, length, loop, before, by = heappop(todo)
            if loop in came_by:
                continue
            came_by[loop] = before, by
            if loop == goal:
                way = _retrace(came_by, start, goal)
                return {cell for cell in way if not masks[cell]}
            around = self._get_around(loop, limit)
            limit -= sum(map(len, around.values()))
            for cell, node in self._get_all_steps(around, back=back):
                if cell != without and self._loop[node] not in came_by:
                    more = 0 if masks[cell] else self.counts[cell]
                    step = price + more, length + 1, self._loop[node], loop, cell
                    heappush(todo, step)
        return None

    def _get_around(self, loop, limit):
        """Return {sum: its cells} of a loop; sums of too many cells are passed by."""
        around = {}
        for node in self._nodes.get(loop, (loop,)):
            cells = self.sums[node - 1] if node else self._outer
            if len(cells) <= limit:
                around[node] = cells
                limit -= len(cells)
        return around

    def _get_all_steps(self, around, *, back):
        for node, cells in around.items():
            yield from self._get_steps(node, cells, back=back)

    def _get_size(self, loop):
        return len(self._nodes.get(loop, (loop,)))

    @cached_property
    def _outer(self):
        """The cells that are in one sum."""
        ends = enumerate(zip(self.source, self.target, strict=True))
        return array("i", (cell for cell, (a, b) in ends if (not a) != (not b)))

    def _is_within(self, cell, group_of):
        return group_of[self.source[cell]] == group_of[self.target[cell]]

    def _can_rise(self, cell):
        return self.counts[cell] != SMALL - 1

    def _can_fall(self, cell):
        return self.counts[cell] not in (1, SMALL)

    def _get_steps(self, node, cells, *, back=False):
        """Yield (cell, sum) that water may be moved to from a sum; ``back``: from."""
        for cell in cells:
            rises = (self.source[cell] == node) != back
            if self._can_rise(cell) if rises else self._can_fall(cell):
                yield cell, self.source[cell] + self.target[cell] - node

    def _find_parts(self, around):
        """Return by sum its strongly connected part, a number (Tarjan)."""
        part, order, low = self._number(-1), self._number(-1), self._number(-1)
        count, waiting = 0, []
        for first in around:
            path = [] if order[first] >= 0 else [(first, None)]
            while path:
                node, steps = path[-1]
                if steps is None:
                    order[node] = low[node] = count
                    count += 1
                    waiting.append(node)
                    steps = self._get_steps(node, around[node])
                    path[-1] = node, steps
                for _cell, other in steps:
                    if order[other] < 0:
                        path.append((other, None))
                        break
                    if part[other] < 0:
                        low[node] = min(low[node], order[other])
                else:
                    _close(path, low)
                    if low[node] == order[node]:
                        _take(waiting, node, part)
        return part

    def _find_loops(self, around, part):
        """Return by sum its loop, the number of one: no one cell keeps it together."""
        loop, order, low = self._number(-1), self._number(-1), self._number(-1)
        count, waiting = 0, []
        for first in around:
            path = [] if order[first] >= 0 else [(first, None, None)]
            while path:
                node, came_by, cells = path[-1]
                if cells is None:
                    order[node] = low[node] = count
                    count += 1
                    waiting.append(node)
                    cells = iter(around[node])
                    path[-1] = node, came_by, cells
                for cell in cells:
                    other = self.source[cell] + self.target[cell] - node
                    if part[other] != part[node] or cell == came_by:
                        continue
                    if order[other] < 0:
                        path.append((other, cell, None))
                        break
                    low[node] = min(low[node], order[other])
                else:
                    _close(path, low)
                    if low[node] == order[node]:
                        _take(waiting, node, loop)
        for node, number in enumerate(loop):
            if number < 0:
                loop[node] = node
        return loop

    def _number(self, start):
        return array("i", [start]) * (len(self.sums) + 1)


def _close(path, low):
    """Leave a sum: what it leads to, the one above leads to."""
    node = path.pop()[0]
    if path:
        above = path[-1][0]
        low[above] = min(low[above], low[node])


def _take(waiting, node, group_of):
    """Make a group of the sums from ``node`` on."""
    other = None
    while other != node:
        other = waiting.pop()
        group_of[other] = node


def _retrace(came_by, start, goal):
    """Yield the cells that one came by, from the last."""
    while goal != start:
        goal, cell = came_by[goal]
        yield cell
