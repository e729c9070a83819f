"""A large column for tests and benchmarks: invented numbers, the same for the same seed."""

import random

from campaign.motorcades.seats.solver.schemas import Bay, Rider, Task

_SIZES = [4] * 21 + [8] * 9 + [18] * 18 + [30] * 12  # cars, minibuses, small and large buses
_LARGEST = 26


def a_column(
    seed: int, people: int = 1000, groups: int = 80, minors: int = 50, pins: int = 30, slack: int = 20, in_groups: float = 0.7
) -> Task:
    """`people` in sixty cars with `slack` seats more than people; each of the minors has a chaperone in the group."""
    rng = random.Random(seed)
    bays = [Bay(1000 + number, seats) for number, seats in enumerate(_sizes(rng, people + slack), 1)]
    sizes = [2] * groups
    for _ in range(int(people * in_groups) - 2 * groups):
        sizes[rng.choice([number for number, size in enumerate(sizes) if size < _LARGEST])] += 1
    riders = [Rider(0, group) for group, size in enumerate(sizes, 1) for _ in range(size)]
    riders = [Rider(number, rider.group) for number, rider in enumerate([*riders, *[Rider(0)] * (people - len(riders))], 1)]
    first = {rider.group: rider.id for rider in reversed(riders)}
    young = rng.sample([rider for rider in riders if rider.group and rider.id != first[rider.group]], minors)
    young = {rider.id for rider in young}
    pinned = _pins(rng, [rider for rider in riders if rider.group is None], bays, pins)
    return Task(
        tuple(
            Rider(
                rider.id,
                rider.group,
                rider.id in young,
                first[rider.group] if rider.id in young else None,
                pinned.get(rider.id),
            )
            for rider in riders
        ),
        tuple(bays),
    )


def _sizes(rng: random.Random, total: int) -> list[int]:
    sizes = list(_SIZES)
    while sum(sizes) != total:
        number = rng.randrange(len(sizes))
        sizes[number] += 1 if sum(sizes) < total else -(sizes[number] > 2)
    rng.shuffle(sizes)
    return sizes


def _pins(rng: random.Random, riders: list[Rider], bays: list[Bay], count: int) -> dict[int, int]:
    return {rider.id: bay.id for rider, bay in zip(rng.sample(riders, count), rng.sample(bays, count), strict=True)}
