"""Telling those who come that an event is at another time or place than they know."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import clock
from campaign.core.i18n import Translated
from campaign.events.models import Event, Place
from campaign.events.schemas import ANNOUNCED, Whereabouts
from campaign.events.services.steps import ATTENDEES

# What else is done before an event is put on another day, in the same unit of work (registry.py), by its number.
ANOTHER_DAY: list[Callable[[Session, int], None]] = []


def whereabouts(session: Session, event: Event) -> Whereabouts:
    """When and where it is now. One statement, none without a place."""
    name, address = Translated(), ""
    if event.place_id is not None:
        place = session.execute(select(Place.name, Place.address).where(Place.id == event.place_id)).one_or_none()
        name, address = (place.name, place.address) if place else (name, address)
    return Whereabouts(event.starts_at, event.ends_at, name, address, event.place_note)


def judge_for(session: Session, event: Event, day: date) -> None:
    """Before the event is put on another day: let those who keep its people judge them for it. Afterwards: `room_made`."""
    if day != event.day:
        for port in ATTENDEES:
            port.another_day(session, event.id, day)
        for act in ANOTHER_DAY:
            act(session, event.id)


def tell_if_moved(session: Session, event: Event, before: Whereabouts) -> None:
    """Let everybody who comes hear of it, if it is elsewhere or at another hour than `before`, and still to come."""
    if event.state not in ANNOUNCED or event.ends_at <= clock.campaign_now() or whereabouts(session, event) == before:
        return
    for port in ATTENDEES:
        port.tell_changed(session, event.id, before)
