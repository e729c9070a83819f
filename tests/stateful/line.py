"""Who has a place at an event and who waits, as plainly as it can be said: what the real services are held against."""

from dataclasses import dataclass, field

CONFIRMED, WAITING, CANCELLED, REFUSED = "confirmed", "waiting", "cancelled", "refused"


@dataclass
class Somebody:
    """One registration: role, state, number in the line, and what it was before it was cancelled."""

    role: int | None
    state: str
    number: int
    before: str = ""


@dataclass
class Line:
    """One event. A capacity of None is no limit; `is_to_come` is false once it was held."""

    capacity: int | None
    roles: dict[int, int | None]
    is_to_come: bool = True
    people: list[Somebody] = field(default_factory=list)
    last: int = 0

    def taken(self, role: int | None = None) -> int:
        """Places taken; of one role when one is named."""
        return sum(one.state == CONFIRMED and role in (None, one.role) for one in self.people)

    def has_room(self, role: int | None = None) -> bool:
        capacity = self.capacity if role is None else self.roles[role]
        return capacity is None or self.taken(role) < capacity

    def fits(self, role: int | None) -> bool:
        return self.has_room() and (role is None or self.has_room(role))

    def enter(self, role: int | None) -> str:
        """The state of whoever comes now; refused when only another role has room."""
        if self.fits(role):
            return CONFIRMED
        others = [other for other in self.roles if other != role]
        if role is not None and self.has_room() and any(self.has_room(other) for other in others):
            return REFUSED
        return WAITING

    def register(self, role: int | None) -> str:
        state = self.enter(role)
        if state != REFUSED:
            self.last += 1
            self.people.append(Somebody(role, state, self.last))
        return state

    def come_again(self, one: Somebody, role: int | None) -> str:
        """Whoever cancelled registers anew, at the end of the line; for anybody else it is a repeat."""
        if one.state != CANCELLED:
            return one.state
        state = self.enter(role)
        if state != REFUSED:
            self.last += 1
            one.role, one.state, one.number = role, state, self.last
        return state

    def cancel(self, one: Somebody) -> None:
        if one.state != CANCELLED:
            one.before, one.state = one.state, CANCELLED
            self.move_up()

    def restore(self, one: Somebody) -> bool:
        """False when the place has gone to somebody else."""
        if one.state != CANCELLED:
            return True
        if one.before == CONFIRMED and not self.fits(one.role):
            return False
        one.state = one.before
        self.move_up()
        return True

    def change_role(self, one: Somebody, role: int | None) -> bool:
        """False when the wished role is full."""
        if one.state == CONFIRMED and role not in (None, one.role) and not self.has_room(role):
            return False
        one.role = role
        self.move_up()
        return True

    def resize(self, capacity: int | None, roles: dict[int, int | None]) -> bool:
        """False when fewer places are wished than are taken."""
        too_few = capacity is not None and capacity < self.taken()
        if too_few or any(room is not None and room < self.taken(role) for role, room in roles.items()):
            return False
        self.capacity, self.roles = capacity, roles
        self.move_up()
        return True

    def move_up(self) -> int:
        """Places that are free go to those who wait, in the order of their numbers, past those whose role is full."""
        count = 0
        for one in sorted(self.people, key=lambda one: one.number):
            if self.is_to_come and one.state == WAITING and self.fits(one.role):
                one.state, count = CONFIRMED, count + 1
        return count
