"""A task made ready: pins settled, people put into units that stay together, and who may sit only beside whom.

People and cars go by their positions in the task from here on.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from campaign.motorcades.seats.solver.schemas import OUT, Bay, Rider, Task, Trouble, Why

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Unit:
    """People who belong together: a group, or a grown-up with those named to them.

    `free` are those who still need a place, grown-ups first; `held` the cars in which pinned ones sit. `counts`: it is a
    group whose tearing costs something. `only` are the cars in which it can be whole because of those of it who sit already;
    None where that is any.
    """

    number: int
    group: int | None
    members: tuple[int, ...]
    free: tuple[int, ...]
    held: frozenset[int]
    counts: bool
    only: frozenset[int] | None

    @property
    def size(self) -> int:
        return len(self.free)

    @property
    def target(self) -> int | None:
        """The only car in which it can be whole, because of a pin."""
        return next(iter(self.held)) if len(self.held) == 1 else None

    def may_be_in(self, bay: int) -> bool:
        return self.only is None or bay in self.only


@dataclass(frozen=True, slots=True)
class Case:
    """`fixed` are those who sit already (pinned, or at the wheel), `room` what pins leave free, `home` the car somebody has
    now, `singles` those who may sit anywhere. `beside` are those of whom one must be in the car; empty: nobody need be.
    """

    riders: tuple[Rider, ...]
    bays: tuple[Bay, ...]
    fixed: dict[int, int]
    room: tuple[int, ...]
    home: tuple[int, ...]
    beside: tuple[tuple[int, ...], ...]
    units: tuple[Unit, ...]
    singles: tuple[int, ...]
    troubles: tuple[Trouble, ...] = field(default=())

    @property
    def demand(self) -> int:
        """How many still need a place."""
        return len(self.singles) + sum(unit.size for unit in self.units)

    def is_accompanied(self, place: list[int], rider: int, bay: int) -> bool:
        """Whether somebody sits in the car so that this one may."""
        return not self.beside[rider] or any(place[one] == bay for one in self.beside[rider])


def made_ready(task: Task) -> Case:
    at = {bay.id: number for number, bay in enumerate(task.bays)}
    fixed, room, troubles = _settled_pins(task, at)
    families = _families(task)
    beside = _beside(task, families)
    units, singles = _units(task, families, fixed, beside)
    troubles += [
        Trouble(Why.NOBODY_WITH, rider=rider.id)
        for number, rider in enumerate(task.riders)
        if rider.minor and not beside[number]
    ]
    home = tuple(at.get(rider.sits, OUT) if rider.sits is not None else OUT for rider in task.riders)
    return Case(task.riders, task.bays, fixed, tuple(room), home, beside, units, singles, tuple(troubles))


def _settled_pins(task: Task, at: dict[int, int]) -> tuple[dict[int, int], list[int], list[Trouble]]:
    """Who sits for certain, what is left in each car, and the pins that cannot be kept: whoever sits there now comes first."""
    fixed = {number: at[one.drives] for number, one in enumerate(task.riders) if one.drives in at}
    room = [bay.seats for bay in task.bays]
    troubles: list[Trouble] = []
    wanted = [number for number, one in enumerate(task.riders) if one.pin is not None and number not in fixed]
    for number in sorted(wanted, key=lambda number: task.riders[number].pin != task.riders[number].sits):
        one = task.riders[number]
        bay = at.get(one.pin or 0, OUT)
        if bay == OUT:
            troubles.append(Trouble(Why.PIN_GONE, rider=one.id, bay=one.pin))
        elif not room[bay]:
            troubles.append(Trouble(Why.PIN_FULL, rider=one.id, bay=one.pin, most=task.bays[bay].seats))
        else:
            fixed[number] = bay
            room[bay] -= 1
    return fixed, room, troubles


def _families(task: Task) -> list[Key | None]:
    """By which unit each goes: whoever has a chaperone named goes with the chaperone's."""
    number_of = {rider.id: number for number, rider in enumerate(task.riders)}
    named = {_chaperone(task, number_of, number) for number in range(len(task.riders))} - {None}

    def own(number: int) -> Key | None:
        rider = task.riders[number]
        if rider.group is not None:
            return "group", rider.group
        return ("with", rider.id) if number in named else None

    found = []
    for number in range(len(task.riders)):
        chaperone = _chaperone(task, number_of, number)
        found.append(own(number if chaperone is None else chaperone))
    return found


def _chaperone(task: Task, number_of: dict[int, int], number: int) -> int | None:
    """The position of the grown-up named for somebody under age."""
    rider = task.riders[number]
    if not rider.minor or rider.chaperone is None:
        return None
    found = number_of.get(rider.chaperone)
    return None if found is None or task.riders[found].minor else found


def _beside(task: Task, families: list[Key | None]) -> tuple[tuple[int, ...], ...]:
    number_of = {rider.id: number for number, rider in enumerate(task.riders)}
    adults: defaultdict[Key, list[int]] = defaultdict(list)
    for number, (rider, key) in enumerate(zip(task.riders, families, strict=True)):
        if key is not None and not rider.minor:
            adults[key].append(number)

    def of(number: int) -> tuple[int, ...]:
        rider, key = task.riders[number], families[number]
        chaperone = _chaperone(task, number_of, number)
        if chaperone is not None:
            return (chaperone,)
        return tuple(adults[key]) if rider.minor and key is not None else ()

    return tuple(of(number) for number in range(len(task.riders)))


def _units(
    task: Task, families: list[Key | None], fixed: dict[int, int], beside: tuple[tuple[int, ...], ...]
) -> tuple[tuple[Unit, ...], tuple[int, ...]]:
    members: defaultdict[Key, list[int]] = defaultdict(list)
    singles = []
    for number, key in enumerate(families):
        if key is not None:
            members[key].append(number)
        elif number not in fixed:
            singles.append(number)
    units: list[Unit] = []
    for key, people in members.items():
        unit = _unit(task, len(units), key, people, fixed, beside)
        if unit.size == 1 and len(unit.members) == 1 and not beside[unit.free[0]]:
            singles.append(unit.free[0])
        elif unit.members:
            units.append(unit)
    return tuple(units), tuple(sorted(singles))


def _unit(
    task: Task, number: int, key: Key, people: list[int], fixed: dict[int, int], beside: tuple[tuple[int, ...], ...]
) -> Unit:
    """Whoever is at the wheel is beside those of the group who sit there, but is no part of what stays together."""
    seated = [one for one in people if one not in fixed or task.riders[one].drives is None]
    free = sorted((one for one in seated if one not in fixed), key=lambda one: task.riders[one].minor)
    held = frozenset(fixed[one] for one in seated if one in fixed)
    together = len({task.riders[one].sits for one in seated}) <= 1
    is_group = key[0] == "group"
    only = _only(free, held, fixed, beside)
    counts = is_group and (together or not task.steady)
    return Unit(number, key[1] if is_group else None, tuple(seated), tuple(free), held, counts, only)


def _only(
    free: list[int], held: frozenset[int], fixed: dict[int, int], beside: tuple[tuple[int, ...], ...]
) -> frozenset[int] | None:
    """Where its pinned people are, and those whom its people under age need beside them and who do not come along."""
    needs = [held] if held else []
    for number in free:
        if beside[number] and not set(beside[number]) & set(free):
            needs.append(frozenset(fixed[one] for one in beside[number] if one in fixed))
    return frozenset.intersection(*needs) if needs else None


def waiting(case: Case) -> list[Unit]:
    """The units that have anybody to place."""
    return [unit for unit in case.units if unit.free]
