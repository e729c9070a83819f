"""Reading events, their places, kinds and kits. Rows outside the asker's scope do not exist here."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, false, func, or_, select

from campaign.accounts.models import RoleGrant, User
from campaign.core import clock, moments
from campaign.core.actor import NOBODY, P, acting_as, current_actor
from campaign.core.audit import OF_EVENTS, AuditEntry, of_what_is_there
from campaign.core.db import db, kept
from campaign.core.errors import Closed, NotFound
from campaign.core.i18n import Translated, _l, language
from campaign.core.text import fold, sort_key
from campaign.events.models import Event, EventKind, EventRole, Place
from campaign.events.schemas import (
    EventFilter,
    EventRow,
    EventState,
    KindRow,
    PlaceRow,
    RoleRow,
    Step,
)
from campaign.events.states import why_closed
from campaign.relay.models import Relay, Stop
from campaign.territory.models import Unit
from campaign.territory.queries import units_called
from campaign.web.numbers import LARGEST
from campaign.web.paging import Cursor, Page, keyset, page_of

PAGE = 30
MOST_IN_A_CALENDAR = 2000
NO_PLACE = Translated()


def _no_event() -> NotFound:
    return NotFound(_l("There is no such event."))


def _last(act: str) -> Any:
    """The number in the trail of the last such act, of those of one event."""
    return func.max(case((AuditEntry.act == act, AuditEntry.id)))


# Closed registration brings an event back to `approved`, which alone would read as if it had never been open. Only approved
# events are looked up in the trail: opened, and not gone back to a draft since.
_CLOSED_AGAIN: Any = case(
    (
        Event.state == EventState.APPROVED,
        select(_last("event.open") > func.coalesce(_last("event.draft"), 0))
        .where(OF_EVENTS, AuditEntry.thing_id == Event.id, of_what_is_there())
        .correlate(Event)
        .scalar_subquery(),
    ),
    else_=false(),
)


def _events() -> Any:
    """Every event the asker may see, with the words of its kind, stop and place."""
    return (
        select(
            Event,
            EventKind.code,
            EventKind.name,
            Stop.relay_id,
            Stop.arrives_on,
            Stop.departs_on,
            Unit.name,
            Place.name,
            Place.address,
            Place.capacity,
            _CLOSED_AGAIN,
        )
        .join(EventKind, EventKind.id == Event.kind_id)
        .join(Stop, Stop.id == Event.stop_id)
        .join(Unit, Unit.id == Stop.unit_id)
        .outerjoin(Place, Place.id == Event.place_id)
    )


def _row(found: Sequence[Any], roles: tuple[RoleRow, ...] = ()) -> EventRow:
    event, kind, kind_name, relay_id, arrives, departs, unit_name, place, address, place_capacity, is_closed_again = found
    return EventRow(
        id=event.id,
        stop_id=event.stop_id,
        relay_id=relay_id,
        region_id=event.region_id,
        unit_name=unit_name,
        kind=kind,
        kind_name=kind_name,
        title=event.title,
        description=event.description,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        time_zone=event.time_zone,
        place_name=place or NO_PLACE,
        place_address=address or "",
        place_capacity=place_capacity,
        place_note=event.place_note,
        capacity=event.capacity,
        taken=event.taken,
        state=event.state,
        reason=event.reason,
        responsible=event.responsible,
        responsible_phone=event.responsible_phone,
        version=event.version,
        roles=roles,
        place_id=event.place_id,
        arrives_on=arrives,
        departs_on=departs,
        is_closed_again=bool(is_closed_again),
    )


_ONE_EVENT = kept(_events().where(Event.id == bindparam("event_id")))
_HELD_EVENT = kept(_ONE_EVENT.with_for_update(of=Event, key_share=True))
_HELD = kept(
    select(Event.version, Event.state, Event.starts_at, Event.ends_at, Event.capacity, Event.taken)
    .where(Event.id == bindparam("event_id"))
    .with_for_update(key_share=True)
)
_ROLES = kept(
    select(EventRole.event_id, EventRole.id, EventRole.name, EventRole.capacity, EventRole.taken)
    .where(EventRole.event_id.in_(bindparam("event_ids", expanding=True)))
    .order_by(EventRole.position, EventRole.id)
)


def _roles_of(event_ids: Iterable[int]) -> dict[int, tuple[RoleRow, ...]]:
    """The roles of these events in their order. One statement, none without events."""
    ids = list(event_ids)
    found: defaultdict[int, list[RoleRow]] = defaultdict(list)
    if ids:
        for event_id, role_id, name, capacity, taken in db.session.execute(_ROLES, {"event_ids": ids}):
            found[event_id].append(RoleRow(role_id, name, capacity, taken))
    return {event_id: tuple(roles) for event_id, roles in found.items()}


def _rows(statement: Any, **values: Any) -> tuple[EventRow, ...]:
    """The events of the statement with their roles. Two statements whatever their number."""
    found = db.session.execute(statement, values, execution_options={"populate_existing": True}).all()
    roles = _roles_of(row[0].id for row in found)
    return tuple(_row(row, roles.get(row[0].id, ())) for row in found)


def event_row(event_id: int, *, held: bool = False) -> EventRow:
    """The event with its roles. Raises NotFound when it is not the asker's to see. Two statements.

    `held`: nobody else changes it until the unit of work ends, and it is as it is then.
    """
    rows = _rows(_HELD_EVENT if held else _ONE_EVENT, event_id=event_id)
    if not rows:
        raise _no_event()
    return rows[0]


def kind_and_place_of(event_id: int) -> tuple[str, int, int]:
    """The code of its kind, its region and its stop; empty and noughts when it is not the asker's to see. One statement."""
    asked = select(EventKind.code, Event.region_id, Event.stop_id).join(Event, Event.kind_id == EventKind.id)
    found = db.session.execute(asked.where(Event.id == event_id)).one_or_none()
    return (found[0], found[1], found[2]) if found else ("", 0, 0)


def public_event(event_id: int, *, held: bool = False) -> EventRow:
    """The event as everybody may see it, whoever asks. Raises NotFound for a draft. Two statements."""
    with acting_as(NOBODY):
        return event_row(event_id, held=held)


def open_event(event_id: int, *, held: bool = False) -> EventRow:
    """The event that anybody may register for now, by the campaign's clock; `held` as for `event_row`.

    Raises NotFound for a draft, Closed with the reason when registration is not open. Two statements.
    """
    return _if_open(public_event(event_id, held=held))


def open_event_held(event_id: int) -> EventRow:
    """The same for whoever enters now: nobody else changes the event until the unit of work ends.

    Exact in all but the words and how much of each role is taken, which may be a moment old: a place is taken by
    `take_place` alone, never on their word. Raises as `open_event`. One statement, and two in a moment.
    """
    lately = moments.lately(("event", event_id), lambda: public_event(event_id))
    with acting_as(NOBODY):
        now = db.session.execute(_HELD, {"event_id": event_id}).one_or_none()
        if now is None or now.version != lately.version:
            return _if_open(event_row(event_id, held=True))
    return _if_open(replace(lately, **now._asdict()))


def open_event_lately(event_id: int) -> EventRow:
    """The same for whoever only looks at the form: its free places may be a moment old. Two statements in a moment."""
    return _if_open(moments.lately(("event", event_id), lambda: public_event(event_id)))


def _if_open(event: EventRow) -> EventRow:
    if words := why_closed(event, clock.campaign_now()):
        raise Closed(words)
    return event


def is_open_to_all(event: EventRow) -> bool:
    """Whether anybody can register by themselves now, by the campaign's clock."""
    return not why_closed(event, clock.campaign_now())


def events_of_stop(stop_id: int) -> tuple[EventRow, ...]:
    """All events of a stop in the order of time. Two statements."""
    return _rows(_events().where(Event.stop_id == stop_id).order_by(Event.starts_at, Event.id))


def programme_of(relay_id: int, most: int = MOST_IN_A_CALENDAR) -> tuple[EventRow, ...]:
    """The relay's whole programme as everybody sees it. Two statements."""
    statement = _events().where(Stop.relay_id == relay_id).order_by(Event.starts_at, Event.id).limit(most)
    with acting_as(NOBODY):
        return _rows(statement)


def coming_events(relay_id: int, now: datetime, most: int) -> tuple[EventRow, ...]:
    """The next events of the relay that are not over, as everybody sees them. Two statements."""
    statement = _events().where(Stop.relay_id == relay_id, Event.ends_at > now).order_by(Event.starts_at, Event.id)
    with acting_as(NOBODY):
        return _rows(statement.limit(most))


def _criteria(wish: EventFilter) -> list[ColumnElement[bool]]:
    rules: list[tuple[Any, ColumnElement[bool]]] = [
        (wish.relay_id, Stop.relay_id == wish.relay_id),
        (wish.stop_id, Event.stop_id == wish.stop_id),
        (wish.kind, EventKind.code == wish.kind),
        (wish.state, Event.state == wish.state),
    ]
    chosen = [rule for value, rule in rules if value]
    if wish.first_day:
        chosen.append(Event.day >= wish.first_day)
    if wish.last_day:
        chosen.append(Event.day <= wish.last_day)
    return [*chosen, *titled(fold(wish.text).split())]


def titled(words: Sequence[str]) -> list[ColumnElement[bool]]:
    """That each of these folded words stands in the title of an event, or in the name of the place of its stop.

    One statement, none without words.
    """
    called = units_called(words)
    return [or_(Event.search_key.contains(word, autoescape=True), Stop.unit_id.in_(called[word])) for word in words]


def _typed(cursor: Cursor | None) -> Cursor | None:
    """The cursor with its moment read; None for one that was tampered with."""
    if cursor is None:
        return None
    at, event_id = cursor.key
    try:
        read = datetime.fromisoformat(str(at))
        moment = read.astimezone(UTC) if read.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
    if moment is None or not isinstance(event_id, int) or abs(event_id) > LARGEST:
        return None
    return Cursor((moment, event_id), cursor.backwards)


def find_events(wish: EventFilter, token: str | None = None, size: int = PAGE) -> Page[EventRow]:
    """One page of the events that fit, in the order of time.

    Two statements whatever the number of events, three with words; page 2,000 costs what page 1 costs.
    """
    cursor = _typed(Cursor.read(token, 2))
    statement = keyset(_events().where(*_criteria(wish)), (Event.starts_at, Event.id), cursor, size)
    rows = _rows(statement)
    return page_of(rows, cursor, size, lambda row: (row.starts_at.isoformat(), row.id))


def calendar(wish: EventFilter) -> tuple[EventRow, ...]:
    """The events between the filter's days in the order of time, at most two thousand. Two statements."""
    ordered = _events().where(*_criteria(wish)).order_by(Event.starts_at, Event.id)
    return _rows(ordered.limit(MOST_IN_A_CALENDAR))


def events_between(first_day: date, last_day: date) -> tuple[EventRow, ...]:
    """The events of these calendar days, both included, in the order of time. Two statements."""
    return calendar(EventFilter(first_day=first_day, last_day=last_day))


def starts_of(stop_ids: Sequence[int]) -> list[tuple[int, int, str, datetime]]:
    """Stop, event, kind and wall clock of its start, in the order of time, without anything else. One statement."""
    statement = (
        select(Event.stop_id, Event.id, EventKind.code, Event.starts_at, Event.time_zone)
        .join(EventKind, EventKind.id == Event.kind_id)
        .where(Event.stop_id.in_(stop_ids))
        .order_by(Event.starts_at, Event.id)
    )
    return [
        (stop_id, event_id, kind, clock.on_the_wall(at, zone))
        for stop_id, event_id, kind, at, zone in db.session.execute(statement)
    ]


def history_of(event_id: int) -> tuple[Step, ...]:
    """Who did what with the event and when, oldest first; an event that the asker does not see has none. One statement."""
    statement = (
        select(AuditEntry.campaign_at, AuditEntry.act, AuditEntry.reason, User.name)
        .outerjoin(User, User.id == AuditEntry.user_id)
        .join(Event, Event.id == AuditEntry.thing_id)
        .where(OF_EVENTS, Event.id == event_id, of_what_is_there())
        .order_by(AuditEntry.id)
    )
    return tuple(Step(at, act, reason, name or "") for at, act, reason, name in db.session.execute(statement))


def coordinators_of(stop_id: int) -> tuple[str, ...]:
    """The names of those who are in charge of a stop, or of the stop that its relay is inside of. One statement."""
    around = select(Relay.parent_stop_id).join(Stop, Stop.relay_id == Relay.id).where(Stop.id == stop_id)
    statement = select(User.name).join(RoleGrant, RoleGrant.user_id == User.id).order_by(User.id).distinct()
    at = or_(RoleGrant.stop_id == stop_id, RoleGrant.stop_id == around.scalar_subquery())
    return tuple(db.session.scalars(statement.add_columns(User.id).where(at, User.active)))


def standing_at(stop_ids: Sequence[int]) -> dict[int, int]:
    """How many events of each of these stops are not called off. One statement."""
    asked = select(Event.stop_id, func.count(Event.id)).where(Event.stop_id.in_(stop_ids), Event.state != EventState.CANCELLED)
    return {stop_id: number for stop_id, number in db.session.execute(asked.group_by(Event.stop_id))}


def beyond_planning(stop_ids: Sequence[int]) -> int:
    """How many events of these stops are neither drafts nor only approved. One statement."""
    planned = (EventState.DRAFT, EventState.APPROVED)
    statement = select(func.count(Event.id)).where(Event.stop_id.in_(stop_ids), Event.state.not_in(planned))
    return db.session.scalar(statement) or 0


def kind_names() -> dict[str, Translated]:
    """What each kind is called, by its code, the shipped ones first. One statement."""
    found = db.session.execute(select(EventKind.code, EventKind.name).order_by(EventKind.shipped.desc(), EventKind.id))
    return {code: name for code, name in found}


def kinds() -> tuple[KindRow, ...]:
    """All kinds, the shipped ones first, each with the number of events the asker sees. Two statements."""
    found = db.session.execute(select(Event.kind_id, func.count(Event.id)).group_by(Event.kind_id))
    used = {kind_id: count for kind_id, count in found}
    ordered = select(EventKind).order_by(EventKind.shipped.desc(), EventKind.id)
    return tuple(
        KindRow(kind.id, kind.code, kind.name, kind.shipped, used.get(kind.id, 0)) for kind in db.session.scalars(ordered)
    )


def _places() -> Any:
    held = select(func.count(Event.id)).where(Event.place_id == Place.id).scalar_subquery()
    return select(Place, Unit.name, held).join(Unit, Unit.id == Place.unit_id)


def _place_row(found: Sequence[Any]) -> PlaceRow:
    place, unit_name, events = found
    return PlaceRow(
        id=place.id, region_id=place.region_id, unit_id=place.unit_id, unit_name=unit_name, name=place.name,
        address=place.address, lat=place.lat, lon=place.lon, capacity=place.capacity, events=events,
        version=place.version,
    )  # fmt: skip


def places(unit_id: int | None = None) -> tuple[PlaceRow, ...]:
    """The places the asker may see, of one city or district or of all, by its name and theirs. One statement."""
    statement = _places() if unit_id is None else _places().where(Place.unit_id == unit_id)
    rows = [_place_row(found) for found in db.session.execute(statement)]
    code = language()
    return tuple(sorted(rows, key=lambda row: (sort_key(row.unit_name.text(), code), sort_key(row.name.text(), code), row.id)))


def stops_to_choose(permission: P = P.EVENTS_READ) -> tuple[tuple[int, Translated], ...]:
    """The asker's stops to filter by, or those where the asker writes, in the order of their arrival. One statement."""
    may_at, is_read = current_actor().may_at, permission is P.EVENTS_READ  # the scope has judged what is read
    asked = select(Stop.id, Unit.name, Stop.region_id).join(Unit, Unit.id == Stop.unit_id)
    found = db.session.execute(asked.order_by(Stop.arrives_on, Stop.id))
    return tuple((stop_id, name) for stop_id, name, region_id in found if is_read or may_at(permission, region_id, stop_id))


def units_to_choose(permission: P) -> list[tuple[int, str]]:
    """The cities and districts at whose stops the asker has this permission, by the reader's alphabet. One statement."""
    may_at = current_actor().may_at
    found = db.session.execute(select(Unit.id, Unit.name, Stop.region_id, Stop.id).join(Stop, Stop.unit_id == Unit.id))
    units = {unit_id: name.text() for unit_id, name, region_id, stop_id in found if may_at(permission, region_id, stop_id)}
    return sorted(units.items(), key=lambda unit: sort_key(unit[1], language()))


def place_row(place_id: int) -> PlaceRow:
    """Raises NotFound. One statement."""
    found = db.session.execute(_places().where(Place.id == place_id)).one_or_none()
    if found is None:
        raise NotFound(_l("There is no such place."))
    return _place_row(found)
