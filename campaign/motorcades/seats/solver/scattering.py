"""Seating a group that cannot be whole: in as few cars as possible, nobody under age without one of their own."""

from collections import Counter

from campaign.motorcades.seats.solver.board import Board
from campaign.motorcades.seats.solver.case import Unit
from campaign.motorcades.seats.solver.schemas import OUT


def scatter(board: Board, unit: Unit) -> None:
    """Seat those of the unit who still need a place; those for whom there is none stay out."""
    Scattering(board, unit).run()


class Scattering:
    """The free people of one unit on their way into cars."""

    def __init__(self, board: Board, unit: Unit) -> None:
        self.board, self.case = board, board.case
        self.unit = unit
        self.left = list(unit.free)

    def run(self) -> None:
        self._stay()
        self._go_to_the_pinned()
        closed: set[int] = set()
        while self.left and (bay := self._next_bay(closed)) is not None:
            while board_room := self.board.room[bay]:
                if (number := self._next_for(bay, board_room)) is None:
                    break
                self._seat(number, bay)
            closed.add(bay)

    def _seat(self, number: int, bay: int) -> None:
        self.board.seat(number, bay)
        self.left.remove(number)

    def _stay(self) -> None:
        """Whoever has a car now keeps it where that may be; grown-ups come first, so that the others find them there."""
        for number in list(self.left):
            home = self.case.home[number]
            if home != OUT and self.board.room[home] and self.case.is_accompanied(self.board.place, number, home):
                self._seat(number, home)

    def _go_to_the_pinned(self) -> None:
        """A grown-up into each car in which somebody under age is pinned without one."""
        for pinned in set(self.unit.members) - set(self.unit.free):
            bay = self.case.fixed[pinned]
            if self.case.is_accompanied(self.board.place, pinned, bay) or not self.board.room[bay]:
                continue
            if (able := next((one for one in self.case.beside[pinned] if one in self.left), None)) is not None:
                self._seat(able, bay)

    def _next_bay(self, closed: set[int]) -> int | None:
        """Where some of them sit already, then where the most fit."""
        there = {self.board.place[number] for number in self.unit.members}
        return max(
            (bay for bay, room in enumerate(self.board.room) if room and bay not in closed),
            key=lambda bay: (bay in there, self.board.room[bay], -bay),
            default=None,
        )

    def _next_for(self, bay: int, room: int) -> int | None:
        """Somebody under age who has one of their own there, the named first; else the grown-up who brings the most of them."""
        place, beside = self.board.place, self.case.beside
        ready = [number for number in self.left if beside[number] and self.case.is_accompanied(place, number, bay)]
        if ready:
            return min(ready, key=lambda number: (len(beside[number]) > 1, number))
        named = Counter(beside[number][0] for number in self.left if len(beside[number]) == 1)
        able = [number for number in self.left if not beside[number]]
        return max(able, key=lambda number: (named[number] < room, named[number], -number), default=None)
