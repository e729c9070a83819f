"""Planning the shifts of an event: one by one, one a role, or those of another event."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto, operations
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, Problem, Stale
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long
from campaign.events.queries import event_row
from campaign.events.schemas import EventRow
from campaign.people.judged import event_to_write
from campaign.people.services.places import hold
from campaign.people.shifts.models import Shift, ShiftPlace
from campaign.people.shifts.queries import shift_row, shifts_of
from campaign.people.shifts.schemas import (
    FARTHEST,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_TITLE,
    MOST_PEOPLE,
    MOST_SHIFTS,
    NewShift,
    ShiftRow,
)
from campaign.people.shifts.services.joining import shift_here

NOT_YET = _l("The shift was not saved yet.")
_MINUTE = timedelta(minutes=1)


def create_shift(event_id: int, wish: NewShift, key: str) -> int:
    """The number of the new shift; the same key gives the same one. Raises NotFound, Refused, Invalid."""
    with unit_of_work() as session:
        event = event_to_write(event_id)
        body = [event_id, wish.title.as_dict(), str(wish.day), str(wish.starts), str(wish.ends), wish.need, wish.role_id]
        if earlier := operations.begin(session, "shift.new", key, body):
            return int(earlier["shift"])
        starts_at, minutes = _span(event, wish)
        _judge(event, wish, starts_at, minutes, len(shifts_of(event_id)))
        shift = _new(event)
        _write(shift, event, wish, starts_at, minutes)
        session.add(shift)
        session.flush()
        _note(session, "shift.made", shift)
        operations.finish(session, "shift.new", key, {"shift": shift.id})
        return shift.id


def edit_shift(shift_id: int, wish: NewShift, version: int) -> None:
    """Raises NotFound, Refused, Invalid (also when more are in it than it is to need), Stale."""
    with unit_of_work() as session:
        row = shift_row(shift_id)
        event = event_to_write(row.event_id)
        hold(session, event.id)
        shift = shift_here(session, shift_id, event.id)
        if shift.version != version:
            raise Stale(_l("Somebody has changed this shift meanwhile. Look at it again; nothing was saved."))
        starts_at, minutes = _span(event, wish)
        _judge(event, wish, starts_at, minutes, 0, shift.taken)
        _write(shift, event, wish, starts_at, minutes)
        shift.version += 1
        session.flush()
        _note(session, "shift.edited", shift)


def remove_shift(shift_id: int) -> int:
    """Take the shift away and everybody out of it; the number of its event. Raises NotFound, Refused."""
    with unit_of_work() as session:
        row = shift_row(shift_id)
        event = event_to_write(row.event_id)
        hold(session, event.id)
        shift = shift_here(session, shift_id, event.id)
        people = list(session.scalars(select(ShiftPlace.registration_id).where(ShiftPlace.shift_id == shift_id)))
        session.execute(delete(ShiftPlace).where(ShiftPlace.shift_id == shift_id))
        session.delete(shift)
        session.flush()
        after = {"event": event.id, "registrations": people}
        audit.note(session, "shift.removed", "shift", shift_id, region_id=event.region_id, after=after)
        return event.id


def shifts_of_roles(event_id: int) -> int:
    """One shift over the whole event for each role that has none; how many. Done twice it is done once.

    What the kit reckoned as the places of the role is what the shift needs. Raises NotFound, Refused.
    """
    with unit_of_work() as session:
        event = event_to_write(event_id)
        hold(session, event_id)
        there = {row.role_id for row in shifts_of(event_id)}
        minutes = (event.ends_at - event.starts_at) // _MINUTE
        made = [
            _new(event, role_id=role.id, title=role.name, minutes=minutes, need=_need(role.capacity or role.taken))
            for role in event.roles
            if role.id not in there
        ]
        return _keep(session, made)


def copy_shifts(event_id: int, from_id: int) -> int:
    """The shifts of another event, as far from the start of this one; how many. Those that are there already are passed over.

    A role goes along where this event has one of that name. Raises NotFound, Refused, Invalid when they would be too many.
    """
    with unit_of_work() as session:
        event = event_to_write(event_id)
        other = event_row(from_id)
        hold(session, event_id)
        there = shifts_of(event_id)
        made = list(_copies(event, other, shifts_of(from_id), there))
        if len(there) + len(made) > MOST_SHIFTS:
            raise Invalid(_too_many())
        return _keep(session, made)


def _copies(event: EventRow, other: EventRow, rows: Iterable[ShiftRow], there: Iterable[ShiftRow]) -> Iterator[Shift]:
    roles, names = {role.name.text(): role.id for role in event.roles}, {role.id: role.name.text() for role in other.roles}
    known = {(row.title, _offset(event, row.starts_at), row.minutes) for row in there}
    for row in rows:
        offset = _offset(other, row.starts_at)
        if (row.title, offset, row.minutes) in known:
            continue
        shift = _new(
            event, title=row.title, offset=offset, minutes=row.minutes, need=row.need, place_note=row.place_note,
            role_id=roles.get(names.get(row.role_id or 0, "")), leader=row.leader,
        )  # fmt: skip
        shift.leader_phone = row.leader_phone
        yield shift


def _new(event: EventRow, **facts: object) -> Shift:
    uid = crypto.new_uid()
    shift = Shift(uid=uid, event_id=event.id, region_id=event.region_id, stop_id=event.stop_id, taken=0, offset=0)
    for name, value in facts.items():
        setattr(shift, name, value)
    return shift


def _need(people: int) -> int:
    return min(max(people, 1), MOST_PEOPLE)


def _keep(session: Session, made: Iterable[Shift]) -> int:
    shifts = list(made)
    session.add_all(shifts)
    session.flush()
    for shift in shifts:
        _note(session, "shift.made", shift)
    return len(shifts)


def _offset(event: EventRow, at: datetime) -> int:
    return (at - event.starts_at) // _MINUTE


def _span(event: EventRow, wish: NewShift) -> tuple[datetime, int]:
    """When it begins, and for how many minutes; one that ends no later than it begins on the wall runs over midnight."""
    starts_at = clock.at(wish.day, wish.starts.hour, wish.starts.minute, event.time_zone)
    last_day = wish.day if wish.ends > wish.starts else wish.day + timedelta(days=1)
    ends_at = clock.at(last_day, wish.ends.hour, wish.ends.minute, event.time_zone)
    return starts_at, max(1, (ends_at - starts_at) // _MINUTE)


def _write(shift: Shift, event: EventRow, wish: NewShift, starts_at: datetime, minutes: int) -> None:
    shift.title, shift.need, shift.role_id = wish.title, wish.need, wish.role_id
    shift.offset, shift.minutes = _offset(event, starts_at), minutes
    shift.place_note, shift.leader, shift.leader_phone = wish.place_note, wish.leader, wish.leader_phone


def _judge(event: EventRow, wish: NewShift, starts_at: datetime, minutes: int, there: int, taken: int = 0) -> None:
    problems = [*wrong_by_itself(wish), *_wrong_time(event, starts_at, minutes), *_wrong_people(event, wish, taken)]
    if there >= MOST_SHIFTS:
        problems.append(Problem("title_kk", "too_many", _too_many()))
    if problems:
        raise Invalid(NOT_YET, problems)


def _too_many() -> str:
    return _("An event has at most %(most)s shifts. Put some of them together.", most=MOST_SHIFTS)


def wrong_by_itself(wish: NewShift) -> Iterator[Problem]:
    """What is wrong with a shift whatever its event is."""
    if not wish.title:
        yield Problem("title_kk", "missing", _("What is done in this shift? Write it in at least one language."))
    yield from too_long("title", wish.title, LONGEST_TITLE)
    yield from too_long("place_note", wish.place_note, LONGEST_PLACE)
    yield from too_long("leader", wish.leader, LONGEST_NAME)
    if not 1 <= wish.need <= MOST_PEOPLE:
        yield Problem("need", "out_of_range", _("How many people? From 1 to %(most)s.", most=MOST_PEOPLE))


def _wrong_time(event: EventRow, starts_at: datetime, minutes: int) -> Iterator[Problem]:
    first, last = event.starts_at - FARTHEST, event.ends_at + FARTHEST
    if starts_at < first or starts_at + minutes * _MINUTE > last:
        sentence = _("A shift lies at most %(days)s days before or after its event. Check the day.", days=FARTHEST.days)
        yield Problem("day", "too_far", sentence)


def _wrong_people(event: EventRow, wish: NewShift, taken: int) -> Iterator[Problem]:
    if 1 <= wish.need < taken:
        words = _("%(count)s people are in it already. Take some out first, or need at least as many.", count=taken)
        yield Problem("need", "too_few", words)
    if wish.role_id is not None and wish.role_id not in {role.id for role in event.roles}:
        yield Problem("role", "unknown", _("There is no such role at this event. Choose one of the list."))


def _note(session: Session, act: str, shift: Shift) -> None:
    after = {
        "event": shift.event_id,
        "role": shift.role_id,
        "offset": shift.offset,
        "minutes": shift.minutes,
        "need": shift.need,
    }
    audit.note(session, act, "shift", shift.id, region_id=shift.region_id, after=after)
