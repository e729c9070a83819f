"""A short order of a chain found by improvement: exchanges of two legs, moved pieces, and small shake-ups.

The chain is closed to a ring through one extra node, so that a fixed end is a leg that never pays to remove
and a free end is a leg of no length. The same places give the same order on every machine.
"""

from collections.abc import Sequence
from random import Random

from campaign.relay.chain import Chain, Matrix

_NEIGHBOURS = 5  # nearest places that are tried as the next one
_LONGEST_PIECE = 3  # places moved together
_HAIR = 1e-9
_BOND = 1e6  # km: longer than any chain of the country, so that a bonded leg stays


def short_order(chain: Chain, shakes: int) -> list[int]:
    """A good order of a chain without places fixed inside; takes about a millisecond a shake."""
    if chain.size < 2:
        return list(range(chain.size))
    distances = _ring_distances(chain)
    ring = Ring(distances, _nearest_first(distances))
    ring.improve(range(len(distances)))
    ring.shake(shakes)
    return _open(ring.tour, chain)


def _ring_distances(chain: Chain) -> list[list[float]]:
    """The chain's own distances, then the fixed ends, then the node that closes the ring."""
    ends = [legs for legs in (chain.enter, chain.leave) if legs is not None]
    size = chain.size
    rows = [[*row, *(end[place] for end in ends)] for place, row in enumerate(chain.between)]
    rows += [[*end, *[0.0] * len(ends)] for end in ends]
    closing = [_BOND if len(ends) == 2 else 0.0] * size + [-_BOND] * len(ends)
    for row, leg in zip(rows, closing, strict=True):
        row.append(leg)
    return [*rows, [*closing, 0.0]]


def _nearest_first(distances: Matrix) -> list[int]:
    """A first ring: from the closing node over a fixed end, if there is one, always to the nearest place."""
    start = len(distances) - 1
    tour, left = [start], set(range(start))
    last: list[int] = []
    while left:
        row = distances[tour[-1]]
        place = min(left, key=lambda other: (row[other], other))
        tour.append(place)
        left.remove(place)
        if len(tour) == 2:
            last = [end for end in left if row[end] == -_BOND]
            left.difference_update(last)
    return tour + last


def _nearest(row: Sequence[float], node: int) -> list[int]:
    others = sorted((way, other) for other, way in enumerate(row) if other != node)
    return [other for _, other in others[: _NEIGHBOURS + 1]]


def _open(tour: Sequence[int], chain: Chain) -> list[int]:
    """Cut the ring at the closing node and turn it so that it begins at the first place."""
    closing = max(tour)
    cut = tour.index(closing)
    order = [*tour[cut + 1 :], *tour[:cut]]
    size = chain.size
    if (chain.enter is not None and order[0] != size) or (chain.enter is None and order[0] >= size):
        order.reverse()
    return [place for place in order if place < size]


class Ring:
    """A closed tour that only ever becomes shorter."""

    def __init__(self, distances: Matrix, tour: Sequence[int]) -> None:
        self.distances = distances
        self.tour = list(tour)
        self.place_of = [0] * len(self.tour)
        self._number()
        self.near = [_nearest(row, node) for node, row in enumerate(distances)]

    def _number(self) -> None:
        for position, node in enumerate(self.tour):
            self.place_of[node] = position

    def improve(self, nodes: Sequence[int]) -> float:
        """Improve around these nodes until nothing near them helps; returns the kilometres won."""
        waiting = list(nodes)
        queued = set(waiting)
        won = 0.0
        while waiting:
            node = waiting.pop()
            queued.discard(node)
            gain, touched = self._better(node)
            while gain > 0:
                won += gain
                fresh = [other for other in touched if other not in queued]
                waiting += fresh
                queued.update(fresh)
                gain, touched = self._better(node)
        return won

    def _better(self, node: int) -> tuple[float, Sequence[int]]:
        gain, touched = self._exchange(node, 1)
        if not gain:
            gain, touched = self._exchange(node, -1)
        if not gain:
            gain, touched = self._move_piece(node, 1)
        if not gain:
            gain, touched = self._move_piece(node, -1)
        return gain, touched

    def _exchange(self, node: int, side: int) -> tuple[float, Sequence[int]]:
        """Replace the leg on this side of the node and one other by two shorter ones (2-opt)."""
        tour, place_of, distances = self.tour, self.place_of, self.distances
        size = len(tour)
        here = distances[node]
        after = tour[(place_of[node] + side) % size]
        old, there = here[after], distances[after]
        for other in self.near[node]:
            gain = old - here[other]
            if gain <= _HAIR:
                break
            beyond = tour[(place_of[other] + side) % size]
            gain += distances[other][beyond] - there[beyond]
            if gain > _HAIR:
                if side == 1:
                    self._reverse(place_of[after], place_of[other])
                else:
                    self._reverse(place_of[other], place_of[after])
                return gain, (node, after, other, beyond)
        return 0.0, ()

    def _move_piece(self, node: int, side: int) -> tuple[float, Sequence[int]]:
        """Take the node and up to two behind it and put them, either way round, beside a near place (or-opt).

        `side` says on which side of the node the leg is that shall be saved; the piece lies on the other.
        """
        tour, place_of, distances = self.tour, self.place_of, self.distances
        size = len(tour)
        start = place_of[node]
        before = tour[(start + side) % size]
        for length in range(1, min(_LONGEST_PIECE, size - 3) + 1):
            piece = [tour[(start - side * step) % size] for step in range(length)]
            tail, behind = piece[-1], tour[(start - side * length) % size]
            saved = distances[before][node] + distances[tail][behind] - distances[before][behind]
            for other in self.near[node]:
                gain = saved - distances[node][other]
                if gain <= _HAIR:
                    break
                if other in piece:
                    continue
                for step in (1, -1):
                    beyond = tour[(place_of[other] + step) % size]
                    if beyond in piece:
                        continue
                    total = gain + distances[other][beyond] - distances[tail][beyond]
                    if total > _HAIR:
                        self._put(piece, other, step)
                        return total, (node, before, tail, behind, other, beyond)
        return 0.0, ()

    def _put(self, piece: Sequence[int], other: int, step: int) -> None:
        """Put the piece, its first node next to `other`, on the side `step` of it."""
        moved = set(piece)
        rest = [node for node in self.tour if node not in moved]
        at = rest.index(other)
        if step == 1:
            self.tour[:] = [*rest[: at + 1], *piece, *rest[at + 1 :]]
        else:
            self.tour[:] = [*rest[:at], *reversed(piece), *rest[at:]]
        self._number()

    def _reverse(self, left: int, right: int) -> None:
        """Turn round the piece from one position to the other, or what lies outside it if that is shorter."""
        tour, place_of = self.tour, self.place_of
        size = len(tour)
        length = (right - left) % size + 1
        if 2 * length > size:
            left, right, length = right + 1, left - 1, size - length
        for step in range(length // 2):
            one, two = (left + step) % size, (right - step) % size
            tour[one], tour[two] = tour[two], tour[one]
            place_of[tour[one]], place_of[tour[two]] = one, two

    def shake(self, times: int) -> None:
        """Exchange two neighbouring pieces somewhere and improve again, and keep what became shorter."""
        size = len(self.tour)
        if size < 8:
            return
        chance = Random(size)  # noqa: S311 - a fixed sequence for a search, nothing secret
        reach = max(3, min(50, size // 3 - 1))
        for _ in range(times):
            tour, place_of = self.tour[:], self.place_of[:]
            start = chance.randrange(size)
            one = chance.randint(1, reach)
            two = chance.randint(1, min(reach, size - one - 2))
            turned = self.tour[start:] + self.tour[:start]
            left, right, rest = turned[:one], turned[one : one + two], turned[one + two :]
            lost = self._swap_cost(left, right, rest)
            self.tour[:] = [*right, *left, *rest]
            self._number()
            touched = (left[0], left[-1], right[0], right[-1], rest[0], rest[-1])
            if self.improve(touched) < lost - _HAIR:
                self.tour, self.place_of = tour, place_of

    def _swap_cost(self, left: Sequence[int], right: Sequence[int], rest: Sequence[int]) -> float:
        """Kilometres that exchanging the two pieces adds."""
        ways = self.distances
        old = ways[rest[-1]][left[0]] + ways[left[-1]][right[0]] + ways[right[-1]][rest[0]]
        return ways[rest[-1]][right[0]] + ways[right[-1]][left[0]] + ways[left[-1]][rest[0]] - old
