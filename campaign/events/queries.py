"""Reading events, their places, kinds and kits. Rows outside the asker's scope do not exist here."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from campaign.core import clock
from campaign.core.actor import NOBODY, acting_as
from campaign.core.db import db
from campaign.core.errors import Closed, NotFound
from campaign.core.i18n import Translated, _l
from campaign.core.text import fold
from campaign.events.models import Event, EventKind, EventRole, Place
from campaign.events.schemas import EventFilter, EventRow, EventState, RoleRow
from campaign.events.states import why_closed
from campaign.relay.models import Stop
from campaign.territory.models import Unit
from campaign.web.paging import Cursor, Page, keyset, page_of

PAGE = 50
MOST_IN_A_CALENDAR = 2000
NO_PLACE = Translated()


def _no_event() -> NotFound:
    return NotFound(_l("There is no such event."))


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
        )
        .join(EventKind, EventKind.id == Event.kind_id)
        .join(Stop, Stop.id == Event.stop_id)
        .join(Unit, Unit.id == Stop.unit_id)
        .outerjoin(Place, Place.id == Event.place_id)
    )


def _row(found: Sequence[Any], roles: tuple[RoleRow, ...] = ()) -> EventRow:
    event, kind, kind_name, relay_id, arrives, departs, unit_name, place, address, place_capacity = found
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
    )


def _roles_of(event_ids: Iterable[int]) -> dict[int, tuple[RoleRow, ...]]:
    """The roles of these events in their order. One statement, none without events."""
    ids = list(event_ids)
    found: defaultdict[int, list[RoleRow]] = defaultdict(list)
    if ids:
        statement = select(EventRole).where(EventRole.event_id.in_(ids)).order_by(EventRole.position, EventRole.id)
        for role in db.session.scalars(statement):
            found[role.event_id].append(RoleRow(role.id, role.name, role.capacity, role.taken))
    return {event_id: tuple(roles) for event_id, roles in found.items()}


def _rows(statement: Any) -> tuple[EventRow, ...]:
    """The events of the statement with their roles. Two statements whatever their number."""
    found = db.session.execute(statement.execution_options(populate_existing=True)).all()
    roles = _roles_of(row[0].id for row in found)
    return tuple(_row(row, roles.get(row[0].id, ())) for row in found)


def event_row(event_id: int) -> EventRow:
    """The event with its roles. Raises NotFound when it is not the asker's to see. Two statements."""
    rows = _rows(_events().where(Event.id == event_id))
    if not rows:
        raise _no_event()
    return rows[0]


def public_event(event_id: int) -> EventRow:
    """The event as everybody may see it, whoever asks. Raises NotFound for a draft. Two statements."""
    with acting_as(NOBODY):
        return event_row(event_id)


def open_event(event_id: int) -> EventRow:
    """The event that anybody may register for now, by the campaign's clock.

    Raises NotFound for a draft, Closed with the reason when registration is not open. Two statements.
    """
    event = public_event(event_id)
    if words := why_closed(event, clock.campaign_now()):
        raise Closed(words)
    return event


def events_of_stop(stop_id: int) -> tuple[EventRow, ...]:
    """All events of a stop in the order of time. Two statements."""
    return _rows(_events().where(Event.stop_id == stop_id).order_by(Event.starts_at, Event.id))


def events_of_relay(relay_id: int) -> tuple[EventRow, ...]:
    """All events of a relay in the order of time. Two statements."""
    return _rows(_events().where(Stop.relay_id == relay_id).order_by(Event.starts_at, Event.id))


def programme_of(relay_id: int, first_day: date | None = None, most: int = 500) -> tuple[EventRow, ...]:
    """The relay's programme as everybody sees it, from a day on. Two statements."""
    statement = _events().where(Stop.relay_id == relay_id).order_by(Event.starts_at, Event.id).limit(most)
    if first_day is not None:
        statement = statement.where(Event.day >= first_day)
    with acting_as(NOBODY):
        return _rows(statement)


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
    chosen += [Event.search_key.contains(word, autoescape=True) for word in fold(wish.text).split()]
    return chosen


def _typed(cursor: Cursor | None) -> Cursor | None:
    """The cursor with its moment read; None for one that was tampered with."""
    if cursor is None:
        return None
    at, event_id = cursor.key
    try:
        moment = datetime.fromisoformat(str(at))
    except ValueError:
        return None
    if moment.tzinfo is None or not isinstance(event_id, int):
        return None
    return Cursor((moment, event_id), cursor.backwards)


def find_events(wish: EventFilter, token: str | None = None, size: int = PAGE) -> Page[EventRow]:
    """One page of the events that fit, in the order of time.

    Two statements whatever the number of events; page 2,000 costs what page 1 costs.
    """
    cursor = _typed(Cursor.read(token, 2))
    statement = keyset(_events().where(*_criteria(wish)), (Event.starts_at, Event.id), cursor, size)
    rows = _rows(statement)
    return page_of(rows, cursor, size, lambda row: (row.starts_at.isoformat(), row.id))


def calendar(wish: EventFilter) -> tuple[EventRow, ...]:
    """The events between the filter's days in the order of time, at most two thousand. Two statements."""
    ordered = _events().where(*_criteria(wish)).order_by(Event.starts_at, Event.id)
    return _rows(ordered.limit(MOST_IN_A_CALENDAR))


def counts_by_state(stop_id: int) -> dict[EventState, int]:
    """How many events of a stop are in which state. One statement."""
    statement = select(Event.state, func.count()).where(Event.stop_id == stop_id).group_by(Event.state)
    return {state: count for state, count in db.session.execute(statement)}
