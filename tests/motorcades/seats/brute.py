"""Judging a seating by the promises alone, and the cheapest of all there are: slow, short, nothing to do with the solver."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import product

from campaign.motorcades.seats.solver.schemas import Cost, Rider, Task


class Judge:
    """The rules of one task."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.of = {rider.id: rider for rider in task.riders}
        self.seats = {bay.id: bay.seats for bay in task.bays}
        self.people = [rider for rider in task.riders if rider.drives not in self.seats]
        self.groups: defaultdict[int, list[Rider]] = defaultdict(list)
        for rider in self.people:
            if (group := (self.chaperone(rider) or rider).group) is not None:
                self.groups[group].append(rider)

    def chaperone(self, rider: Rider) -> Rider | None:
        found = self.of.get(rider.chaperone or 0) if rider.minor else None
        return None if found is None or found.minor else found

    def own(self, rider: Rider) -> list[Rider]:
        """Of whom somebody under age needs one in the car."""
        if not rider.minor:
            return []
        if (chaperone := self.chaperone(rider)) is not None:
            return [chaperone]
        return [one for one in self.task.riders if not one.minor and rider.group is not None and one.group == rider.group]

    def cost(self, given: Mapping[int, int]) -> Cost | None:
        """None for what must never be: a car with too many, somebody under age alone without a pin that says so."""
        at = dict(given) | {rider.id: rider.drives for rider in self.task.riders if rider.drives in self.seats}
        if any(count > self.seats[bay] for bay, count in Counter(given.values()).items()):
            return None
        alone = [
            rider for rider in self.people
            if rider.id in at and (own := self.own(rider)) and all(at.get(one.id) != at[rider.id] for one in own)
        ]  # fmt: skip
        if any(rider.pin != at[rider.id] for rider in alone):
            return None
        steady = self.task.steady
        counted = [people for people in self.groups.values() if not steady or len({rider.sits for rider in people}) == 1]
        return Cost(
            len(alone),
            sum(rider.id not in at for rider in self.people),
            sum(len({at.get(rider.id) for rider in people}) > 1 for people in counted),
            sum(rider.sits in self.seats and at.get(rider.id) != rider.sits for rider in self.people),
        )

    def cheapest(self) -> Cost:
        """Of all ways to seat them, pins kept."""

        def choices(rider: Rider) -> list[int | None]:
            if rider.drives in self.seats:
                return [None]
            return [rider.pin] if rider.pin in self.seats else [None, *self.seats]

        ways = product(*map(choices, self.task.riders))
        costs = (
            self.cost({rider.id: bay for rider, bay in zip(self.task.riders, way, strict=True) if bay is not None})
            for way in ways
        )  # fmt: skip
        return min(cost for cost in costs if cost is not None)
