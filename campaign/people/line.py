"""The line of an event: people alone and whole groups in one row of numbers, and the places that are left for them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session

from campaign.core.db import kept
from campaign.events.schemas import EventRow
from campaign.people.groups.models import Group
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState

Demand = Counter[int | None]
"""How many places of each role; None is no role."""
BEFORE_ALL: Final = -2_000_000_000
WAITING: Final = RegistrationState.WAITING
ALONE: Final = and_(Registration.state == WAITING, Registration.group_id.is_(None))
"""Who stands in the line for themselves: whoever waits with a group stands where the group does."""
_MEMBER = Registration.__table__.alias()
IN_LINE: Final = or_(
    Group.short > 0, exists().where(_MEMBER.c.group_id == Group.id, _MEMBER.c.state == WAITING).correlate(Group)
)
"""Whether a group waits for anything."""


def unit_size() -> ColumnElement[int]:
    """For how many places a group stands in the line."""
    members = select(func.count()).where(_MEMBER.c.group_id == Group.id, _MEMBER.c.state == WAITING)
    return Group.short + members.correlate(Group).scalar_subquery()


@dataclass
class Room:
    """The places that are left at an event and in its roles, as they are given out. None: no limit."""

    left: int | None
    of_role: dict[int, int | None]

    @classmethod
    def of(cls, event: EventRow) -> "Room":
        return cls(event.left, {role.id: role.left for role in event.roles})

    def fitting(self, role_id: int | None, places: int) -> int:
        """How many of so many places there are."""
        there = places if self.left is None else min(self.left, places)
        of_role = self.of_role.get(role_id) if role_id is not None else None
        return there if of_role is None else min(of_role, there)

    def fits(self, demand: Demand) -> bool:
        whole = self.left is None or self.left >= demand.total()
        return whole and all(self.fitting(role, places) == places for role, places in demand.items())

    def take(self, role_id: int | None, places: int) -> None:
        if self.left is not None:
            self.left -= places
        if role_id is not None and (left := self.of_role.get(role_id)) is not None:
            self.of_role[role_id] = left - places

    def gives(self, demand: Demand, may_split: bool) -> bool:
        """Whether a unit of this demand gets anything now."""
        if self.left == 0 or not demand.total():
            return False
        return self.fits(demand) or (may_split and any(self.fitting(role, 1) for role in demand))

    def serve(self, units: Iterable["Unit"]) -> bool:
        """Give to those who wait what they would get now; True when nobody behind one of them may pass."""
        for unit in sorted(units, key=lambda one: one.queue_number):
            if self.left == 0:
                return False
            if not self.gives(unit.demand, unit.may_split):
                if unit.no_passing:
                    return True
                continue
            given = 0
            for role_id, places in unit.demand.items():
                given += (some := self.fitting(role_id, places))
                self.take(role_id, some)
            if unit.no_passing and given < unit.size:
                return True
        return False


@dataclass
class Unit:
    """What stands in the line at one number: somebody alone, or the part of a group that waits."""

    queue_number: int
    demand: Demand
    may_split: bool = False
    no_passing: bool = False
    group: Group | None = None
    members: list[Registration] = field(default_factory=list)

    @property
    def size(self) -> int:
        return self.demand.total()


_GROUPS = kept(select(Group).where(Group.event_id == bindparam("event_id"), IN_LINE).order_by(Group.queue_number))
_MEMBERS = kept(
    select(Registration)
    .where(
        Registration.event_id == bindparam("event_id"), Registration.state == WAITING, Registration.group_id.is_not(None)
    )
    .order_by(Registration.queue_number)
)  # fmt: skip
_FRESH: Final = {"populate_existing": True}


def groups_in_line(session: Session, event_id: int) -> list[Unit]:
    """The groups that wait, in their order, with the people of theirs who do. One statement without any, else two."""
    groups = session.scalars(_GROUPS, {"event_id": event_id}, execution_options=_FRESH).all()
    if not groups:
        return []
    units = {group.id: unit_of(group) for group in groups}
    for member in session.scalars(_MEMBERS, {"event_id": event_id}, execution_options=_FRESH):
        unit = units[member.group_id or 0]
        unit.members.append(member)
        unit.demand[member.role_id] += member.places
    return list(units.values())


def unit_of(group: Group) -> Unit:
    """The part without names."""
    demand = Counter({group.role_id: group.short}) if group.short else Counter()
    return Unit(group.queue_number, demand, group.may_split, group.no_passing, group)


def everybody_in_line(session: Session, event_id: int) -> list[Unit]:
    """All who wait, people alone and groups. Three statements at most."""
    alone = select(Registration.queue_number, Registration.role_id, Registration.places)
    rows = session.execute(alone.where(Registration.event_id == event_id, ALONE))
    people = [Unit(number, Counter({role_id: places})) for number, role_id, places in rows]
    return [*people, *groups_in_line(session, event_id)]
