"""The one question: who sits where."""

from campaign.motorcades.seats.solver.board import Board
from campaign.motorcades.seats.solver.case import made_ready
from campaign.motorcades.seats.solver.packing import packed
from campaign.motorcades.seats.solver.reasons import reasons
from campaign.motorcades.seats.solver.schemas import OUT, Seating, Task
from campaign.motorcades.seats.solver.search import STEPS, searched


def solve(task: Task, most_steps: int = STEPS) -> Seating:
    """Seat everybody of the task as the package promises. Pure; the same task has the same answer.

    A thousand people in sixty cars take some tenths of a second.
    """
    case = made_ready(task)
    place, cost, proven = searched(case, *packed(case), most_steps)
    board = Board(case)
    for unit in case.units:
        for number in unit.free:
            if place[number] != OUT:
                board.seat(number, place[number])
    board.fill()
    seats = {
        rider.id: task.bays[bay].id
        for number, (rider, bay) in enumerate(zip(task.riders, board.place, strict=True))
        if bay != OUT and not (number in case.fixed and rider.drives is not None)
    }
    return Seating(seats, cost, (*case.troubles, *reasons(case, board)), proven)
