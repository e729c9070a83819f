"""Places at an event, taken and given back by one guarded UPDATE each, so that no number of workers can overbook."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Integer, bindparam, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from campaign.core.actor import widened
from campaign.core.errors import Closed, NotFound
from campaign.core.i18n import _l
from campaign.events.models import Event, EventRole
from campaign.events.schemas import EventState

Values = Mapping[str, int | None]
_PLACES = bindparam("places", type_=Integer)


def _taking(table: Any, *which: Any) -> Any:
    guard = or_(table.c.capacity.is_(None), table.c.taken + _PLACES <= table.c.capacity)
    return update(table).where(*which, guard).values(taken=table.c.taken + _PLACES).returning(table.c.taken)


def _freeing(table: Any, *which: Any) -> Any:
    return update(table).where(*which, table.c.taken >= _PLACES).values(taken=table.c.taken - _PLACES).returning(table.c.taken)


# Made once, and of plain tables: they are part of every registration.
_EVENTS, _ROLES = Event.__table__, EventRole.__table__
_THE_EVENT = _EVENTS.c.id == bindparam("event")
_THE_ROLE = (_ROLES.c.id == bindparam("role")) & (_ROLES.c.event_id == bindparam("event"))
_TAKE_EVENT = _taking(_EVENTS, _THE_EVENT, _EVENTS.c.state != EventState.CANCELLED)
_TAKE_ROLE = _taking(_ROLES, _THE_ROLE)
_FREE_EVENT = _freeing(_EVENTS, _THE_EVENT)
_OF_EVENT = _TAKE_EVENT.cte("of_event")
_OF_ROLE = _taking(_ROLES, _THE_ROLE, select(_OF_EVENT.c.taken).exists()).cte("of_role")
_TAKE_BOTH = select(
    select(_OF_EVENT.c.taken).scalar_subquery().label("of_event"), select(_OF_ROLE.c.taken).scalar_subquery().label("of_role")
).add_cte(_OF_EVENT, _OF_ROLE)
_FREE_ROLE = _freeing(_ROLES, _THE_ROLE)


def take_place(session: Session, event_id: int, role_id: int | None, places: int = 1) -> bool:
    """Take that many places of the event and of its role; False when either has not so many left, and then nothing is taken.

    To be called in the unit of work that writes the registration. The row stays locked until that unit ends, so
    whoever comes second counts after the first. Raises NotFound for a role of another event, Closed for an event that
    was cancelled meanwhile.
    """
    if places < 1:
        raise ValueError(f"{places} places cannot be taken")
    of_event, of_role = {"event": event_id, "places": places}, {"role": role_id, "event": event_id, "places": places}
    with widened():
        has_event, has_role = _both(session, of_event, of_role)
        if not has_event:
            _ensure_alive(session, event_id)
            return False
        if role_id is None or has_role:
            return True
        _give_back(session, _FREE_EVENT, of_event)
        if session.scalar(select(EventRole.id).where(EventRole.id == role_id, EventRole.event_id == event_id)) is None:
            raise NotFound(_l("There is no such role at this event."))
        return False


def free_place(session: Session, event_id: int, role_id: int | None, places: int = 1) -> None:
    """Give back places that were taken. Raises ValueError rather than free more than are taken."""
    if places < 1:
        raise ValueError(f"{places} places cannot be freed")
    with widened():
        _give_back(session, _FREE_EVENT, {"event": event_id, "places": places})
        if role_id is not None:
            _give_back(session, _FREE_ROLE, {"role": role_id, "event": event_id, "places": places})


def _give_back(session: Session, statement: Any, values: Values) -> None:
    if not _is_done(session, statement, values):
        raise ValueError("more places freed than were taken")


def _both(session: Session, of_event: Values, of_role: Values) -> tuple[bool, bool]:
    """Whether the guard of the event let it through, and then that of the role: each by itself, so one may without the other.

    One statement on PostgreSQL, which takes the event's row first, as two would.
    """
    if of_role["role"] is None:
        return _is_done(session, _TAKE_EVENT, of_event), False
    if session.connection().dialect.name != "postgresql":
        has_event = _is_done(session, _TAKE_EVENT, of_event)
        return has_event, has_event and _is_done(session, _TAKE_ROLE, of_role)
    session.flush()
    taken, taken_of_role = session.connection().execute(_TAKE_BOTH, of_role).one()
    return _follows(session, of_event, taken), _follows(session, of_role, taken_of_role)


def _is_done(session: Session, statement: Any, values: Values) -> bool:
    """Whether the guard let it through."""
    session.flush()
    return _follows(session, values, session.connection().execute(statement, values).scalar())


def _follows(session: Session, values: Values, taken: int | None) -> bool:
    """Whether anything was taken; an object of the session that is the row follows."""
    if taken is None:
        return False
    kind, number = (EventRole, values["role"]) if "role" in values else (Event, values["event"])
    there = session.identity_map.get(identity_key(kind, number))
    if there is not None:
        set_committed_value(there, "taken", taken)
    return True


def _ensure_alive(session: Session, event_id: int) -> None:
    state = session.scalar(select(Event.state).where(Event.id == event_id))
    if state is None:
        raise NotFound(_l("There is no such event."))
    if state is EventState.CANCELLED:
        raise Closed(_l("This event was cancelled."))
