"""Places at an event, taken and given back by one guarded UPDATE each, so that no number of workers can overbook."""

from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from campaign.core.actor import widened
from campaign.core.errors import Closed, NotFound
from campaign.core.i18n import _l
from campaign.events.models import Event, EventRole
from campaign.events.schemas import EventState


def take_place(session: Session, event_id: int, role_id: int | None, places: int = 1) -> bool:
    """Take that many places of the event and of its role; False when either has not so many left, and then nothing is taken.

    To be called in the unit of work that writes the registration. The row stays locked until that unit ends, so
    whoever comes second counts after the first. Raises NotFound for a role of another event, Closed for an event that
    was cancelled meanwhile.
    """
    if places < 1:
        raise ValueError(f"{places} places cannot be taken")
    with widened():
        if not _take(session, Event, Event.id == event_id, places, Event.state != EventState.CANCELLED):
            _ensure_alive(session, event_id)
            return False
        if role_id is None:
            return True
        own = (EventRole.id == role_id) & (EventRole.event_id == event_id)
        if _take(session, EventRole, own, places):
            return True
        _give_back(session, Event, Event.id == event_id, places)
        if session.scalar(select(EventRole.id).where(own)) is None:
            raise NotFound(_l("There is no such role at this event."))
        return False


def free_place(session: Session, event_id: int, role_id: int | None, places: int = 1) -> None:
    """Give back places that were taken. Raises ValueError rather than free more than are taken."""
    if places < 1:
        raise ValueError(f"{places} places cannot be freed")
    with widened():
        _give_back(session, Event, Event.id == event_id, places)
        if role_id is not None:
            own = (EventRole.id == role_id) & (EventRole.event_id == event_id)
            _give_back(session, EventRole, own, places)


def _take(session: Session, table: type[Event] | type[EventRole], which: Any, places: int, *also: Any) -> bool:
    guard = or_(table.capacity.is_(None), table.taken + places <= table.capacity)
    statement = update(table).where(which, guard, *also).values(taken=table.taken + places)
    return _rows_changed(session, statement) == 1


def _give_back(session: Session, table: type[Event] | type[EventRole], which: Any, places: int) -> None:
    statement = update(table).where(which, table.taken >= places).values(taken=table.taken - places)
    if _rows_changed(session, statement) != 1:
        raise ValueError("more places freed than were taken")


def _rows_changed(session: Session, statement: Any) -> int:
    result: Any = session.execute(statement, execution_options={"synchronize_session": "fetch"})
    count: int = result.rowcount
    return count


def _ensure_alive(session: Session, event_id: int) -> None:
    state = session.scalar(select(Event.state).where(Event.id == event_id))
    if state is None:
        raise NotFound(_l("There is no such event."))
    if state is EventState.CANCELLED:
        raise Closed(_l("This event was cancelled."))
