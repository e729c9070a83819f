"""Whether there is a better seating: branch and bound over units, then over the people of those that are torn.

It counts its steps, not seconds, so that the same question has the same answer on every machine.
"""

from typing import Final

from campaign.motorcades.seats.solver.board import Board
from campaign.motorcades.seats.solver.bounds import least
from campaign.motorcades.seats.solver.case import Case, Unit, waiting
from campaign.motorcades.seats.solver.schemas import OUT, Cost

STEPS: Final = 40_000  # some quarter of a second


def searched(case: Case, known: list[int], cost: Cost, most_steps: int = STEPS) -> tuple[list[int], Cost, bool]:
    """The best places and True; or the best found within so many steps and False."""
    search = Search(case, known, cost, most_steps)
    if cost > search.floor:
        search.units(0, 0, 0)
    return search.best, search.cost, search.is_through


class Search:
    """One search: a board that is filled and emptied again, and the best that was seen."""

    def __init__(self, case: Case, known: list[int], cost: Cost, most_steps: int) -> None:
        self.case, self.board = case, Board(case)
        self.best, self.cost = known, cost
        self.floor = least(case)
        self.steps = most_steps
        self.is_through = True
        self.weight = 1 + len(case.bays) * len(case.units) // 64  # a step in a large column takes longer
        displaced = {unit.number: all(case.home[one] == OUT for one in unit.free) for unit in case.units}
        self.order = sorted(waiting(case), key=lambda unit: (displaced[unit.number], -unit.size, unit.number))
        self.to_come = [sum(unit.size for unit in self.order[at:]) for at in range(len(self.order) + 1)]
        self.torn: list[Unit] = []
        self.plain = self._plain()

    def _plain(self) -> list[bool]:
        """Cars that nobody has to do with yet: two of them with the same room are one and the same."""
        case = self.case
        known = {*case.home, *case.fixed.values()}
        return [bay not in known for bay in range(len(case.bays))]

    @property
    def _is_over(self) -> bool:
        return self.cost <= self.floor or not self.is_through

    def _step(self) -> None:
        self.steps -= self.weight
        if self.steps < 0:
            self.is_through = False

    def _is_hopeless(self, to_place: int, out: int, moved: int) -> bool:
        """Whether whatever follows costs as much as the best, with so many people still to be placed and so many left out.

        A unit taken up to be torn counts as torn: where it ends whole, that was looked at as a whole unit.
        """
        free = sum(self.board.room)
        torn = sum(unit.counts for unit in self.torn)
        unseated = out + max(0, to_place + len(self.case.singles) - free)
        return Cost(self.floor.alone, unseated, torn, max(moved, self.floor.moved)) >= self.cost

    def units(self, at: int, out: int, moved: int) -> None:
        """Place the units from this one on: whole in a car, torn, or left out whole."""
        self._step()
        to_place = self.to_come[at] + sum(unit.size for unit in self.torn)
        if self._is_over or self._is_hopeless(to_place, out, moved):
            return
        if at == len(self.order):
            people = [(unit, number) for unit in self.torn for number in unit.free]
            self.people(people, 0, out, moved)
            return
        unit = self.order[at]
        for bay in self._bays_for(unit):
            self.board.put(unit, bay)
            self.units(at + 1, out, moved + self.board.moving(unit, bay))
            self.board.take(unit)
        if unit.size > 1 or unit.held:
            self.torn.append(unit)
            self.units(at + 1, out, moved)
            self.torn.pop()
        self.units(at + 1, out + unit.size, moved + self.board.moving(unit, OUT))

    def _bays_for(self, unit: Unit) -> list[int]:
        """The cars it fits into: where it sits now, then the tightest; of cars that are the same only one."""
        board = self.board
        seen: set[int] = set()
        found = []
        for bay, room in enumerate(board.room):
            if room < unit.size or not unit.may_be_in(bay):
                continue
            if self.plain[bay]:
                if room in seen:
                    continue
                seen.add(room)
            found.append(bay)
        return sorted(found, key=lambda bay: (board.moving(unit, bay) + board.pushed(bay, unit.size), board.room[bay]))

    def people(self, people: list[tuple[Unit, int]], at: int, out: int, moved: int) -> None:
        """Place the people of torn units one by one, grown-ups of a unit before the others."""
        self._step()
        if self._is_over or self._is_hopeless(len(people) - at, out, moved):
            return
        if at == len(people):
            self._note()
            return
        number = people[at][1]
        home = self.case.home[number]
        for bay in self._bays_of(people, at):
            self.board.seat(number, bay)
            self.people(people, at + 1, out, moved + (home not in (OUT, bay)))
            self.board.rise(number)
        if not self._is_before(people, at, OUT):
            self.people(people, at + 1, out + 1, moved + (home != OUT))

    def _bays_of(self, people: list[tuple[Unit, int]], at: int) -> list[int]:
        number, place = people[at][1], self.board.place
        fits = [
            bay for bay, room in enumerate(self.board.room)
            if room and self.case.is_accompanied(place, number, bay) and not self._is_before(people, at, bay)
        ]  # fmt: skip
        home = self.case.home[number]
        beside = {place[one] for one in people[at][0].members}
        return sorted(fits, key=lambda bay: (bay != home, bay not in beside, -self.board.room[bay]))

    def _is_before(self, people: list[tuple[Unit, int]], at: int, bay: int) -> bool:
        """Whether the one before, who is just the same, sits in a later car: the other way round was looked at already."""
        if not at or not self._are_same(people[at - 1], people[at]):
            return False
        before = self.board.place[people[at - 1][1]]
        return bay != OUT and (before == OUT or bay < before)

    def _are_same(self, one: tuple[Unit, int], other: tuple[Unit, int]) -> bool:
        case, (unit, first), (its, second) = self.case, one, other
        if unit.number != its.number or case.beside[first] != case.beside[second] or case.home[first] != case.home[second]:
            return False
        return not any(
            len(beside) == 1 and beside[0] in (first, second) for beside in map(case.beside.__getitem__, unit.members)
        )

    def _note(self) -> None:
        cost = self.board.cost()
        if cost < self.cost:
            self.best, self.cost = list(self.board.place), cost
