"""Who is seen in a photo: said for one or for many, and by name."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.core import audit
from campaign.core.db import unit_of_work
from campaign.core.errors import Conflict, Invalid, NotFound
from campaign.core.i18n import _l
from campaign.events.models import Event
from campaign.people.minors.ages import may_be_under, of_person
from campaign.people.minors.queries import ages_on
from campaign.people.models import Person, Registration
from campaign.people.photos.models import Photo, PhotoPerson
from campaign.people.photos.schemas import Seen
from campaign.people.photos.services.describing import photo_to_change

NAMED = _l("Somebody is named in this photo. Take them out of it first, then say that nobody can be recognised.")
A_CHILD = _l("Somebody named in this photo may be under age. Choose “Children, with a parent's consent”.")
MANY_CHILDREN = _l("Children are named at each photo by itself: a parent's consent belongs to one child.")


def say_who(photo_id: int, seen: Seen, version: int) -> None:
    """Say who can be recognised. Raises NotFound, Refused, Stale, Conflict when it does not fit those who are named."""
    with unit_of_work() as session:
        photo = photo_to_change(session, photo_id, version)
        _say(session, photo, seen)


def say_who_of_many(event_id: int, photo_ids: Sequence[int], seen: Seen) -> int:
    """The same of many photos of an event, all or none; how many changed. Children are named one by one.

    Raises NotFound, Refused, Invalid, Conflict.
    """
    if seen is Seen.MINORS:
        raise Invalid(MANY_CHILDREN)
    with unit_of_work() as session:
        here = select(Photo.id).where(Photo.event_id == event_id, Photo.id.in_(photo_ids)).order_by(Photo.id)
        photos = [photo_to_change(session, photo_id, None) for photo_id in session.scalars(here).all()]
        return sum(_say(session, photo, seen) for photo in photos)


def _say(session: Session, photo: Photo, seen: Seen) -> bool:
    if photo.seen is seen:
        return False
    people = _named(session, photo)
    if people and seen in {Seen.NOBODY, Seen.UNSAID}:
        raise Conflict(NAMED)
    if seen is Seen.ADULTS and any(people):
        raise Conflict(A_CHILD)
    before, photo.seen, photo.version = photo.seen, seen, photo.version + 1
    audit.note(
        session, "photo.people_said", "photo", photo.id, region_id=photo.region_id, before={"seen": before.value},
        after={"seen": seen.value},
    )  # fmt: skip
    return True


def _named(session: Session, photo: Photo) -> list[bool]:
    """Of each who is named, whether they may be under age. Two statements at most."""
    asked = (
        select(Person, Event.day)
        .join(Registration, Registration.person_id == Person.id)
        .join(Event, Event.id == Registration.event_id)
        .join(PhotoPerson, PhotoPerson.registration_id == Registration.id)
        .where(PhotoPerson.photo_id == photo.id)
    )
    return [_is_minor(person, day) for person, day in session.execute(asked)]


def _is_minor(person: Person, day: date) -> bool:
    return may_be_under(of_person(person), day, ages_on(day).photo_below)


def name_person(photo_id: int, registration_id: int) -> None:
    """Somebody of the event is in the picture. Whoever may be under age makes it a picture of children; named twice is once.

    Raises NotFound for a photo or a person that is not there, Refused.
    """
    with unit_of_work() as session:
        photo = photo_to_change(session, photo_id, None)
        person, day = _of_event(session, photo, registration_id)
        there = (PhotoPerson.photo_id == photo_id, PhotoPerson.registration_id == registration_id)
        if session.scalar(select(PhotoPerson.id).where(*there)) is not None:
            return
        session.add(PhotoPerson(photo_id=photo_id, registration_id=registration_id))
        if _is_minor(person, day):
            photo.seen = Seen.MINORS
        elif photo.seen in {Seen.UNSAID, Seen.NOBODY}:
            photo.seen = Seen.ADULTS
        photo.version += 1
        after = {"registration": registration_id, "seen": photo.seen.value}
        audit.note(session, "photo.person_named", "photo", photo.id, region_id=photo.region_id, after=after)


def _of_event(session: Session, photo: Photo, registration_id: int) -> tuple[Person, date]:
    asked = (
        select(Person, Event.day)
        .join(Registration, Registration.person_id == Person.id)
        .join(Event, Event.id == Registration.event_id)
        .where(Registration.id == registration_id, Registration.event_id == photo.event_id)
    )
    found = session.execute(asked).one_or_none()
    if found is None:
        raise NotFound(_l("There is no such registration."))
    return found[0], found[1]


def unname_person(photo_id: int, link_id: int) -> None:
    """Somebody is not in the picture after all. What was said of it stays. Raises NotFound, Refused."""
    with unit_of_work() as session:
        photo = photo_to_change(session, photo_id, None)
        link = session.scalar(select(PhotoPerson).where(PhotoPerson.id == link_id, PhotoPerson.photo_id == photo_id))
        if link is None:
            return
        before = {"registration": link.registration_id}
        session.delete(link)
        photo.version += 1
        audit.note(session, "photo.person_unnamed", "photo", photo.id, region_id=photo.region_id, before=before)
