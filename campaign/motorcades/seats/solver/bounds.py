"""What no seating can do better than: when it is reached, the search may stop."""

from collections.abc import Sequence

from campaign.motorcades.seats.solver.case import Case, Unit
from campaign.motorcades.seats.solver.schemas import Cost


def least(case: Case) -> Cost:
    """A cost that nothing falls below; the last figure, how many must move, is only known to be at least nothing."""
    alone = sum(
        all(one in case.fixed and case.fixed[one] != bay for one in case.beside[number])
        for number, bay in case.fixed.items()
        if case.riders[number].minor and case.beside[number]
    )
    moved = sum(case.home[number] not in (-1, bay) for number, bay in case.fixed.items())
    return Cost(alone, max(0, case.demand - sum(case.room)), must_tear(case), moved)


def is_doomed(case: Case, unit: Unit) -> bool:
    """Whether pins or its mere size keep a unit from being whole in any car."""
    if len(unit.held) > 1:
        return True
    return unit.size > max((room for bay, room in enumerate(case.room) if unit.may_be_in(bay)), default=0)


def must_tear(case: Case) -> int:
    """How many groups cannot be whole: those doomed, and of the others those that are too many for the cars they need.

    A car takes at most `room // size` groups of that size or more. Only when all can have a seat: else one may stay out whole.
    """
    if case.demand > sum(case.room):
        return sum(unit.counts and len(unit.held) > 1 for unit in case.units)
    doomed = sum(unit.counts and is_doomed(case, unit) for unit in case.units)
    sizes = [unit.size for unit in case.units if unit.counts and unit.free and not is_doomed(case, unit)]
    return doomed + max((_surplus(case.room, sizes, size) for size in set(sizes)), default=0)


def _surplus(room: Sequence[int], sizes: Sequence[int], size: int) -> int:
    return max(0, sum(other >= size for other in sizes) - sum(free // size for free in room))
