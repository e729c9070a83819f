"""What `adalzhol check` recounts of waiting lists: numbers, free places, and the trail replayed."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from campaign.core import clock
from campaign.core.audit import AuditEntry, of_what_is_there
from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.events.models import Event, EventRole
from campaign.events.schemas import AHEAD
from campaign.people.groups.models import Group
from campaign.people.line import ALONE, IN_LINE, unit_size
from campaign.people.models import Registration
from campaign.people.replay import GROUP, ONE, Replay, Step
from campaign.people.schemas import RegistrationState

_READ_AT_ONCE = 10_000
_ENTERED = ("people.registered", "people.fell_back", "groups.made", "groups.grown", "groups.fell_back")
_JUMPED = ("people.jumped", "groups.jumped")


@check("waiting_list")
def waiting_list(session: Session) -> Finding:
    """Queue numbers are the order of commit, nobody waits beside a free place, and nobody was passed over.

    People alone and groups stand in one line. Numbers may have gaps: whoever came by an import that was undone is gone; and
    whoever was put first has a number below 1. Eight statements; the last reads the trail of whoever waited at some time, one
    entry after another: some ten seconds for a million registrations.
    """
    looked_at = session.scalar(select(func.count(Registration.id))) or 0
    looked_at += session.scalar(select(func.count(Group.id))) or 0
    wrong = [
        *_doubled(session),
        *_out_of_order(session),
        *_waiting_beside_a_free_place(session),
        *_groups_beside_free_places(session),
        *_passed_over(session),
    ]
    return Finding(looked_at, tuple(wrong))


def _numbers() -> Select[str, int, int, int]:
    """Whatever has a number, of people and of groups."""
    people = select(literal(ONE).label("thing"), Registration.id, Registration.event_id, Registration.queue_number)
    groups = select(literal(GROUP), Group.id, Group.event_id, Group.queue_number)
    both = union_all(people, groups).subquery()
    return select(both.c.thing, both.c.id, both.c.event_id, both.c.queue_number)


def _doubled(session: Session) -> Iterator[Wrong]:
    """UNIQUE rules stand behind it for people and for groups; between the two only the lock of the event does."""
    numbers = _numbers().subquery()
    statement = (
        select(numbers.c.event_id, numbers.c.queue_number, func.count())
        .group_by(numbers.c.event_id, numbers.c.queue_number)
        .having(func.count() > 1)
        .order_by(numbers.c.event_id, numbers.c.queue_number)
        .limit(MOST_NAMED)
    )
    for event_id, number, count in session.execute(statement):
        yield Wrong("event", event_id, f"gave the queue number {number} to {count} registrations; each has its own, from 1")


def _out_of_order(session: Session) -> Iterator[Wrong]:
    """Whoever the trail says came later has the higher number, event by event; only who was put first stands below 1."""
    things = AuditEntry.thing.in_((ONE, GROUP))
    acts = (
        select(
            AuditEntry.thing, AuditEntry.thing_id,
            func.max(AuditEntry.id).filter(AuditEntry.act.in_(_ENTERED)).label("entry"),
            func.max(AuditEntry.id).filter(AuditEntry.act.in_(_JUMPED)).label("jump"),
        )
        .where(things, AuditEntry.act.in_(_ENTERED + _JUMPED), of_what_is_there())
        .group_by(AuditEntry.thing, AuditEntry.thing_id)
        .subquery()
    )  # fmt: skip
    numbers = _numbers().subquery()
    jumped = func.coalesce(acts.c.jump, 0) > func.coalesce(acts.c.entry, 0)
    before = func.lag(numbers.c.queue_number).over(partition_by=numbers.c.event_id, order_by=acts.c.entry)
    here = and_(acts.c.thing == numbers.c.thing, acts.c.thing_id == numbers.c.id)
    line = select(numbers, before.label("before")).join(acts, here).where(~jumped, acts.c.entry.is_not(None)).subquery()
    stepped = select(line).where(line.c.queue_number <= line.c.before).order_by(line.c.id).limit(MOST_NAMED)
    for row in session.execute(stepped):
        words = f"has the queue number {row.queue_number} of event {row.event_id}, but came after number {row.before}"
        yield Wrong(row.thing, row.id, words)
    put = select(numbers).outerjoin(acts, here).where(numbers.c.queue_number < 1, or_(acts.c.jump.is_(None), ~jumped))
    for row in session.execute(put.order_by(numbers.c.id).limit(MOST_NAMED)):
        words = f"has the queue number {row.queue_number} of event {row.event_id}, but nobody put it first"
        yield Wrong(row.thing, row.id, words)


def _to_come() -> ColumnElement[bool]:
    return and_(Event.state.in_(AHEAD), Event.ends_at > clock.campaign_now())


def _has_room(table: type[Event] | type[EventRole], places: ColumnElement[int]) -> ColumnElement[bool]:
    return or_(table.capacity.is_(None), table.taken + places <= table.capacity)


def _is_barred(event_id: ColumnElement[int], number: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a group before this number lets nobody pass."""
    before, member = aliased(Group), aliased(Registration)
    waits = exists().where(member.group_id == before.id, member.state == RegistrationState.WAITING).correlate(before)
    return exists().where(
        before.event_id == event_id, before.no_passing, before.queue_number < number, or_(before.short > 0, waits)
    )


def _waiting_beside_a_free_place(session: Session) -> Iterator[Wrong]:
    places = Registration.places.expression
    statement = (
        select(Registration.id, Registration.event_id)
        .join(Event, Event.id == Registration.event_id)
        .outerjoin(EventRole, EventRole.id == Registration.role_id)
        .where(ALONE, _to_come(), _has_room(Event, places))
        .where(or_(EventRole.id.is_(None), _has_room(EventRole, places)))
        .where(~_is_barred(Registration.event_id.expression, Registration.queue_number.expression))
        .order_by(Registration.id)
        .limit(MOST_NAMED)
    )
    for row in session.execute(statement):
        yield Wrong(ONE, row.id, f"waits for event {row.event_id}, where a place that fits is free")


def _groups_beside_free_places(session: Session) -> Iterator[Wrong]:
    """Groups of which all have the group's role; of others the trail tells."""
    other = aliased(Registration)
    mixed = exists().where(
        other.group_id == Group.id, other.state == RegistrationState.WAITING, other.role_id.is_distinct_from(Group.role_id)
    )
    fits = and_(_has_room(Event, unit_size()), or_(EventRole.id.is_(None), _has_room(EventRole, unit_size())))
    one = literal(1)
    gets_some = and_(Group.may_split, _has_room(Event, one), or_(EventRole.id.is_(None), _has_room(EventRole, one)))
    statement = (
        select(Group.id, Group.event_id)
        .join(Event, Event.id == Group.event_id)
        .outerjoin(EventRole, EventRole.id == Group.role_id)
        .where(IN_LINE, _to_come(), ~mixed, or_(fits, gets_some))
        .where(~_is_barred(Group.event_id.expression, Group.queue_number.expression))
        .order_by(Group.id)
        .limit(MOST_NAMED)
    )
    for row in session.execute(statement):
        yield Wrong(GROUP, row.id, f"waits for event {row.event_id}, where places that fit are free")


def _passed_over(session: Session) -> Iterator[Wrong]:
    """The trail replayed."""
    replay, found = Replay(), 0
    for entry in session.execute(_trail(), execution_options={"yield_per": _READ_AT_ONCE}):
        step = Step(entry.act, entry.thing, entry.thing_id or 0, entry.after)
        if (first := replay.passed_over(step)) is not None:
            found += 1
            event, moved_up = entry.after["event"], entry.after["queue_number"]
            words = (
                f"waited with number {first.number} for event {event} when {moved_up} got the place (trail, entry {entry.id})"
            )
            yield Wrong(first.thing, first.id, words)
            if found == MOST_NAMED:
                return
        replay.follow(step)


def _trail() -> Select[int, str, str, int | None, dict[str, object]]:
    """What happened to everybody who waited at some time, and to groups, in the order of commit."""
    of_people = AuditEntry.thing == ONE
    waited = AuditEntry.after["state"].as_string() == RegistrationState.WAITING.value
    who = select(AuditEntry.thing_id).where(of_people, waited, of_what_is_there())
    return (
        select(AuditEntry.id, AuditEntry.act, AuditEntry.thing, AuditEntry.thing_id, AuditEntry.after)
        .where(or_(and_(of_people, AuditEntry.thing_id.in_(who)), AuditEntry.thing == GROUP), of_what_is_there())
        .order_by(AuditEntry.id)
    )
