"""Reading hours: of an event, of a stop's people, of one person. Rows outside the asker's scope do not exist here."""

from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from campaign.core.db import db
from campaign.core.i18n import language
from campaign.events.models import Event, EventRole
from campaign.people.checkin.models import CheckIn
from campaign.people.hours.models import HoursEntry
from campaign.people.hours.schemas import EventHours, HoursLine, PersonHours
from campaign.people.models import Organisation, Person, Registration
from campaign.people.queries import sort_column
from campaign.people.schemas import MOST_AT_ONCE, RegistrationState
from campaign.people.shifts.models import Shift, ShiftPlace


def newest() -> Any:
    """Says of an entry that it is the one that counts."""
    later = aliased(HoursEntry)
    last = select(func.max(later.number)).where(later.registration_id == HoursEntry.registration_id).scalar_subquery()
    return HoursEntry.number == last


def hours_of_event(event_id: int, most: int | None = None) -> tuple[HoursLine, ...]:
    """Whoever has work at the event (a shift, a role) or hours, in the reader's alphabet; the first `most`. One statement."""
    planned = _planned().label("planned")
    before = aliased(HoursEntry)
    is_in = select(CheckIn.id).where(CheckIn.registration_id == Registration.id, CheckIn.undone_at.is_(None))
    entry = and_(HoursEntry.registration_id == Registration.id, newest())
    asked = (
        select(
            Registration.id, Person.full_name, func.coalesce(Organisation.name, ""), EventRole.name, planned,
            is_in.correlate(Registration).exists(), HoursEntry.minutes, HoursEntry.source, before.minutes,
            func.coalesce(HoursEntry.reason, ""), func.coalesce(HoursEntry.number, 0),
        )
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(EventRole, EventRole.id == Registration.role_id)
        .outerjoin(HoursEntry, entry)
        .outerjoin(before, and_(before.registration_id == Registration.id, before.number == HoursEntry.number - 1))
        .where(Registration.event_id == event_id, Registration.state == RegistrationState.CONFIRMED)
        .where(or_(Registration.role_id.is_not(None), HoursEntry.id.is_not(None), planned > 0))
        .order_by(sort_column(language()), Registration.id)
        .limit(most)
    )  # fmt: skip
    return tuple(HoursLine(*row) for row in db.session.execute(asked))


def _planned() -> Any:
    """What the shifts of a registration add up to, in minutes."""
    total = select(func.coalesce(func.sum(Shift.minutes), 0)).join(ShiftPlace, ShiftPlace.shift_id == Shift.id)
    return total.where(ShiftPlace.registration_id == Registration.id).correlate(Registration).scalar_subquery()


def hours_of_stop(stop_id: int) -> tuple[PersonHours, ...]:
    """Everybody with confirmed hours at events of the stop, over all of them, in the reader's alphabet. One statement."""
    asked = (
        select(
            Person.id, Person.full_name, func.coalesce(Organisation.name, ""), func.count(HoursEntry.id),
            func.sum(HoursEntry.planned), func.sum(HoursEntry.minutes),
        )
        .join(Registration, Registration.person_id == Person.id)
        .join(HoursEntry, and_(HoursEntry.registration_id == Registration.id, newest()))
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Registration.event_id.in_(select(Event.id).where(Event.stop_id == stop_id)), HoursEntry.minutes > 0)
        .group_by(Person.id, Person.full_name, Organisation.name)
        .order_by(func.min(sort_column(language())), Person.id)
        .limit(MOST_AT_ONCE)
    )  # fmt: skip
    return tuple(
        PersonHours(number, name, organisation, events, int(planned), int(minutes))
        for number, name, organisation, events, planned, minutes in db.session.execute(asked)
    )


def hours_of_person(person_id: int) -> tuple[EventHours, ...]:
    """The events at which somebody has confirmed hours, the last first. One statement."""
    return _events(Registration.person_id == person_id)


def hours_of_registration(registration_id: int) -> EventHours | None:
    """What is confirmed for somebody at one event. One statement."""
    found = _events(Registration.id == registration_id)
    return found[0] if found else None


def _events(which: Any) -> tuple[EventHours, ...]:
    asked = (
        select(Registration.id, Event.id, Event.title, Event.starts_at, Event.time_zone, HoursEntry.minutes)
        .join(Event, Event.id == Registration.event_id)
        .join(HoursEntry, and_(HoursEntry.registration_id == Registration.id, newest()))
        .where(which, HoursEntry.minutes > 0, Registration.state == RegistrationState.CONFIRMED)
        .order_by(Event.starts_at.desc(), Event.id)
    )
    return tuple(EventHours(*row) for row in db.session.execute(asked))
