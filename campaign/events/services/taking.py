"""Places at an event, taken and given back by one guarded UPDATE each, so that no number of workers can overbook."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Integer, bindparam, or_, select, update
from sqlalchemy.orm import Session

from campaign.core.actor import widened
from campaign.core.db import kept
from campaign.core.errors import Closed, NotFound
from campaign.core.i18n import _l
from campaign.events.models import Event, EventRole
from campaign.events.schemas import EventState

Values = Mapping[str, int | None]
_PLACES = bindparam("places", type_=Integer)


def _taking(table: type[Event] | type[EventRole], *which: Any) -> Any:
    guard = or_(table.capacity.is_(None), table.taken + _PLACES <= table.capacity)
    return kept(update(table).where(*which, guard).values(taken=table.taken + _PLACES))


def _freeing(table: type[Event] | type[EventRole], *which: Any) -> Any:
    return kept(update(table).where(*which, table.taken >= _PLACES).values(taken=table.taken - _PLACES))


# Made once: they are part of every registration.
_THE_EVENT = Event.id == bindparam("event")
_THE_ROLE = (EventRole.id == bindparam("role")) & (EventRole.event_id == bindparam("event"))
_TAKE_EVENT = _taking(Event, _THE_EVENT, Event.state != EventState.CANCELLED)
_TAKE_ROLE = _taking(EventRole, _THE_ROLE)
_FREE_EVENT = _freeing(Event, _THE_EVENT)
_FREE_ROLE = _freeing(EventRole, _THE_ROLE)


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
        if not _rows_changed(session, _TAKE_EVENT, of_event):
            _ensure_alive(session, event_id)
            return False
        if role_id is None:
            return True
        if _rows_changed(session, _TAKE_ROLE, of_role):
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
    if not _rows_changed(session, statement, values):
        raise ValueError("more places freed than were taken")


def _rows_changed(session: Session, statement: Any, values: Values) -> bool:
    """Whether the guard let it through; an object of the session that is the row follows."""
    result: Any = session.execute(statement, values, execution_options={"synchronize_session": "fetch"})
    return bool(result.rowcount)


def _ensure_alive(session: Session, event_id: int) -> None:
    state = session.scalar(select(Event.state).where(Event.id == event_id))
    if state is None:
        raise NotFound(_l("There is no such event."))
    if state is EventState.CANCELLED:
        raise Closed(_l("This event was cancelled."))
