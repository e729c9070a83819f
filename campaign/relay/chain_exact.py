"""The proven shortest order of a chain: dynamic programming over sets of places, cut by a lower bound.

Held and Karp's recursion (1962) knows for every set of visited places and every last place the shortest way
so far. Whatever cannot beat a known order is dropped, judged by a minimum spanning tree of the places still
to come, with their distances changed by multipliers (Held and Karp 1970) that make trees look like paths.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from campaign.relay.chain import Chain, Matrix

_ROUNDS = 120  # of the search for multipliers; more do not tighten the bound for twenty places
_HAIR = 1e-7  # km; two chains nearer than this are equally short
_FAR = float("inf")

State = tuple[int, int]  # bits of the places visited, last of them


@dataclass(frozen=True, slots=True)
class _Weighted:
    """The chain's distances with each place's multiplier added once for every end of a leg."""

    between: Matrix
    enter: Sequence[float]
    leave: Sequence[float]
    surplus: float  # what all multipliers add to the length of any complete chain
    trees: dict[int, float] = field(default_factory=dict)

    def tree(self, places: int) -> float:
        """Kilometres of the minimum spanning tree of a set of places; remembered by set."""
        known = self.trees.get(places)
        if known is None:
            known = self.trees[places] = _tree(self.between, _members(places))[0]
        return known


def shortest_order(chain: Chain, known: Sequence[int], most_steps: int) -> tuple[list[int], bool]:
    """The shortest order and True; or `known` and False when that would take more than `most_steps` steps.

    A step puts one place behind one state. `known` is a good order: the better it is, the less is searched;
    it comes back when nothing beats it.
    """
    if chain.size == 0:
        return [], True
    limit = chain.length(known)
    weighted = _weigh(chain, limit)
    ceiling = limit + weighted.surplus - _HAIR
    layer: dict[State, float] = {}
    parents: list[dict[State, int]] = []
    looked_at = 0
    for position in range(chain.size):
        looked_at += len(layer) * (chain.size - position)
        if looked_at > most_steps:
            return list(known), False
        layer, parent = _extend(chain, weighted, layer, position, ceiling)
        parents.append(parent)
        if not layer:
            return list(known), True
    last = min(layer, key=lambda state: (layer[state] + weighted.leave[state[1]], state[1]))
    return _walk_back(parents, last), True


def _extend(
    chain: Chain, weighted: _Weighted, layer: dict[State, float], position: int, ceiling: float
) -> tuple[dict[State, float], dict[State, int]]:
    """All states one place further that may still stay under the ceiling, and where each came from."""
    size = chain.size
    everything = (1 << size) - 1
    pinned = chain.fixed.get(position)
    kept_back = sum(1 << place for place in chain.fixed.values())
    choice = everything & ~kept_back if pinned is None else 1 << pinned
    reached: dict[State, float] = {}
    parent: dict[State, int] = {}
    if position == 0:
        reached = {(1 << place, place): weighted.enter[place] for place in _members(choice)}
    else:
        for (visited, last), length in layer.items():
            way = weighted.between[last]
            for place in _members(choice & ~visited):
                state = (visited | 1 << place, place)
                longer = length + way[place]
                if longer < reached.get(state, _FAR):
                    reached[state] = longer
                    parent[state] = last
    alive = {s: length for s, length in reached.items() if length + _rest(weighted, everything, s) < ceiling}
    return alive, parent


def _rest(weighted: _Weighted, everything: int, state: State) -> float:
    """No chain can be completed from this state with fewer (weighted) kilometres."""
    visited, last = state
    left = everything & ~visited
    if not left:
        return weighted.leave[last]
    members = _members(left)
    way, leave = weighted.between[last], weighted.leave
    return min([way[place] for place in members]) + weighted.tree(left) + min([leave[place] for place in members])


def _walk_back(parents: Sequence[dict[State, int]], state: State) -> list[int]:
    order = [state[1]]
    for parent in reversed(parents[1:]):
        visited, place = state
        state = (visited & ~(1 << place), parent[state])
        order.append(state[1])
    return order[::-1]


def _members(places: int) -> list[int]:
    """The numbers of the set bits, ascending."""
    found = []
    while places:
        lowest = places & -places
        found.append(lowest.bit_length() - 1)
        places ^= lowest
    return found


def _weigh(chain: Chain, limit: float) -> _Weighted:
    """Multipliers under which the spanning tree comes nearest to the known length, by subgradient ascent."""
    multipliers = [0.0] * chain.size
    best, best_bound = _apply(chain, multipliers), -_FAR
    pace = 1.0
    for _ in range(_ROUNDS):
        weighted = _apply(chain, multipliers)
        bound, degrees = _bound(weighted)
        if bound > best_bound:
            best, best_bound = weighted, bound
        slope = sum((degree - 2) ** 2 for degree in degrees)
        if slope == 0 or limit - bound < _HAIR:
            break
        step = pace * (limit - bound) / slope
        multipliers = [m + step * (degree - 2) for m, degree in zip(multipliers, degrees, strict=True)]
        pace *= 0.97
    return best


def _apply(chain: Chain, multipliers: Sequence[float]) -> _Weighted:
    return _Weighted(
        between=[
            [way + mine + other for way, other in zip(row, multipliers, strict=True)]
            for row, mine in zip(chain.between, multipliers, strict=True)
        ],
        enter=[chain.first_leg(place) + mine for place, mine in enumerate(multipliers)],
        leave=[chain.last_leg(place) + mine for place, mine in enumerate(multipliers)],
        surplus=2 * sum(multipliers),
    )


def _bound(weighted: _Weighted) -> tuple[float, list[int]]:
    """A length no chain goes below, in plain kilometres, and how many legs of the tree meet in each place."""
    places = range(len(weighted.enter))
    tree, degrees = _tree(weighted.between, list(places))
    start = min(places, key=weighted.enter.__getitem__)
    end = min(places, key=weighted.leave.__getitem__)
    degrees[start] += 1
    degrees[end] += 1
    return weighted.enter[start] + tree + weighted.leave[end] - weighted.surplus, degrees


def _tree(between: Matrix, members: Sequence[int]) -> tuple[float, list[int]]:
    """Length of the minimum spanning tree of the members (Prim) and each place's number of branches."""
    degrees = [0] * len(between)
    first, *waiting = members
    nearest = dict.fromkeys(waiting, first)
    ways = {place: between[first][place] for place in waiting}
    total = 0.0
    while ways:
        place = min(ways, key=ways.__getitem__)
        total += ways.pop(place)
        degrees[place] += 1
        degrees[nearest[place]] += 1
        row = between[place]
        for other, way in ways.items():
            if row[other] < way:
                ways[other] = row[other]
                nearest[other] = place
    return total, degrees
