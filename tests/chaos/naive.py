"""The application as a naive program would be: it looks whether there is room, and adds somebody some time later."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select, update

from campaign.core.actor import widened
from campaign.core.db import db
from campaign.events.models import Event
from campaign.factory import create_app
from campaign.people import services
from campaign.people.services import places, registering

_really = registering.open_desk


@contextmanager
def look_then_open(event_id: int) -> Iterator[registering.Desk]:
    """Look before the transaction; what was seen then decides in it."""
    with widened():
        room = db.session.scalar(select(Event.id).where(Event.id == event_id, Event.taken < Event.capacity))
    db.session().info["room"] = room is not None
    with _really(event_id) as desk:
        yield desk


def add_as_seen(session: Any, event_id: int, role_id: int | None, count: int = 1) -> bool:
    """The counter itself cannot pass the capacity: the table forbids it."""
    here = update(Event).where(Event.id == event_id, Event.taken < Event.capacity)
    if session.info["room"]:
        with widened():
            session.execute(here.values(taken=Event.taken + 1))
    return bool(session.info["room"])


def naive() -> Any:
    """The mutant, for gunicorn."""
    services.open_desk = look_then_open
    places.take_place = add_as_seen
    return create_app()
