"""Events of a stop by their kind, for the parts of the demo."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.events.models import Event, EventKind
from campaign.relay.models import Stop


def first_of_each_kind(session: Session, stop_id: int) -> dict[str, int]:
    """By the code of a kind the number of its first event at the stop. One statement."""
    asked = select(EventKind.code, Event.id).join(Event, Event.kind_id == EventKind.id).where(Event.stop_id == stop_id)
    found: dict[str, int] = {}
    for code, event_id in session.execute(asked.order_by(Event.starts_at, Event.id)):
        found.setdefault(code, event_id)
    return found


def first_event(session: Session, stop: Stop, kind: str) -> Event:
    """The first event of this kind at the stop, which is one that the demo has."""
    return session.get_one(Event, first_of_each_kind(session, stop.id)[kind])
