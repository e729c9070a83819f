"""Giving what is free to those who wait: who is next in the line, and what they get. For `places.promote`, under `hold`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, mail, outward
from campaign.core.db import kept
from campaign.core.errors import Conflict
from campaign.core.i18n import _l
from campaign.core.outward import Act
from campaign.events.models import Event, EventRole
from campaign.events.services import take_place
from campaign.people.groups.models import Group, WaitingRule
from campaign.people.groups.schemas import GroupState
from campaign.people.line import ALONE, Demand, Room, Unit, groups_in_line, unit_size
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState

CHANGED = _l("The places of the event have changed meanwhile. Please try again.")
_FITS = or_(EventRole.id.is_(None), EventRole.capacity.is_(None), EventRole.taken + Registration.places <= EventRole.capacity)
_FIRST_WHO_FITS = kept(
    select(Registration)
    .outerjoin(EventRole, EventRole.id == Registration.role_id)
    .where(Registration.event_id == bindparam("event_id"), ALONE, _FITS)
    .order_by(Registration.queue_number)
    .limit(1)
)
_EVENT = kept(
    select(Event.capacity, Event.taken, Event.starts_at, WaitingRule.confirm_hours)
    .outerjoin(WaitingRule, WaitingRule.event_id == Event.id)
    .where(Event.id == bindparam("event_id"))
)
_ROLES = kept(select(EventRole.id, EventRole.capacity, EventRole.taken).where(EventRole.event_id == bindparam("event_id")))
_FRESH = {"populate_existing": True}


def facts_of(registration: Registration) -> audit.Facts:
    """What the trail keeps of a registration, from which the waiting list can be replayed: numbers only."""
    return {
        "event": registration.event_id,
        "state": registration.state.value,
        "role": registration.role_id,
        "queue_number": registration.queue_number,
        **({"group": registration.group_id} if registration.group_id else {}),
    }


def announce(session: Session, act: Act, registration: Registration) -> None:
    """Let other machines know what became of a registration: numbers and its state, no person."""
    outward.announce(
        session, act, region_id=registration.region_id, stop_id=registration.stop_id, registration=registration.id,
        event=registration.event_id, state=registration.state.value,
    )  # fmt: skip


def facts_of_group(session: Session, group: Group) -> audit.Facts:
    """The same of a group: `size` is for how many it waits, `mixed` that some of them have roles of their own."""
    session.flush()
    size = session.scalar(select(unit_size()).where(Group.id == group.id)) or 0
    others = select(Registration.id).where(
        Registration.group_id == group.id,
        Registration.state == RegistrationState.WAITING,
        Registration.role_id.is_distinct_from(group.role_id),
    )
    return {
        "event": group.event_id, "state": group.state.value, "role": group.role_id, "queue_number": group.queue_number,
        "held": group.held, "size": size, "may_split": group.may_split, "no_passing": group.no_passing,
        "mixed": session.scalar(others.limit(1)) is not None,
    }  # fmt: skip


def tell(session: Session, act: str, group: Group, *, reason: str = "", **more: Any) -> None:
    """Add an act on a group to the trail. Three statements."""
    after = facts_of_group(session, group) | more
    audit.note(session, act, "group", group.id, region_id=group.region_id, after=after, reason=reason)


@dataclass
class Line:
    """An event's line and room at one moment, as places are given out of it."""

    session: Session
    event_id: int
    room: Room
    groups: list[Unit]
    first: Registration | None
    confirm_by: datetime | None

    @classmethod
    def read(cls, session: Session, event_id: int) -> "Line | None":
        """None when nobody waits who could get anything; two statements then, two or three more else."""
        groups, first = groups_in_line(session, event_id), _first_who_fits(session, event_id)
        if not groups and first is None:
            return None
        capacity, taken, starts_at, hours = session.execute(_EVENT, {"event_id": event_id}).one()
        roles = {
            number: None if most is None else most - some
            for number, most, some in session.execute(_ROLES, {"event_id": event_id})
        }
        room = Room(None if capacity is None else capacity - taken, roles)
        return cls(session, event_id, room, groups, first, _term(starts_at, hours))

    def next(self) -> Unit | None:
        """Whose turn it is: the first who gets anything, as long as nobody before them lets no one pass."""
        if self.room.left == 0:
            return None
        group = next((unit for unit in self.groups if self.room.gives(unit.demand, unit.may_split)), None)
        alone = None
        if self.first is not None and self.room.fitting(self.first.role_id, self.first.places) == self.first.places:
            alone = Unit(self.first.queue_number, Demand({self.first.role_id: self.first.places}), members=[self.first])
        found = min((unit for unit in (group, alone) if unit), key=lambda unit: unit.queue_number, default=None)
        if found is None or any(unit.no_passing and unit.queue_number < found.queue_number for unit in self.groups):
            return None
        return found

    def give(self, unit: Unit, quiet: Registration | Group | None) -> int:
        """Give the unit its places and say how many; `quiet` is whoever is asking just now and needs no news."""
        role = _role_of(unit)
        left = {"left": self.room.left, "role_left": self.room.of_role.get(role) if role is not None else None}
        given = self._to_group(unit, unit.group, quiet, left) if unit.group else self._to_one(unit.members[0], quiet, left)
        for other in self.groups:
            if other.group and other.queue_number < unit.queue_number:
                other.group.passed_over += 1
        self.session.flush()
        return given

    def _take(self, role_id: int | None, places: int) -> None:
        if not take_place(self.session, self.event_id, role_id, places):
            raise Conflict(CHANGED)
        self.room.take(role_id, places)

    def _to_one(self, one: Registration, quiet: Registration | Group | None, left: audit.Facts) -> int:
        self._take(one.role_id, one.places)
        one.state = RegistrationState.CONFIRMED
        one.confirm_by = None if one is quiet else self.confirm_by
        self.session.flush()
        after, before = facts_of(one) | left | {"size": one.places}, {"state": RegistrationState.WAITING.value}
        audit.note(self.session, "people.promoted", "registration", one.id, region_id=one.region_id, before=before, after=after)
        announce(self.session, Act.REGISTRATION_CHANGED, one)
        if one is not quiet:
            mail.queue(self.session, "people.promoted", one.language, registration_id=one.id)
        self.first = _first_who_fits(self.session, self.event_id)
        return one.places

    def _to_group(self, unit: Unit, group: Group, quiet: Registration | Group | None, left: audit.Facts) -> int:
        """Those with names first, in the order in which they were put down; then places without."""
        several = any(member.role_id != group.role_id for member in unit.members)
        seated = [member for member in unit.members if self._seat(member)]
        unnamed = self.room.fitting(group.role_id, group.short)
        if unnamed:
            self._take(group.role_id, unnamed)
        is_news = group is not quiet and group.state is GroupState.WAITING
        group.held, group.short, group.state = group.held + unnamed, group.short - unnamed, GroupState.CONFIRMED
        if is_news:
            group.confirm_by = self.confirm_by
        unit.members = [member for member in unit.members if member not in seated]
        unit.demand = Demand(member.role_id for member in unit.members) + Demand({group.role_id: group.short})
        if not unit.size:
            self.groups.remove(unit)
            group.no_passing, group.passed_over = False, 0
        given = len(seated) + unnamed
        tell(
            self.session,
            "groups.promoted",
            group,
            given=given,
            registrations=[member.id for member in seated],
            of_several=several,
            **left,
        )
        for member in seated:
            announce(self.session, Act.REGISTRATION_CHANGED, member)
            mail.queue(self.session, "people.promoted", member.language, registration_id=member.id)
        return given

    def _seat(self, member: Registration) -> bool:
        if not self.room.fitting(member.role_id, member.places):
            return False
        self._take(member.role_id, member.places)
        member.state = RegistrationState.CONFIRMED
        return True


def _role_of(unit: Unit) -> int | None:
    return unit.group.role_id if unit.group else unit.members[0].role_id


def _first_who_fits(session: Session, event_id: int) -> Registration | None:
    return session.scalars(_FIRST_WHO_FITS, {"event_id": event_id}, execution_options=_FRESH).one_or_none()


def _term(starts_at: datetime, hours: int | None) -> datetime | None:
    """Until when whoever moves up now has to confirm: never after the event has begun. None where no term is set."""
    now = clock.campaign_now()
    if hours is None or now >= starts_at:
        return None
    return min(now + timedelta(hours=hours), starts_at)
