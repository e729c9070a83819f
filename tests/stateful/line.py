"""Who has a place at an event and who waits, as plainly as it can be said: what the real services are held against."""

from collections import Counter
from dataclasses import dataclass, field

CONFIRMED, WAITING, PENDING, CANCELLED, REFUSED = "confirmed", "waiting", "pending", "cancelled", "refused"


@dataclass
class Somebody:
    """One registration: role, state, number in the line, what it was before it was cancelled, and the group it came with.

    `of_age`: whoever is needs no parent, and is admitted when somebody who is pending is put back on the list.
    """

    role: int | None
    state: str
    number: int
    before: str = ""
    group: "Party | None" = None
    has_term: bool = False
    of_age: bool = True


@dataclass
class Party:
    """A group: places it has without names, places it waits for without names, whether it takes a part of what it asks for."""

    state: str
    number: int
    held: int = 0
    short: int = 0
    may_split: bool = False
    no_passing: bool = False
    has_term: bool = False


Unit = Somebody | Party


@dataclass
class Line:
    """One event. A capacity of None is no limit; `is_to_come` is false once it was held; `terms`: who moves up confirms."""

    capacity: int | None
    roles: dict[int, int | None]
    is_to_come: bool = True
    terms: bool = False
    people: list[Somebody] = field(default_factory=list)
    groups: list[Party] = field(default_factory=list)

    def taken(self, role: int | None = None) -> int:
        """Places taken; of one role when one is named. What groups hold without names is without a role."""
        named = sum(one.state == CONFIRMED and role in (None, one.role) for one in self.people)
        return named + (sum(group.held for group in self.groups) if role is None else 0)

    def left(self, role: int | None = None) -> float:
        capacity = self.capacity if role is None else self.roles[role]
        return float("inf") if capacity is None else capacity - self.taken(role)

    def has_room(self, role: int | None = None) -> bool:
        return self.left(role) > 0

    def fits(self, role: int | None) -> bool:
        return self.has_room() and (role is None or self.has_room(role))

    # the line

    def members(self, group: Party, *states: str) -> list[Somebody]:
        return [one for one in self.people if one.group is group and one.state in states]

    def demand(self, unit: Unit) -> Counter[int | None]:
        if isinstance(unit, Somebody):
            return Counter([unit.role])
        waiting = Counter(one.role for one in self.members(unit, WAITING))
        waiting[None] += unit.short
        return +waiting

    def units(self) -> list[Unit]:
        alone = [one for one in self.people if one.state == WAITING and one.group is None]
        groups = [group for group in self.groups if self.demand(group)]
        return sorted([*alone, *groups], key=lambda unit: unit.number)

    def whole(self, unit: Unit) -> bool:
        demand = self.demand(unit)
        return self.left() >= demand.total() and all(role is None or self.left(role) >= count for role, count in demand.items())

    def gets_something(self, unit: Unit) -> bool:
        splits = isinstance(unit, Party) and unit.may_split
        return self.whole(unit) or (splits and any(self.fits(role) for role in self.demand(unit)))

    def next(self, but: Unit | None = None) -> Unit | None:
        """The first who gets anything, unless somebody before them lets nobody pass; `but` stands in no line."""
        for unit in (unit for unit in self.units() if unit is not but):
            if self.gets_something(unit):
                return unit
            if isinstance(unit, Party) and unit.no_passing:
                return None
        return None

    def move_up(self, quiet: Unit | None = None) -> int:
        """Places that are free go to those who wait, in the order of their numbers, past those who do not fit."""
        count = 0
        while self.is_to_come and (unit := self.next()) is not None:
            count += self.give(unit, quiet)
        return count

    def give(self, unit: Unit, quiet: Unit | None) -> int:
        if isinstance(unit, Somebody):
            unit.state, unit.has_term = CONFIRMED, self.terms and unit is not quiet
            return 1
        count = 0
        for one in sorted(self.members(unit, WAITING), key=lambda one: one.number):
            if self.fits(one.role):
                one.state, count = CONFIRMED, count + 1
        unnamed = int(min(self.left(), unit.short))
        unit.held, unit.short = unit.held + unnamed, unit.short - unnamed
        if unit.state == WAITING:
            unit.state, unit.has_term = CONFIRMED, self.terms and unit is not quiet
        if not self.demand(unit):
            unit.no_passing = False
        return count + unnamed

    def number(self) -> int:
        """The next at the end of the line."""
        return max([0, *(one.number for one in (*self.people, *self.groups))]) + 1

    # people alone

    def enter(self, role: int | None) -> str:
        """The state of whoever comes now; refused when only another role has room."""
        if any(unit.no_passing for unit in self.units() if isinstance(unit, Party)):
            return WAITING
        if self.fits(role):
            return CONFIRMED
        others = [other for other in self.roles if other != role]
        if role is not None and self.has_room() and any(self.has_room(other) for other in others):
            return REFUSED
        return WAITING

    def register(self, role: int | None) -> str:
        state = self.enter(role)
        if state != REFUSED:
            self.people.append(Somebody(role, state, self.number()))
        return state

    def come_again(self, one: Somebody, role: int | None) -> str:
        """Whoever cancelled registers anew, alone, at the end of the line; for anybody else it is a repeat."""
        if one.state != CANCELLED:
            return one.state
        state = self.enter(role)
        if state != REFUSED:
            one.role, one.state, one.number, one.group, one.has_term = role, state, self.number(), None, False
        return state

    def cancel(self, one: Somebody) -> None:
        if one.state != CANCELLED:
            one.before, one.state, one.has_term = one.state, CANCELLED, False
            self.end_if_empty(one.group)
            self.move_up()

    def end_if_empty(self, group: Party | None) -> None:
        if group and not group.held and not group.short and not self.members(group, CONFIRMED, WAITING, PENDING):
            group.state, group.has_term = CANCELLED, False

    def restore(self, one: Somebody) -> bool:
        """False when the place has gone to somebody else."""
        if one.state != CANCELLED:
            return True
        group = one.group if one.group and one.group.state != CANCELLED else None
        if one.before == CONFIRMED and group and group.held:
            if one.role is not None and not self.has_room(one.role):
                return False
            group.held -= 1
        elif one.before == CONFIRMED and not self.fits(one.role):
            return False
        elif one.before == WAITING and group and group.short:
            group.short -= 1
        one.state, one.group = one.before, group
        for other in sorted(self.people, key=lambda other: other.number) if one.state == PENDING else ():
            if other.state == PENDING and other.of_age:
                self.consent(other)
        self.move_up()
        return True

    def change_role(self, one: Somebody, role: int | None) -> bool:
        """False when the wished role is full."""
        if one.state == CONFIRMED and role not in (None, one.role) and not self.has_room(role):
            return False
        one.role = role
        self.move_up()
        return True

    def consent(self, one: Somebody) -> None:
        """A parent agreed: the place that the group keeps, else a place in the line at the old number.

        After the event nobody moves up, but who was there and whose paper is typed later has a place that nobody waits for.
        """
        if one.state != PENDING:
            return
        one.state, one.of_age, group = WAITING, True, one.group
        if group and group.held and (one.role is None or self.has_room(one.role)):
            group.held, one.state = group.held - 1, CONFIRMED
        elif group and group.short:
            group.short -= 1
        nobody_waits = not any(other.state == WAITING for other in self.people if other is not one)
        if one.state == WAITING and not self.is_to_come and nobody_waits and self.fits(one.role):
            one.state = CONFIRMED
        self.move_up(quiet=one)

    def withdraw(self, one: Somebody) -> None:
        """A parent does not agree any more; a group keeps the place."""
        if one.state in (PENDING, CANCELLED):
            return
        if one.group and one.group.state == CONFIRMED and one.state == CONFIRMED:
            one.group.held += 1
        elif one.group and one.state == WAITING:
            one.group.short += 1
        one.state, one.has_term, one.of_age = PENDING, False, True
        self.move_up()

    # groups

    def ask(self, planned: int, may_split: bool) -> Party:
        group = Party(WAITING, self.number(), short=planned, may_split=may_split)
        self.groups.append(group)
        self.move_up(quiet=group)
        return group

    def planned(self, group: Party) -> int:
        return group.held + group.short + len(self.members(group, CONFIRMED, WAITING))

    def come_with(self, group: Party, planned: int) -> bool:
        """False for fewer than have names, or more than the event holds."""
        now = self.planned(group)
        if planned < 1 or (self.capacity is not None and planned > self.capacity):
            return False
        if planned > now:
            group.short, group.number = group.short + planned - now, self.number()
            self.move_up(quiet=group)
        elif planned < now:
            free = max(0, group.held + group.short - len(self.members(group, PENDING)))
            if now - planned > free:
                return False
            waited = min(now - planned, group.short)
            group.short, group.held = group.short - waited, group.held - (now - planned - waited)
            self.end_if_empty(group)
            self.move_up()
        return True

    def name(self, group: Party, child: bool) -> bool:
        """False when it has no place left for a name."""
        if group.held + group.short - len(self.members(group, PENDING)) < 1:
            return False
        state = PENDING if child else CONFIRMED if group.held else WAITING
        group.held, group.short = group.held - (state == CONFIRMED), group.short - (state == WAITING)
        self.people.append(Somebody(None, state, self.number(), group=group, of_age=not child))
        return True

    def take_off(self, one: Somebody) -> None:
        group = one.group
        assert group is not None
        group.held, group.short = group.held + (one.state == CONFIRMED), group.short + (one.state == WAITING)
        one.before, one.state, one.has_term = one.state, CANCELLED, False
        self.move_up()

    def split(self, group: Party, may_split: bool) -> None:
        if group.may_split != may_split:
            group.may_split = may_split
            self.move_up()

    def end(self, group: Party) -> None:
        for one in self.members(group, CONFIRMED, WAITING, PENDING):
            one.before, one.state, one.has_term = one.state, CANCELLED, False
        group.held = group.short = 0
        group.state, group.no_passing, group.has_term = CANCELLED, False, False
        self.move_up()

    # what staff do

    def put_first(self, unit: Unit) -> None:
        numbers = [one.number for one in (*self.people, *self.groups)]
        unit.number = min([*numbers, 1]) - 1
        self.move_up()

    def let_nobody_pass(self, group: Party, on: bool) -> None:
        if group.no_passing != on:
            group.no_passing = on
            self.move_up()

    def terms_end(self) -> None:
        """Whoever has not confirmed goes to the end of the line, when somebody who waits gets something for it."""
        due: list[Unit] = sorted((one for one in self.people if one.has_term), key=lambda one: one.number)
        due += sorted((group for group in self.groups if group.has_term), key=lambda group: group.number)
        for unit in due:
            unit.has_term = False
            mine = [unit] if isinstance(unit, Somebody) else self.members(unit, CONFIRMED)
            held = 0 if isinstance(unit, Somebody) else unit.held
            for one in mine:
                one.state = "leaving"
            if isinstance(unit, Party):
                unit.held = 0
            somebody = self.next(but=unit) if self.is_to_come else None  # the rest of a split group gains nothing from its own
            for one in mine:
                one.state = WAITING if somebody else CONFIRMED
            if isinstance(unit, Party):
                unit.held, unit.short = (0, unit.short + held) if somebody else (held, unit.short)
                unit.state = WAITING if somebody else CONFIRMED
            if somebody:
                unit.number = self.number()
                self.move_up()

    def resize(self, capacity: int | None, roles: dict[int, int | None]) -> bool:
        """False when fewer places are wished than are taken."""
        too_few = capacity is not None and capacity < self.taken()
        if too_few or any(room is not None and room < self.taken(role) for role, room in roles.items()):
            return False
        self.capacity, self.roles = capacity, roles
        self.move_up()
        return True
