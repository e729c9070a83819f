"""Reading photos. What belongs to a stop outside the asker's scope does not exist here.

Whose pages show or print a picture says who may see it; `printable_photos` is all that a paper may take.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, extract, func, or_, select
from sqlalchemy.orm import aliased

from campaign.core import clock, crypto
from campaign.core.actor import current_actor
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, language
from campaign.events.models import Event
from campaign.events.schemas import EventState
from campaign.people.minors.ages import OLDEST_MINOR, may_be_under, of_person
from campaign.people.minors.models import AgeRule, GuardianConsent
from campaign.people.minors.queries import ages_of, ages_on
from campaign.people.minors.schemas import Born
from campaign.people.models import Organisation, Person, Registration
from campaign.people.photos.judging import standing_of
from campaign.people.photos.models import Photo, PhotoPart, PhotoPerson
from campaign.people.photos.policies import NO_PHOTO
from campaign.people.photos.schemas import (
    MOST_FOUND,
    Beside,
    BlockedPhotos,
    Candidate,
    Likeness,
    PersonSeen,
    PhotoCounts,
    PhotoRow,
    Place,
    Room,
    Seen,
    Size,
    Standing,
)
from campaign.people.queries import filter_rules, sort_column
from campaign.people.schemas import PersonFilter
from campaign.relay.models import Stop
from campaign.territory.models import Unit

COLUMN = "photo_parts.content"
FRESH = {"populate_existing": True}
_LIKE = aliased(Photo)
_ANY = Photo.__table__.alias()  # what one account sent counts wherever it was sent
_STANDING_CONSENT = and_(GuardianConsent.registration_id == Registration.id, GuardianConsent.withdrawn_at.is_(None))


def photo_row(photo_id: int) -> PhotoRow:
    """One photo. Raises NotFound outside the asker's scope. Three statements."""
    rows = _photos(Photo.id == photo_id)
    if not rows:
        raise NotFound(NO_PHOTO)
    return rows[0]


def photos_of_event(event_id: int) -> tuple[PhotoRow, ...]:
    """The photos of an event in the order in which they came. Three statements, one when there are none."""
    return _photos(Photo.event_id == event_id)


def photos_of_stop(stop_id: int) -> tuple[PhotoRow, ...]:
    """The photos of all events of a stop, event by event in the order of time. Three statements, one when there are none."""
    return _photos(Photo.stop_id == stop_id)


def printable_photos(stop_id: int) -> tuple[PhotoRow, ...]:
    """Those photos of a stop that may be printed now: nobody in them has to be asked any more. Statements as above."""
    return tuple(row for row in photos_of_stop(stop_id) if row.is_printable)


def still_printable(photo_ids: Iterable[int]) -> frozenset[int]:
    """Which of these may be printed now, for a paper that chose them earlier. Three statements, one when there are none."""
    return frozenset(row.id for row in _photos(Photo.id.in_(tuple(photo_ids))) if row.is_printable)


def _photos(*which: Any) -> tuple[PhotoRow, ...]:
    asked = (
        select(Photo, Event.title, Event.day, Event.time_zone, _LIKE.id, _LIKE.event_id, _LIKE.number)
        .join(Event, Event.id == Photo.event_id)
        .outerjoin(_LIKE, _LIKE.id == Photo.like_id)
        .where(*which)
        .order_by(Event.starts_at, Event.id, Photo.number)
    )
    found = db.session.execute(asked, execution_options=FRESH).all()
    if not found:
        return ()
    people = _people_in([row[0].id for row in found])
    return tuple(_row(photo, people.get(photo.id, ()), *rest) for photo, *rest in found)


def _people_in(photo_ids: Sequence[int]) -> dict[int, tuple[PersonSeen, ...]]:
    """Who is seen in each, by name. Two statements."""
    rules = db.session.scalars(select(AgeRule)).all()
    asked = (
        select(PhotoPerson, Registration.id, Registration.photo_consent, Person.full_name, Person.birth_year,
               Person.birth_date, GuardianConsent.photo, Event.day)
        .outerjoin(Registration, Registration.id == PhotoPerson.registration_id)
        .outerjoin(Person, Person.id == Registration.person_id)
        .outerjoin(Event, Event.id == Registration.event_id)
        .outerjoin(GuardianConsent, _STANDING_CONSENT)
        .where(PhotoPerson.photo_id.in_(photo_ids))
        .order_by(Registration.sort_kk, PhotoPerson.id)
    )  # fmt: skip
    found: dict[int, list[PersonSeen]] = defaultdict(list)
    for link, registration_id, said, name, year, born, parent, day in db.session.execute(asked):
        is_minor = day is not None and may_be_under(Born(year, born), day, ages_of(rules, day).photo_below)
        agreed = bool(said and parent) if is_minor else said is not False
        found[link.photo_id].append(PersonSeen(link.id, registration_id, name or "", is_minor, agreed))
    return {photo_id: tuple(people) for photo_id, people in found.items()}


def _row(photo: Photo, people: tuple[PersonSeen, ...], *rest: Any) -> PhotoRow:
    title, day, zone, like_id, like_event, like_number = rest
    return PhotoRow(
        id=photo.id, event_id=photo.event_id, event_title=title, event_day=day, stop_id=photo.stop_id,
        region_id=photo.region_id, time_zone=zone, number=photo.number, caption=photo.caption, author=photo.author,
        taken_at=photo.taken_at, seen=photo.seen, people=people, standing=_standing(photo, people),
        like=None if like_id is None else Likeness(like_id, like_event, like_number), width=photo.width,
        height=photo.height, bytes=photo.bytes, file_name=photo.file_name, version=photo.version, made_at=photo.made_at,
    )  # fmt: skip


def _standing(photo: Photo, people: Sequence[PersonSeen]) -> Standing:
    return standing_of(photo.seen, people) if photo.bytes else Standing.EMPTIED


def counts_of(rows: Sequence[PhotoRow]) -> PhotoCounts:
    """How many of them there are, and of each kind."""
    return PhotoCounts(
        photos=len(rows), printable=sum(row.is_printable for row in rows),
        unsaid=sum(row.standing in {Standing.UNSAID, Standing.UNNAMED} for row in rows),
        blocked=sum(row.is_blocked for row in rows),
    )  # fmt: skip


def room_of(event_id: int) -> Room:
    """How much the event has, and how much came today from whoever asks. One statement."""
    today = clock.now() - timedelta(days=1)
    mine = select(func.count()).select_from(_ANY).where(_ANY.c.made_by == current_actor().user_id, _ANY.c.made_at > today)
    asked = select(func.count(Photo.id), func.coalesce(func.sum(Photo.bytes), 0), mine.scalar_subquery())
    photos, size, of_day = db.session.execute(asked.where(Photo.event_id == event_id)).one()
    return Room(photos, int(size), of_day or 0)


def content(photo_id: int, size: Size) -> bytes:
    """The JPEG of that size. Raises NotFound outside the asker's scope, and once deleted. Two statements, 2 ms a megabyte."""
    uid = db.session.scalar(select(Photo.uid).where(Photo.id == photo_id, Photo.bytes > 0))
    if uid is None:
        raise NotFound(NO_PHOTO)
    parts = select(PhotoPart.number, PhotoPart.content).where(PhotoPart.photo_id == photo_id, PhotoPart.size == size)
    found = db.session.execute(parts.order_by(PhotoPart.number)).all()
    return b"".join(crypto.unseal_bytes(part, COLUMN, sealed_place(uid, size, number)) for number, part in found)


def sealed_place(uid: str, size: Size, number: int) -> str:
    """For which place a part is sealed."""
    return f"{uid}:{size.value}:{number}"


def owing(stop_id: int) -> int:
    """How many events of a stop were held and have no photo. One statement."""
    has = select(_ANY.c.id).where(_ANY.c.event_id == Event.id)
    held = (Event.stop_id == stop_id, Event.state.in_((EventState.HELD, EventState.REPORTED)))
    return db.session.scalar(select(func.count(Event.id)).where(*held, ~has.exists())) or 0


def photo_place(photo_id: int) -> Place:
    """Raises NotFound outside the asker's scope, and for a picture that was deleted. One statement."""
    asked = select(Photo.uid, Photo.region_id, Photo.stop_id).where(Photo.id == photo_id, Photo.bytes > 0)
    found = db.session.execute(asked).one_or_none()
    if found is None:
        raise NotFound(NO_PHOTO)
    return Place(*found)


def beside(row: PhotoRow) -> Beside:
    """One statement."""
    numbers = select(
        func.max(Photo.number).filter(Photo.number < row.number), func.min(Photo.number).filter(Photo.number > row.number)
    )
    ends = numbers.where(Photo.event_id == row.event_id).subquery()
    asked = select(Photo.number, Photo.id).where(
        Photo.event_id == row.event_id, Photo.number.in_(select(ends.c[0]).union(select(ends.c[1])))
    )
    found = {number < row.number: photo_id for number, photo_id in db.session.execute(asked)}
    return Beside(found.get(True), found.get(False))


def people_to_name(row: PhotoRow, text: str) -> tuple[Candidate, ...]:
    """Those on the list of the event whom the words mean and who are not named yet, by the alphabet. Two statements."""
    named = tuple(person.registration_id for person in row.people if person.registration_id is not None)
    asked = (
        select(Registration, Person, Organisation.name, GuardianConsent.photo)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(GuardianConsent, _STANDING_CONSENT)
        .where(*filter_rules(row.event_id, PersonFilter(text=text)), Registration.id.not_in(named))
        .order_by(sort_column(language()), Registration.id)
        .limit(MOST_FOUND)
    )
    ages = ages_on(row.event_day)
    found = []
    for registration, person, organisation, parent in db.session.execute(asked):
        is_minor = may_be_under(of_person(person), row.event_day, ages.photo_below)
        agreed = bool(registration.photo_consent and parent) if is_minor else registration.photo_consent is not False
        found.append(
            Candidate(registration.id, person.full_name, person.birth_year, organisation or "", is_minor, agreed)
        )  # fmt: skip
    return tuple(found)


def blocked_photos() -> tuple[BlockedPhotos, ...]:
    """Where somebody in a picture has not agreed, or does no more: one line an event, in the asker's scope.

    Those that may be meant are found by the database and judged as everywhere. Five statements, one when there is nothing.
    """
    may_be_minor = Person.birth_year >= extract("year", Event.day) - OLDEST_MINOR - 1
    doubtful = or_(
        PhotoPerson.registration_id.is_(None), Registration.photo_consent.is_(False),
        and_(may_be_minor, or_(Photo.seen != Seen.MINORS, Registration.photo_consent.is_(None))),
        and_(Person.birth_date.is_not(None), Person.birth_year.is_(None)),
    )  # fmt: skip
    asked = (
        select(Photo.id)
        .join(PhotoPerson, PhotoPerson.photo_id == Photo.id)
        .join(Event, Event.id == Photo.event_id)
        .outerjoin(Registration, Registration.id == PhotoPerson.registration_id)
        .outerjoin(Person, Person.id == Registration.person_id)
        .where(doubtful)
        .distinct()
    )
    numbers = db.session.scalars(asked).all()
    blocked = [row for row in _photos(Photo.id.in_(numbers)) if row.is_blocked] if numbers else []
    return _by_event(blocked)


def _by_event(rows: Sequence[PhotoRow]) -> tuple[BlockedPhotos, ...]:
    if not rows:
        return ()
    stops = {row.stop_id for row in rows}
    asked = select(Stop.id, Unit.name).join(Unit, Unit.id == Stop.unit_id).where(Stop.id.in_(stops))
    names: dict[int, Translated] = {stop_id: name for stop_id, name in db.session.execute(asked)}
    found: dict[int, list[PhotoRow]] = defaultdict(list)
    for row in rows:
        found[row.event_id].append(row)
    return tuple(
        BlockedPhotos(event_id, one.stop_id, names[one.stop_id], one.event_title, one.event_day, len(of_event))
        for event_id, of_event in found.items()
        for one in of_event[:1]
    )
