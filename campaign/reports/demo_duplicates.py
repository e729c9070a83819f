"""The demo's duplicate: somebody came to two events, once with one letter less in the surname."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.events.models import Event
from campaign.people.models import Person, Registration
from campaign.people.schemas import Register, RegistrationState
from campaign.people.services import add_person
from campaign.relay.models import Stop


def register_somebody_twice(session: Session, stop: Stop) -> None:
    """The first of one event is put on the list of another, with the same phone, as a clerk heard the name."""
    standing = (Registration.stop_id == stop.id, Registration.state == RegistrationState.CONFIRMED)
    first = session.execute(
        select(Person, Registration.event_id)
        .join(Registration, Registration.person_id == Person.id)
        .where(*standing)
        .order_by(Registration.id)
        .limit(1)
    ).one_or_none()
    other = session.scalar(
        select(Event.id).where(Event.stop_id == stop.id, Event.capacity.is_(None)).order_by(Event.id.desc()).limit(1)
    )
    if first is None or other is None:
        return
    person, _event = first
    surname, *rest = person.full_name.split()
    heard = " ".join((surname[:2] + surname[3:], *rest))
    add_person(other, Register(heard, person.phone, person.birth_year, "", None, person.language, None), "demo-twice")
