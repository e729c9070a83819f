"""The shortest chain as numbers: places to put in order between two ends, each fixed or free."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Matrix = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Chain:
    """Places 0 … m-1 that lie between two ends, with kilometres between all of them.

    `enter[j]` is the way from the fixed first place to j, `leave[j]` from j to the fixed last one; None means
    that this end is free. `fixed` maps a position 0 … m-1 to the place that must stand there.
    """

    between: Matrix
    enter: Sequence[float] | None = None
    leave: Sequence[float] | None = None
    fixed: Mapping[int, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return len(self.between)

    def first_leg(self, place: int) -> float:
        return self.enter[place] if self.enter is not None else 0.0

    def last_leg(self, place: int) -> float:
        return self.leave[place] if self.leave is not None else 0.0

    def length(self, order: Sequence[int]) -> float:
        """Kilometres of the whole chain in this order, ends included."""
        if not order:
            return 0.0
        inner = sum(self.between[a][b] for a, b in pairwise(order))
        return self.first_leg(order[0]) + inner + self.last_leg(order[-1])
