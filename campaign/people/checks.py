"""What `adalzhol check` recounts of people: the places that are taken, and the waiting lists."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.audit import AuditEntry, Facts
from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.events.models import Event, EventRole
from campaign.people.groups.models import Group
from campaign.people.groups.schemas import GroupState
from campaign.people.models import Registration
from campaign.people.schemas import RegistrationState
from campaign.people.services.places import ALIVE

_IS_WAITING = Registration.state == RegistrationState.WAITING
_ACTS = ("people.registered", "people.cancelled", "people.restored", "people.promoted", "people.edited")
_READ_AT_ONCE = 10_000
_Line = tuple[int, int]
"""A queue number and the registration that has it."""


@check("places")
def places(session: Session) -> Finding:
    """`taken` of every event and role is the sum of its confirmed places and of those held for confirmed groups, never
    negative, never over the capacity. Five statements, two of which walk through all registrations: some seconds for a million.
    """
    looked_at = (session.scalar(select(func.count(Event.id))) or 0) + (session.scalar(select(func.count(EventRole.id))) or 0)
    wrong = [
        *_miscounted(session, "event", Event, Registration.event_id, Group.event_id),
        *_miscounted(session, "role", EventRole, Registration.role_id, Group.role_id),
        *_in_foreign_roles(session),
    ]
    return Finding(looked_at, tuple(wrong))


def _miscounted(
    session: Session, thing: str, table: type[Event] | type[EventRole], named: Any, unnamed: Any
) -> Iterator[Wrong]:
    """`named` and `unnamed` are the columns by which registrations and groups belong to the thing."""
    confirmed = (
        select(named.label("id"), func.sum(Registration.places).label("places"))
        .where(Registration.state == RegistrationState.CONFIRMED)
        .group_by(named)
        .subquery()
    )
    held = (
        select(unnamed.label("id"), func.sum(Group.held).label("places"))
        .where(Group.state == GroupState.CONFIRMED)
        .group_by(unnamed)
        .subquery()
    )
    counted = func.coalesce(confirmed.c.places, 0) + func.coalesce(held.c.places, 0)
    statement = (
        select(table.id, table.taken, table.capacity, counted.label("counted"))
        .outerjoin(confirmed, confirmed.c.id == table.id)
        .outerjoin(held, held.c.id == table.id)
        .where(or_(table.taken != counted, table.taken < 0, counted > table.capacity))
        .order_by(table.id)
        .limit(MOST_NAMED)
    )
    for row in session.execute(statement):
        room = "without a limit" if row.capacity is None else f"of {row.capacity}"
        yield Wrong(thing, row.id, f"says that {row.taken} places {room} are taken, but {row.counted} are confirmed")


def _in_foreign_roles(session: Session) -> Iterator[Wrong]:
    statement = (
        select(Registration.id, Registration.event_id, EventRole.id.label("role_id"), EventRole.event_id.label("other_id"))
        .join(EventRole, EventRole.id == Registration.role_id)
        .where(EventRole.event_id != Registration.event_id)
        .order_by(Registration.id)
        .limit(MOST_NAMED)
    )
    for row in session.execute(statement):
        words = f"is at event {row.event_id}, but has role {row.role_id} of event {row.other_id}"
        yield Wrong("registration", row.id, words)


@check("waiting_list")
def waiting_list(session: Session) -> Finding:
    """Queue numbers are the order of commit, nobody waits beside a free place, and nobody was passed over.

    Numbers may have gaps: whoever came by an import that was undone is gone. Five statements; the last reads the trail of
    whoever waited at some time, one entry after another: some ten seconds for a million registrations.
    """
    looked_at = session.scalar(select(func.count(Registration.id))) or 0
    wrong = [
        *_doubled(session),
        *_out_of_order(session),
        *_waiting_beside_a_free_place(session),
        *_passed_over(session),
    ]
    return Finding(looked_at, tuple(wrong))


def _doubled(session: Session) -> Iterator[Wrong]:
    """A UNIQUE rule stands behind it; a damaged index would not."""
    statement = (
        select(Registration.event_id, Registration.queue_number, func.count())
        .group_by(Registration.event_id, Registration.queue_number)
        .having(or_(func.count() > 1, Registration.queue_number < 1))
        .order_by(Registration.event_id, Registration.queue_number)
        .limit(MOST_NAMED)
    )
    for event_id, number, count in session.execute(statement):
        yield Wrong("event", event_id, f"gave the queue number {number} to {count} registrations; each has its own, from 1")


def _out_of_order(session: Session) -> Iterator[Wrong]:
    """Whoever the trail says came later has the higher number, event by event."""
    entered = (
        select(AuditEntry.thing_id, func.max(AuditEntry.id).label("entry"))
        .where(AuditEntry.thing == "registration", AuditEntry.act == "people.registered")
        .group_by(AuditEntry.thing_id)
        .subquery()
    )
    before = func.lag(Registration.queue_number).over(partition_by=Registration.event_id, order_by=entered.c.entry)
    line = (
        select(Registration.id, Registration.event_id, Registration.queue_number, before.label("before"))
        .join(entered, entered.c.thing_id == Registration.id)
        .subquery()
    )
    statement = select(line).where(line.c.queue_number <= line.c.before).order_by(line.c.id).limit(MOST_NAMED)
    for row in session.execute(statement):
        words = f"has the queue number {row.queue_number} of event {row.event_id}, but came after number {row.before}"
        yield Wrong("registration", row.id, words)


def _waiting_beside_a_free_place(session: Session) -> Iterator[Wrong]:
    statement = (
        select(Registration.id, Registration.event_id)
        .join(Event, Event.id == Registration.event_id)
        .outerjoin(EventRole, EventRole.id == Registration.role_id)
        .where(_IS_WAITING, Event.state.in_(ALIVE), Event.ends_at > clock.campaign_now(), _has_room(Event))
        .where(or_(EventRole.id.is_(None), _has_room(EventRole)))
        .order_by(Registration.id)
        .limit(MOST_NAMED)
    )
    for row in session.execute(statement):
        yield Wrong("registration", row.id, f"waits for event {row.event_id}, where a place that fits is free")


def _has_room(table: type[Event] | type[EventRole]) -> ColumnElement[bool]:
    return or_(table.capacity.is_(None), table.taken + Registration.places <= table.capacity)


def _passed_over(session: Session) -> Iterator[Wrong]:
    """The trail replayed. Each who waits waits for one place, so whoever waits without a role, or for the same one, fits."""
    lines: dict[int, _Waiting] = defaultdict(_Waiting)
    found = 0
    for entry in session.execute(_trail(), execution_options={"yield_per": _READ_AT_ONCE}):
        line = lines[entry.after["event"]]
        if entry.act == "people.promoted" and (first := line.before(entry.after)) is not None:
            found += 1
            number, registration_id = first
            event, moved_up = entry.after["event"], entry.after["queue_number"]
            words = f"waited with number {number} for event {event} when {moved_up} got the place (trail, entry {entry.id})"
            yield Wrong("registration", registration_id, words)
            if found == MOST_NAMED:
                return
        line.follow(entry.act, entry.thing_id or 0, entry.after)


def _trail() -> Select[int, str, int | None, Facts]:
    """What happened to everybody who waited at some time, in the order of commit."""
    of_people = AuditEntry.thing == "registration"
    waited = AuditEntry.after["state"].as_string() == RegistrationState.WAITING.value
    who = select(AuditEntry.thing_id).where(of_people, waited)
    return (
        select(AuditEntry.id, AuditEntry.act, AuditEntry.thing_id, AuditEntry.after)
        .where(of_people, AuditEntry.act.in_(_ACTS), AuditEntry.thing_id.in_(who))
        .order_by(AuditEntry.id)
    )


@dataclass
class _Waiting:
    """Who waits at one moment of the replay, by role; a heap may hold some who have gone, `present` does not."""

    by_role: dict[int | None, list[_Line]] = field(default_factory=lambda: defaultdict(list))
    present: dict[int, tuple[int | None, int]] = field(default_factory=dict)

    def follow(self, act: str, registration_id: int, after: Facts) -> None:
        """Take in one act. A change of role is not told, so whoever had one is left out from then on."""
        if act == "people.edited":
            if "role" in after.get("changed", ()):
                self.present.pop(registration_id, None)
            return
        self.present.pop(registration_id, None)
        if after["state"] == RegistrationState.WAITING:
            self.present[registration_id] = (after["role"], after["queue_number"])
            heappush(self.by_role[after["role"]], (after["queue_number"], registration_id))

    def before(self, promoted: Facts) -> _Line | None:
        """The first who came before whoever is promoted and fits as well."""
        earlier = [first for role in (None, promoted["role"]) if (first := self._first(role)) is not None]
        return min((line for line in earlier if line[0] < promoted["queue_number"]), default=None)

    def _first(self, role: int | None) -> _Line | None:
        heap = self.by_role[role]
        while heap and self.present.get(heap[0][1]) != (role, heap[0][0]):
            heappop(heap)
        return heap[0] if heap else None
