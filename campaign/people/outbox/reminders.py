"""The evening before: everybody who has a place is reminded, once for the day on which the event is.

Nothing lies in the queue until it is due. When it is due follows from the event as it is then, so an event that was moved is
reminded of before its new day, and one that was cancelled not at all.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from campaign.core import clock, mail
from campaign.core.actor import widened
from campaign.core.db import db, unit_of_work
from campaign.events.models import Event
from campaign.events.queries import event_row
from campaign.events.schemas import ANNOUNCED, EventRow
from campaign.people.models import Person, Registration
from campaign.people.outbox.models import EventReminder
from campaign.people.outbox.schemas import REMINDER
from campaign.people.schemas import RegistrationState
from campaign.people.services.places import hold

HOUR: Final = 18  # on the wall of the place, the day before
TOO_LATE: Final = timedelta(hours=2)  # before the beginning: whoever is on the way needs no letter


def due_at(event: EventRow | Event) -> datetime:
    """When its people are reminded."""
    return clock.at(event.day - timedelta(days=1), HOUR, 0, event.time_zone)


def planned_at(event: EventRow) -> datetime | None:
    """When the reminder goes out, if it still will. What it says is written then."""
    return due_at(event) if event.state in ANNOUNCED and due_at(event) > clock.campaign_now() else None


def _is_due(event: EventRow | Event) -> bool:
    now = clock.campaign_now()
    return event.state in ANNOUNCED and due_at(event) <= now <= event.starts_at - TOO_LATE


def sweep() -> int:
    """Remind of every event that is due, and say of how many. Any number of processes may do so at once.

    One statement while none is due; nothing is held before.
    """
    now = clock.campaign_now()
    soon = (Event.starts_at > now, Event.starts_at < now + timedelta(days=2), Event.state.in_(ANNOUNCED))
    done = select(EventReminder.event_id).where(EventReminder.event_id == Event.id, EventReminder.day == Event.day)
    asked = select(Event).where(*soon, ~done.exists())
    with widened():
        rows = db.session.scalars(asked, execution_options={"populate_existing": True}).all()
        return sum(remind(number) for number in [event.id for event in rows if _is_due(event)])


def remind(event_id: int) -> bool:
    """Queue the letters of one event if they are due and nobody has done so for its day; whether that was done."""
    with unit_of_work() as session, widened():
        hold(session, event_id)
        event = event_row(event_id)
        if not _is_due(event) or not _claim(session, event):
            return False
        facts = {"event_id": event.id, "day": event.day.isoformat()}
        people = [
            (bool(reachable), (language, {mail.SUBJECT: number, **facts}))
            for number, language, reachable in session.execute(_coming(event_id))
        ]
        mail.queue_many(session, REMINDER, (letter for reachable, letter in people if reachable))
        mail.keep_unaddressed(session, REMINDER, (letter for reachable, letter in people if not reachable))
        return True


def _coming(event_id: int) -> Any:
    """Who has a place: registration, language, whether there is an address."""
    reachable = Registration.email_sealed.is_not(None) | Person.email_sealed.is_not(None)
    return (
        select(Registration.id, Registration.language, reachable)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.event_id == event_id, Registration.state == RegistrationState.CONFIRMED)
        .order_by(Registration.queue_number)
    )


def _claim(session: Session, event: EventRow) -> bool:
    """Whether this is the first time for the day; exact under `hold`."""
    there = select(EventReminder.event_id).where(EventReminder.event_id == event.id, EventReminder.day == event.day)
    if session.scalar(there) is not None:
        return False
    session.execute(insert(EventReminder).values(event_id=event.id, day=event.day, queued_at=clock.now()))
    return True
