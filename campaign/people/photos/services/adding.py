"""Taking a picture in: judged, made anew, compared with those that are there, sealed."""

import hashlib
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, crypto
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Full, Invalid
from campaign.core.i18n import _l
from campaign.events.models import Event
from campaign.events.queries import event_row
from campaign.events.services.steps import locked
from campaign.people.photos.developing import Developed, develop
from campaign.people.photos.models import Photo, PhotoPart
from campaign.people.photos.policies import ensure_can_write_photos
from campaign.people.photos.queries import COLUMN, room_of, sealed_place
from campaign.people.photos.schemas import (
    MB,
    MOST_BYTES_OF_EVENT,
    MOST_NAME,
    MOST_OF_DAY,
    MOST_OF_EVENT,
    Added,
    Likeness,
    NewPhoto,
    Room,
    Seen,
)
from campaign.people.photos.services.describing import ensure_fits
from campaign.sheets.reading import Upload

ALIKE: Final = 10  # of 128 bits that may differ between a picture and the same saved anew
MINORS_LATER: Final = _l("Who of the children is seen is said at each photo. Send them first, then name them there.")


def add(event_id: int, upload: Upload, said: NewPhoto) -> Added:
    """Keep a picture of the event; the same file again is the same photo, however often it is sent.

    It is made anew before anything is locked: some 0.7 s for a picture of twelve million pixels.
    Raises NotFound, Refused, Full when no more are taken, NotAPicture, Invalid.
    """
    event, digest = event_row(event_id), hashlib.sha256(upload.data).hexdigest()
    ensure_can_write_photos(current_actor(), event.region_id, event.stop_id)
    ensure_fits(said.caption, said.author)
    if said.seen is Seen.MINORS:
        raise Invalid(MINORS_LATER)
    with unit_of_work() as session:
        if (known := _known(session, event_id, digest)) is not None:
            return known
        ensure_room(room_of(event_id))
    picture = develop(upload.data)
    with unit_of_work() as session:
        held = locked(session, event_id)
        if (known := _known(session, event_id, digest)) is not None:
            return known
        ensure_room(room_of(event_id))
        photo = _new(session, held, picture, upload.name, digest)
        photo.caption, photo.author, photo.seen = said.caption, said.author, said.seen
        return _keep(session, photo, picture)


def ensure_room(room: Room) -> None:
    """Raises Full, with the limit that is reached."""
    if room.photos >= MOST_OF_EVENT:
        raise Full(_l("An event keeps %(most)s photos, and has them. Erase some that show the same.", most=MOST_OF_EVENT))
    if room.bytes >= MOST_BYTES_OF_EVENT:
        raise Full(
            _l("The photos of an event take at most %(most)s MB, and these do. Erase some.", most=MOST_BYTES_OF_EVENT // MB)
        )
    if room.of_day >= MOST_OF_DAY:
        raise Full(_l("From one account %(most)s photos a day are taken. Send the others tomorrow.", most=MOST_OF_DAY))


def _known(session: Session, event_id: int, digest: str) -> Added | None:
    there = select(Photo.id, Photo.number).where(Photo.event_id == event_id, Photo.file_hash == digest)
    found = session.execute(there).one_or_none()
    return None if found is None else Added(found.id, found.number, again=True)


def _new(session: Session, event: Event, picture: Developed, name: str, digest: str) -> Photo:
    last = session.scalar(select(func.max(Photo.number)).where(Photo.event_id == event.id)) or 0
    return Photo(
        uid=crypto.new_uid(), event_id=event.id, region_id=event.region_id, stop_id=event.stop_id, number=last + 1,
        file_name=name[-MOST_NAME:], file_hash=digest, look=picture.look, width=picture.width, height=picture.height,
        bytes=picture.bytes, taken_at=_instant(picture.taken, event.time_zone), made_by=current_actor().user_id,
        made_at=clock.now(),
    )  # fmt: skip


def _instant(wall: datetime | None, zone: str) -> datetime | None:
    return None if wall is None else wall.replace(tzinfo=ZoneInfo(zone))


def _keep(session: Session, photo: Photo, picture: Developed) -> Added:
    like = _like(session, photo)
    photo.like_id = None if like is None else like.id
    session.add(photo)
    session.flush()
    for size, content in picture.files.items():
        for number, begin in enumerate(range(0, len(content), MB)):
            sealed = crypto.seal_bytes(content[begin : begin + MB], COLUMN, sealed_place(photo.uid, size, number))
            session.add(PhotoPart(photo_id=photo.id, size=size, number=number, content=sealed))
    after = {"event": photo.event_id, "number": photo.number, "seen": photo.seen.value}
    audit.note(session, "photo.added", "photo", photo.id, region_id=photo.region_id, after=after)
    return Added(photo.id, photo.number, like=like)


def _like(session: Session, photo: Photo) -> Likeness | None:
    """The photo of this stop that looks most like it, one of the same event first. One statement; a stop has some thousands."""
    if not photo.look:
        return None
    asked = select(Photo.id, Photo.event_id, Photo.number, Photo.look).where(Photo.stop_id == photo.stop_id, Photo.look != "")
    bits = int(photo.look, 16)
    alike = [
        (event_id != photo.event_id, distance, Likeness(photo_id, event_id, number))
        for photo_id, event_id, number, look in session.execute(asked)
        if (distance := (bits ^ int(look, 16)).bit_count()) <= ALIKE
    ]
    return min(alike, key=lambda found: found[:2])[2] if alike else None
