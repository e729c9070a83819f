"""A short order of a chain in which some places must keep their positions.

A pin in the middle cuts the chain, and a piece that moves past it shifts what lies between, so that only the
stretch that changed is measured again after each trial: exchange two places, move one, or turn a piece round.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from random import Random

from campaign.relay.chain import Chain
from campaign.relay.chain_search import short_order

_HAIR = 1e-9
_TRIALS = 50  # legs measured again for each pair of places before the search stops, whatever it has found


def improve_between_pins(chain: Chain, draft: Sequence[int]) -> list[int]:
    """Put the free places of the draft, in its order or turned round, between the pins and improve.

    `draft` names the free places in any good order. Deterministic; about a second for two hundred places.
    """
    return min(
        (_Between(chain, free).improved() for free in (list(draft), list(reversed(draft)))),
        key=lambda order: (chain.length(order), order),
    )


class _Between:
    def __init__(self, chain: Chain, free: Sequence[int]) -> None:
        self.chain = chain
        self.slots = [position for position in range(chain.size) if position not in chain.fixed]
        self.budget = _TRIALS * chain.size**2
        self.order = [0] * chain.size
        for position, place in chain.fixed.items():
            self.order[position] = place
        for position, place in zip(self.slots, free, strict=True):
            self.order[position] = place

    def improved(self) -> list[int]:
        """The order after descents from shaken copies of the best one, while the budget lasts."""
        self._descend()
        best, length = list(self.order), self.chain.length(self.order)
        chance = Random(self.chain.size)  # noqa: S311 - a fixed sequence for a search, nothing secret
        while self.budget > 0 and len(self.slots) > 3:
            for one, two in (chance.sample(self.slots, 2) for _ in range(2)):
                self.order[one], self.order[two] = self.order[two], self.order[one]
            self._descend()
            tried = self.chain.length(self.order)
            if tried < length - _HAIR:
                best, length = list(self.order), tried
            else:
                self.order = list(best)
        return best

    def _descend(self) -> None:
        better = True
        while better and self.budget > 0:
            better = False
            for first, last, change in self._trials():
                if self.budget <= 0:
                    break
                better |= self._try(first, last, change)
            better |= self._tidy_pieces()

    def _tidy_pieces(self) -> bool:
        """Put each piece between two pins in the best order found for itself."""
        better = False
        walls = [-1, *sorted(self.chain.fixed), self.chain.size]
        for low, high in pairwise(walls):
            places = self.order[low + 1 : high]
            if len(places) < 3:
                continue
            tidied = [places[place] for place in short_order(self._piece(places, low, high), len(places) // 4)]
            before = self._stretch(low + 1, high - 1)
            self.order[low + 1 : high] = tidied
            if self._stretch(low + 1, high - 1) < before - _HAIR:
                better = True
            else:
                self.order[low + 1 : high] = places
        return better

    def _piece(self, places: Sequence[int], low: int, high: int) -> Chain:
        """The places between two pins as a chain of their own."""
        chain, order = self.chain, self.order
        enter, leave = chain.enter, chain.leave
        if low >= 0:
            enter = chain.between[order[low]]
        if high < chain.size:
            leave = chain.between[order[high]]
        return Chain(
            between=[[chain.between[a][b] for b in places] for a in places],
            enter=None if enter is None else [enter[place] for place in places],
            leave=None if leave is None else [leave[place] for place in places],
        )

    def _trials(self) -> Iterator[tuple[int, int, "_Change"]]:
        count = len(self.slots)
        for reach in range(1, count):
            for first in range(count - reach):
                for change in (_swapped, _moved_on, _moved_back, _turned):
                    yield first, first + reach, change

    def _try(self, first: int, last: int, change: "_Change") -> bool:
        """Change the free places between two slots if that makes the stretch shorter."""
        slots = self.slots[first : last + 1]
        low, high = slots[0], slots[-1]
        self.budget -= high - low + 2
        old = [self.order[slot] for slot in slots]
        before = self._stretch(low, high)
        for slot, place in zip(slots, change(old), strict=True):
            self.order[slot] = place
        if self._stretch(low, high) < before - _HAIR:
            return True
        for slot, place in zip(slots, old, strict=True):
            self.order[slot] = place
        return False

    def _stretch(self, low: int, high: int) -> float:
        """Kilometres from the leg before one position to the leg after the other."""
        order, between = self.order, self.chain.between
        total = self.chain.first_leg(order[0]) if low == 0 else between[order[low - 1]][order[low]]
        for position in range(low, high):
            total += between[order[position]][order[position + 1]]
        if high == len(order) - 1:
            return total + self.chain.last_leg(order[high])
        return total + between[order[high]][order[high + 1]]


_Change = Callable[[list[int]], list[int]]


def _swapped(places: list[int]) -> list[int]:
    return [places[-1], *places[1:-1], places[0]]


def _moved_on(places: list[int]) -> list[int]:
    return [*places[1:], places[0]]


def _moved_back(places: list[int]) -> list[int]:
    return [places[-1], *places[:-1]]


def _turned(places: list[int]) -> list[int]:
    return places[::-1]
