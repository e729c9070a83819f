"""A seating in the making: where everybody is, what is free, and what it costs."""

from collections import Counter

from campaign.motorcades.seats.solver.case import Case, Unit
from campaign.motorcades.seats.solver.schemas import OUT, Cost


class Board:
    """`place` is the car of each, or OUT; `room` what is free. Those who may sit anywhere are seated last, by `fill`."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.place = [case.fixed.get(number, OUT) for number in range(len(case.riders))]
        self.room = list(case.room)
        self.stay = [0] * len(case.bays)
        for number in case.singles:
            if case.home[number] != OUT:
                self.stay[case.home[number]] += 1

    def put(self, unit: Unit, bay: int) -> None:
        for number in unit.free:
            self.place[number] = bay
        self.room[bay] -= unit.size

    def take(self, unit: Unit) -> None:
        for number in unit.free:
            if self.place[number] != OUT:
                self.room[self.place[number]] += 1
            self.place[number] = OUT

    def seat(self, number: int, bay: int) -> None:
        self.place[number] = bay
        self.room[bay] -= 1

    def rise(self, number: int) -> None:
        self.room[self.place[number]] += 1
        self.place[number] = OUT

    def pushed(self, bay: int, size: int) -> int:
        """How many of those who sit in the car now and may sit anywhere lose their seat there when so many come in."""
        stay, room = self.stay[bay], self.room[bay]
        return max(0, stay - (room - size)) - max(0, stay - room)

    def moving(self, unit: Unit, bay: int) -> int:
        """How many of a unit change their car by that."""
        home = self.case.home
        return sum(home[number] not in (OUT, bay) for number in unit.free)

    def is_torn(self, unit: Unit) -> bool:
        first = self.place[unit.members[0]]
        return any(self.place[number] != first for number in unit.members)

    def cost(self) -> Cost:
        """What the seating costs when those who may sit anywhere take what is left."""
        case = self.case
        singles, free = len(case.singles), sum(self.room)
        kept = sum(min(stay, room) for stay, room in zip(self.stay, self.room, strict=True))
        people = [number for unit in case.units for number in unit.free]
        return Cost(
            alone=sum(
                not case.is_accompanied(self.place, number, bay)
                for number, bay in case.fixed.items()
                if case.riders[number].minor and case.beside[number]
            ),
            unseated=sum(self.place[number] == OUT for number in people) + max(0, singles - free),
            torn=sum(unit.counts and self.is_torn(unit) for unit in case.units),
            moved=sum(case.home[number] not in (OUT, self.place[number]) for number in (*people, *case.fixed))
            + sum(self.stay) - kept,
        )  # fmt: skip

    def fill(self) -> None:
        """Seat those who may sit anywhere: where they sit now, then whoever lost a seat, then the others, car by car."""
        case = self.case
        left = Counter({bay: room for bay, room in enumerate(self.room) if room})
        waiting = []
        for number in case.singles:
            home = case.home[number]
            if home != OUT and left[home] > 0:
                left[home] -= 1
                self.seat(number, home)
            else:
                waiting.append(number)
        waiting.sort(key=lambda number: case.riders[number].sits is None)
        free = (bay for bay in sorted(left) for _ in range(left[bay]))
        for number, bay in zip(waiting, free, strict=False):
            self.seat(number, bay)
