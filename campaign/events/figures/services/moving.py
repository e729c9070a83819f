"""What happens to people counted together when one of their events goes to another day."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from campaign.events.figures.models import EventAudience, Figure
from campaign.events.models import Event


def stay_together(session: Session, event_id: int) -> None:
    """Before the event is on another day: it still had the people who were counted for all events of its day together.

    Two statements, and a third where they were counted. An event that was placed with others stays with those anyway.
    """
    event = session.get_one(Event, event_id)
    label = event.day.isoformat()
    counted = exists().where(Figure.stop_id == event.stop_id, Figure.event_id.is_(None), Figure.audience == label)
    placed = exists().where(EventAudience.event_id == event_id)
    if session.scalar(select(counted & ~placed)):
        session.add(EventAudience(event_id=event_id, stop_id=event.stop_id, region_id=event.region_id, label=label))
        session.flush()
