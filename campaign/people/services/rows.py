"""Putting rows in, and finding the person and the organisation that a wish means."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, func, inspect, literal, select, update
from sqlalchemy.orm import Session

from campaign.core import clock, crypto, operations
from campaign.core.actor import widened
from campaign.core.db import Base, insert_into, kept
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.core.operations import OperationKey
from campaign.core.text import fold
from campaign.events.schemas import EventRow
from campaign.people.groups.models import Group
from campaign.people.minors.models import AgeRule
from campaign.people.minors.queries import age_column
from campaign.people.minors.schemas import Ages
from campaign.people.models import Organisation, Person, Registration, phone_index
from campaign.people.schemas import Register, RegistrationState

FRESH = {"populate_existing": True}
KEPT_THERE: Any = {"read": True, "key_share": True}  # nobody deletes the row (an import taken back) before we have written
_ORGANISATION = kept(
    select(Organisation.id)
    .where(Organisation.region_id == bindparam("region_id"), Organisation.name_key == bindparam("name_key"))
    .with_for_update(**KEPT_THERE)
)
_OF_NAME = and_(Organisation.region_id == bindparam("region_id"), Organisation.name_key == bindparam("organisation_key"))
_THIS_PERSON = and_(
    Person.region_id == bindparam("region_id"),
    Person.phone_index == bindparam("phone_index"),
    Person.name_key == bindparam("name_key"),
)
_PERSON = kept(select(Person).where(_THIS_PERSON).with_for_update(**KEPT_THERE))
_ANY = Registration.__table__.alias()
_GROUP = Group.__table__.alias()
_NOTHING = select(literal(1)).subquery()
_KNOWN = kept(
    select(
        Person,
        Registration.id,
        OperationKey.body_hash,
        OperationKey.answer,
        select(Organisation.id).where(_OF_NAME).scalar_subquery(),
        select(Organisation.import_id).where(_OF_NAME).scalar_subquery(),
        select(func.max(_ANY.c.queue_number)).where(_ANY.c.event_id == bindparam("event_id")).scalar_subquery(),
        select(func.max(_GROUP.c.queue_number)).where(_GROUP.c.event_id == bindparam("event_id")).scalar_subquery(),
        select(literal(1)).where(_ANY.c.event_id == bindparam("event_id"), _ANY.c.state == RegistrationState.WAITING).exists()
        | select(literal(1)).where(_GROUP.c.event_id == bindparam("event_id"), _GROUP.c.short > 0).exists(),
        age_column(AgeRule.consent_below),
        age_column(AgeRule.photo_below),
    )
    .select_from(_NOTHING)
    .outerjoin(Person, _THIS_PERSON)
    .outerjoin(Registration, (Registration.person_id == Person.id) & (Registration.event_id == bindparam("event_id")))
    .outerjoin(OperationKey, OperationKey.key_hash == bindparam("key_hash"))
)


_THEIRS = kept(
    select(Registration).where(Registration.event_id == bindparam("event_id"), Registration.person_id == bindparam("person_id"))
)


@dataclass(frozen=True)
class Known:
    """What there is already of a wish to come to an event: exact while the event is held.

    `last_in_line` is the last queue number of the event, of a registration or a group; `somebody_waits` says whether anybody is
    on its waiting list; `ages` below which ages a parent has to agree on its day. `answer` was given already to the very
    same wish.
    """

    person: Person | None
    registration: Registration | None
    organisation_id: int | None
    last_in_line: int
    somebody_waits: bool
    ages: Ages
    answer: operations.Answer | None


def known_of(session: Session, event: EventRow, wish: Register, sent: operations.Sent | None = None) -> Known:
    """Look for everything that registering needs to know; whoever may read none of it is told nothing.

    One statement, and one more for a registration, and for a person and an organisation that an import made: it may just be
    taken back; two for somebody who was put together with another, and then it is the other who is known. Raises KeyReused.
    """
    facts = {
        "event_id": event.id,
        "region_id": event.region_id,
        "day": event.day,
        "phone_index": phone_index(wish.phone) if wish.phone else None,
        "name_key": fold(wish.full_name)[:240],
        "organisation_key": fold(wish.organisation)[:400],
        "key_hash": sent.key_hash if sent else None,
    }
    with widened():
        found = session.execute(_KNOWN, facts, execution_options=FRESH).one()
        person, there, body_hash, answer, organisation_id, organisation_import, last, last_group, waits, *ages = found
        is_merged = person is not None and person.merged_into_id is not None
        if person is not None and is_merged:
            person = into_whom(session, person)
        registration = _theirs(session, event.id, person) if person is not None and (is_merged or there is not None) else None
        if person is not None and person.import_id is not None and not _stays(session, Person, person.id):
            session.expunge(person)
            person = None
        if organisation_import is not None and not _stays(session, Organisation, organisation_id):
            organisation_id = None
    return Known(
        person, registration, organisation_id, max(last or 0, last_group or 0), waits, Ages(*(age or 0 for age in ages)),
        sent.answered(body_hash, answer) if sent else None,
    )  # fmt: skip


def _theirs(session: Session, event_id: int, person: Person) -> Registration | None:
    return session.scalars(_THEIRS, {"event_id": event_id, "person_id": person.id}, execution_options=FRESH).first()


def _stays(session: Session, table: type[Person] | type[Organisation], number: int) -> bool:
    """Whether the row is there, and then until this unit of work ends."""
    return session.scalar(select(table.id).where(table.id == number).with_for_update(**KEPT_THERE)) is not None


def put(session: Session, thing: Base) -> int | None:
    """Insert the new row and give its number; None, and nothing inserted, when a UNIQUE rule has such a row already.

    Whoever inserts the same at the same time is waited for; neither sees an error.
    """
    connection = session.connection()
    insertion, names = _insertion(type(thing), connection.dialect.name)
    values = {name: value for name in names if (value := getattr(thing, name)) is not None}
    number: int | None = connection.execute(insertion, values).scalar()
    return number


@cache
def _insertion(kind: type[Base], dialect: str) -> tuple[Any, tuple[str, ...]]:
    """The statement for rows of a table, made once, and the names of its columns."""
    table = kind.__table__
    statement = insert_into(table, dialect).on_conflict_do_nothing().returning(table.c.id)
    return statement, tuple(column.key for column in inspect(kind).column_attrs)


def organisation_for(session: Session, region_id: int, name: str) -> int | None:
    """The number of the region's organisation of that name, however it is spelled; made when it is new. None for no name."""
    if not fold(name):
        return None
    organisation = Organisation(region_id=region_id)
    organisation.rename(name)
    facts = {"region_id": region_id, "name_key": organisation.name_key}
    with widened():
        known = session.scalar(_ORGANISATION, facts)
        return known or put(session, organisation) or session.scalar(_ORGANISATION, facts)


def person_with(session: Session, region_id: int, phone: str, full_name: str) -> Person | None:
    """The region's person of this phone and folded name, also one whom the actor may not read. None without a phone."""
    if not phone:
        return None
    facts = {"region_id": region_id, "phone_index": phone_index(phone), "name_key": fold(full_name)[:240]}
    with widened():
        return session.scalars(_PERSON, facts, execution_options=FRESH).one_or_none()


def new_person(session: Session, region_id: int, phone: str, full_name: str, **more: Any) -> Person:
    """Put the person in; when somebody else has just done so, theirs."""
    person = Person(uid=crypto.new_uid(), region_id=region_id, made_at=clock.now(), **more)
    person.rename(full_name)
    person.phone = phone
    number = put(session, person)
    if number is None:
        found = person_with(session, region_id, phone, full_name)
        if found is None:
            raise RuntimeError("a person that is neither new nor there")
        return into_whom(session, found)
    person.id = number
    return person


def into_whom(session: Session, person: Person) -> Person:
    """The person themselves, or the one with whom they were put together. One statement for those, none for others."""
    if person.merged_into_id is None:
        return person
    with widened():
        wanted = select(Person).where(Person.id == person.merged_into_id).with_for_update(**KEPT_THERE)
        return session.scalars(wanted, execution_options=FRESH).one()


def registration_here(session: Session, registration_id: int) -> Registration:
    """The registration as it is now, when it is the actor's to see. Raises NotFound."""
    wanted = select(Registration).where(Registration.id == registration_id)
    registration = session.scalars(wanted, execution_options=FRESH).one_or_none()
    if registration is None:
        raise NotFound(_l("There is no such registration."))
    return registration


def person_of(session: Session, registration: Registration) -> Person:
    """Whose registration it is."""
    with widened():
        return session.scalars(select(Person).where(Person.id == registration.person_id), execution_options=FRESH).one()


def rename_person(session: Session, person: Person, full_name: str) -> None:
    """Write the name, and sort all registrations of the person by it."""
    if person.full_name == full_name:
        return
    person.rename(full_name)
    keys = Registration()
    keys.sort_as(full_name)
    with widened():
        session.execute(
            update(Registration).where(Registration.person_id == person.id).values(sort_kk=keys.sort_kk, sort_ru=keys.sort_ru)
        )
