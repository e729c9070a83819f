"""A good seating quickly: the largest units first, each where it fits most tightly and pushes out the fewest."""

from collections.abc import Iterator, Sequence
from typing import Final

from campaign.motorcades.seats.solver.board import Board
from campaign.motorcades.seats.solver.bounds import is_doomed, least
from campaign.motorcades.seats.solver.case import Case, Unit, waiting
from campaign.motorcades.seats.solver.scattering import scatter
from campaign.motorcades.seats.solver.schemas import OUT, Cost

_DEEP: Final = 2  # how many units are moved on one after another to make room for one
_LINKS: Final = 400  # of chains that are looked at in one attempt
_TRIES: Final = 12  # how many of the largest groups are given up, one more each time, so that the others fit

Move = tuple[Unit, int]  # a unit and the car it goes to


def packed(case: Case) -> tuple[list[int], Cost]:
    """The places of all but those who may sit anywhere, and what they cost with them. Some milliseconds for a hundred units."""
    floor = least(case)
    best: tuple[Cost, list[int]] | None = None
    for board in _attempts(case):
        found = (board.cost(), list(board.place))
        if best is None or found[0] < best[0]:
            best = found
        if best[0] <= floor:
            break
    if best is None:
        raise AssertionError("there is always an attempt")
    return best[1], best[0]


def _attempts(case: Case) -> Iterator[Board]:
    """From where they sit now, from nothing, and then with the largest groups given up in advance."""
    yield _packed_once(case, stay=True, given_up=())
    if any(home != OUT for home in case.home):
        yield _packed_once(case, stay=False, given_up=())
    large = sorted((unit for unit in waiting(case) if _may_tear(case, unit)), key=lambda unit: -unit.size)
    for count in range(1, min(_TRIES, len(large)) + 1):
        yield _packed_once(case, stay=True, given_up=large[:count])


def _may_tear(case: Case, unit: Unit) -> bool:
    return unit.group is not None and not unit.held and not is_doomed(case, unit)


def _packed_once(case: Case, stay: bool, given_up: Sequence[Unit]) -> Board:
    board = Board(case)
    packing = Packing(board)
    torn = [*given_up]
    rest = [unit for unit in waiting(case) if unit not in given_up]
    for unit in sorted((unit for unit in rest if unit.held), key=lambda unit: unit.size):
        if unit.target is not None and unit.may_be_in(unit.target) and board.room[unit.target] >= unit.size:
            packing.settle(unit, unit.target, for_good=True)
        else:
            torn.append(unit)
    for unit in sorted(
        (unit for unit in rest if not unit.held), key=lambda unit: (not stay or not _has_home(case, unit), -unit.size)
    ):
        if stay and _stays(case, board, unit):
            packing.settle(unit, case.home[unit.free[0]])
        elif not packing.find(unit):
            torn.append(unit)
    packing.bring_home()
    for unit in sorted(torn, key=lambda unit: (unit.group is not None, -unit.size)):
        scatter(board, unit)
    return board


def _has_home(case: Case, unit: Unit) -> bool:
    """Whether all of it sit in one car now."""
    homes = {case.home[number] for number in unit.free}
    return len(homes) == 1 and OUT not in homes


def _stays(case: Case, board: Board, unit: Unit) -> bool:
    home = case.home[unit.free[0]]
    return (
        _has_home(case, unit) and unit.may_be_in(home) and board.room[home] >= unit.size and board.pushed(home, unit.size) == 0
    )


class Packing:
    """Units in cars, and the moves that make room for one more."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.inside: list[list[Unit]] = [[] for _ in board.room]
        self.links = _LINKS

    def settle(self, unit: Unit, bay: int, *, for_good: bool = False) -> None:
        self.board.put(unit, bay)
        if not for_good:
            self.inside[bay].append(unit)

    def find(self, unit: Unit) -> bool:
        """Put the unit into a car, moving others on where that is needed or pushes out fewer; False when nothing helps."""
        board = self.board
        plain = self._nearest(unit)
        if plain is not None and not board.pushed(plain, unit.size) + board.moving(unit, plain):
            self.settle(unit, plain)
            return True
        ways = [self._weighed([(unit, plain)])] if plain is not None else []
        if moves := self._making_room(unit, _DEEP if plain is None else 0, frozenset()):
            ways.append(self._weighed(moves))
        if not ways:
            return False
        for mover, bay in reversed(min(ways, key=lambda way: way[0])[1]):
            self._move(mover, bay)
        return True

    def bring_home(self) -> None:
        """Put units back into the car they have now where that is free, or taken by one that may go where they are."""
        home = self.board.case.home
        away = [
            (unit, bay, home[unit.free[0]])
            for bay, units in enumerate(self.inside)
            for unit in units
            if _has_home(self.board.case, unit) and home[unit.free[0]] != bay and unit.may_be_in(home[unit.free[0]])
        ]
        for unit, bay, at_home in sorted(away, key=lambda found: -found[0].size):
            missing = unit.size - self.board.room[at_home]
            if missing <= 0:
                self._move(unit, at_home)
            elif (guest := self._guest(at_home, bay, missing, self.board.room[bay] + unit.size)) is not None:
                self._move(guest, bay)
                self._move(unit, at_home)

    def _guest(self, bay: int, other: int, at_least: int, at_most: int) -> Unit | None:
        """One of the car that does not belong there, of such a size, who may be in the other one as well."""
        fits = [
            unit
            for unit in self.inside[bay]
            if at_least <= unit.size <= at_most and unit.may_be_in(other) and self.board.case.home[unit.free[0]] != bay
        ]
        return min(fits, key=lambda unit: unit.size, default=None)

    def _move(self, unit: Unit, bay: int) -> None:
        before = self.board.place[unit.free[0]]
        if before != OUT:
            self.inside[before].remove(unit)
            self.board.take(unit)
        self.settle(unit, bay)

    def _weighed(self, moves: list[Move]) -> tuple[int, list[Move]]:
        board = self.board
        return sum(board.moving(unit, bay) + board.pushed(bay, unit.size) for unit, bay in moves), moves

    def _nearest(self, unit: Unit, but: frozenset[int] = frozenset()) -> int | None:
        """The car in which it pushes out the fewest and leaves the least free."""
        board = self.board
        fits = [bay for bay, room in enumerate(board.room) if room >= unit.size and bay not in but and unit.may_be_in(bay)]
        return min(
            fits, key=lambda bay: (board.pushed(bay, unit.size) + board.moving(unit, bay), board.room[bay]), default=None
        )

    def _making_room(self, unit: Unit, deep: int, closed: frozenset[int]) -> list[Move]:
        """Moves, the last to be done first, after which the unit has a car, the cheapest such; none when there are none."""
        ways = [*self._by_moving_one(unit, closed), *(() if closed else self._by_exchange(unit))]
        if ways:
            return min((self._weighed(way) for way in ways), key=lambda way: way[0])[1]
        return self._by_a_chain(unit, deep, closed) if deep else []

    def _leavers(self, unit: Unit, bay: int) -> list[Unit]:
        """Those in the car who make room enough by leaving, the smallest first."""
        missing = unit.size - self.board.room[bay]
        return sorted((one for one in self.inside[bay] if missing <= one.size < unit.size), key=lambda one: one.size)

    def _open_to(self, unit: Unit, closed: frozenset[int] = frozenset()) -> list[int]:
        return [bay for bay in range(len(self.board.room)) if bay not in closed and unit.may_be_in(bay)]

    def _by_moving_one(self, unit: Unit, closed: frozenset[int]) -> Iterator[list[Move]]:
        for bay in self._open_to(unit, closed):
            for one in self._leavers(unit, bay):
                elsewhere = self._nearest(one, closed | {bay})
                if elsewhere is not None:
                    yield [(unit, bay), (one, elsewhere)]
                    break

    def _by_exchange(self, unit: Unit) -> Iterator[list[Move]]:
        """A unit of this car against a smaller one of another."""
        room = self.board.room
        for bay in self._open_to(unit):
            for one in self.inside[bay]:
                for other, small in self._smaller(one, bay):
                    fits = room[bay] + one.size - small.size >= unit.size and room[other] + small.size >= one.size
                    if fits and one.may_be_in(other) and small.may_be_in(bay):
                        yield [(unit, bay), (small, bay), (one, other)]

    def _smaller(self, one: Unit, bay: int) -> Iterator[tuple[int, Unit]]:
        for other, units in enumerate(self.inside):
            if other != bay:
                yield from ((other, small) for small in units if small.size < one.size)

    def _by_a_chain(self, unit: Unit, deep: int, closed: frozenset[int]) -> list[Move]:
        """One leaves for a car that another has to leave first."""
        for bay in self._open_to(unit, closed):
            for one in self._leavers(unit, bay):
                self.links -= 1
                if self.links < 0:
                    return []
                if moves := self._making_room(one, deep - 1, closed | {bay}):
                    return [(unit, bay), *moves]
        return []
