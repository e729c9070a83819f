"""What the stories need of the demo season: its events and stops, its calendar, and what stands in the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select

from campaign.core import clock
from campaign.core.actor import SYSTEM, set_actor
from campaign.core.db import db
from campaign.events.models import Event, EventKind
from campaign.relay.models import Stop
from campaign.territory.models import Unit
from tests.browser.conftest import Site

TEMIRTAU, KARAGANDA = "kar-temirtau", "kar-karaganda"


@contextmanager
def behind(site: Site) -> Iterator[None]:
    """The database of the site, everything of it in sight."""
    with site.app.app_context():
        set_actor(SYSTEM)
        yield
        db.session.remove()


@contextmanager
def the_day_of(site: Site, kind: str) -> Iterator[int]:
    """Until it ends the calendar of the site stands at the hour in which this event of Temirtau begins; its number."""
    with behind(site):
        event, before = event_of(kind), clock.shift()
        number = event.id
        clock.set_shift(event.starts_at - clock.now())
    try:
        yield number
    finally:
        with behind(site):
            clock.set_shift(before)


def event_of(kind: str, place: str = TEMIRTAU) -> Event:
    """The first of its kind there."""
    asked = (
        select(Event)
        .join(EventKind, EventKind.id == Event.kind_id)
        .join(Stop, Stop.id == Event.stop_id)
        .join(Unit, Unit.id == Stop.unit_id)
        .where(EventKind.code == kind, Unit.code == place)
    )
    return db.session.scalars(asked.order_by(Event.starts_at).limit(1)).one()


def stop_of(place: str = TEMIRTAU) -> Stop:
    return db.session.get_one(Stop, event_of("rally", place).stop_id)


def newest(site: Site, model: Any, **facts: Any) -> Any:
    """What stands in the row of this kind that was written last; None when nothing fits the facts."""
    with behind(site):
        found = db.session.scalars(select(model).filter_by(**facts).order_by(model.id.desc()).limit(1)).one_or_none()
        if found is not None:
            db.session.expunge(found)
    return found
