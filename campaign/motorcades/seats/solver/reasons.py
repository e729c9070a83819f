"""Why something could not be had, as facts: which group or person, and how much is missing."""

from collections.abc import Iterator

from campaign.motorcades.seats.solver.board import Board
from campaign.motorcades.seats.solver.case import Case, Unit
from campaign.motorcades.seats.solver.schemas import OUT, Trouble, Why


def reasons(case: Case, board: Board) -> Iterator[Trouble]:
    """Of a finished seating: the missing seats first, then people under age, then the groups in their order."""
    missing = case.demand - sum(case.room)
    if missing > 0:
        yield Trouble(Why.SEATS_MISSING, count=missing, most=sum(bay.seats for bay in case.bays))
    yield from _about_minors(case, board)
    for unit in case.units:
        if unit.group is not None and board.is_torn(unit):
            yield _why_torn(case, board, unit)


def _about_minors(case: Case, board: Board) -> Iterator[Trouble]:
    for number, rider in enumerate(case.riders):
        if not case.beside[number]:
            continue
        bay = board.place[number]
        if bay == OUT:
            theirs = next((board.place[one] for one in case.beside[number] if board.place[one] != OUT), OUT)
            yield Trouble(Why.NO_SEAT_BESIDE, rider=rider.id, bay=_id(case, theirs), count=1)
        elif number in case.fixed and not case.is_accompanied(board.place, number, bay):
            yield Trouble(Why.PINNED_ALONE, rider=rider.id, bay=_id(case, bay))


def _id(case: Case, bay: int) -> int | None:
    return None if bay == OUT else case.bays[bay].id


def _why_torn(case: Case, board: Board, unit: Unit) -> Trouble:
    """The first thing that is in the way: pins of its own, its size, pins of others, and last the other groups."""
    size, group = len(unit.members), unit.group
    if len(unit.held) > 1:
        return Trouble(Why.PINNED_APART, group=group, count=len(unit.held))
    if unit.target is not None and unit.size > case.room[unit.target]:
        missing = unit.size - case.room[unit.target]
        return Trouble(Why.PIN_LEAVES_NO_ROOM, group=group, bay=_id(case, unit.target), count=missing, most=size)
    largest = max((bay.seats for bay in case.bays), default=0)
    if size > largest:
        return Trouble(Why.TOO_LARGE, group=group, count=size, most=largest)
    if unit.size > max(case.room, default=0):
        widest = max(range(len(case.room)), key=lambda bay: case.room[bay])
        missing = unit.size - case.room[widest]
        return Trouble(Why.PINS_IN_THE_WAY, group=group, bay=_id(case, widest), count=missing, most=size)
    return Trouble(Why.CROWDED, group=group, count=size - _widest(case, board, unit), most=size)


def _widest(case: Case, board: Board, unit: Unit) -> int:
    """How many of the unit could sit together at most while the other groups stay where they are."""
    free = [
        room + sum(board.place[number] == bay for number in (*unit.members, *case.singles))
        for bay, room in enumerate(board.room)
    ]
    return min(len(unit.members) - 1, max(free, default=0))
