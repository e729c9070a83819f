"""A need opened: the uses, sizes and reserve that the number of a material at a stop is made of."""

from collections.abc import Iterable
from dataclasses import dataclass

from campaign.materials.need.schemas import Demand, StopLine


@dataclass(frozen=True)
class Reckoned:
    """How the need of one material at a stop comes about: the lines of its sizes, or its only one."""

    lines: tuple[StopLine, ...]

    @property
    def has_sizes(self) -> bool:
        return any(line.variant.label for line in self.lines)

    @property
    def uses(self) -> tuple[tuple[Demand, tuple[tuple[str, int], ...]], ...]:
        """Every use with what each size has of it, in the order of their days."""
        found: dict[Demand, list[tuple[str, int]]] = {}
        for line in self.lines:
            for share in line.need.shares:
                found.setdefault(share.demand, []).append((line.variant.label, share.quantity))
        return tuple((use, tuple(found[use])) for use in sorted(found, key=lambda it: (it.first, it.last, it.event_id or 0)))

    @property
    def used(self) -> int:
        return sum(line.need.used for line in self.lines)

    @property
    def reserve(self) -> int:
        return sum(line.need.reserve for line in self.lines)

    @property
    def total(self) -> int:
        return sum(line.need.total for line in self.lines)


def opened(lines: Iterable[StopLine]) -> tuple[Reckoned, ...]:
    """Each material of a stop with its uses, its sizes together."""
    found: dict[int, list[StopLine]] = {}
    for line in lines:
        found.setdefault(line.variant.material_id, []).append(line)
    return tuple(Reckoned(tuple(sizes)) for sizes in found.values())
