"""What is written under a photo, and erasing one."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, NotFound, Problem, Stale
from campaign.core.i18n import Translated, _, _l
from campaign.core.lengths import too_long
from campaign.people.photos.models import Photo
from campaign.people.photos.policies import NO_PHOTO, ensure_can_write_photos
from campaign.people.photos.schemas import MOST_CAPTION, MOST_NAME, PhotoWish

NOT_SAVED = _l("Nothing was saved: something needs a correction.")
CHANGED = _l("Somebody has changed this photo meanwhile. Look at it again before you change it; nothing was saved.")


def describe(photo_id: int, wish: PhotoWish, version: int) -> None:
    """Change the words under a photo, who took it and when. Raises NotFound, Refused, Stale, Invalid."""
    with unit_of_work() as session:
        photo = photo_to_change(session, photo_id, version)
        if problems := [*_too_long(wish.caption, wish.author), *wrong_moment(wish.taken_at)]:
            raise Invalid(NOT_SAVED, problems)
        if (photo.caption, photo.author, photo.taken_at) == (wish.caption, wish.author, wish.taken_at):
            return
        photo.caption, photo.author, photo.taken_at = wish.caption, wish.author, wish.taken_at
        photo.version += 1
        audit.note(session, "photo.described", "photo", photo.id, region_id=photo.region_id)


def ensure_fits(caption: Translated, author: str) -> None:
    """Raises Invalid with everything that is too long."""
    if problems := list(_too_long(caption, author)):
        raise Invalid(NOT_SAVED, problems)


def _too_long(caption: Translated, author: str) -> Iterator[Problem]:
    yield from too_long("caption", caption, MOST_CAPTION)
    yield from too_long("author", author, MOST_NAME)


def wrong_moment(taken_at: datetime | None) -> Iterator[Problem]:
    """Whether a photo can have been taken then."""
    if taken_at is not None and taken_at > clock.now():
        yield Problem("taken_on", "in_the_future", _("This day has not come yet. Correct the date."))


def photo_to_change(session: Session, photo_id: int, version: int | None) -> Photo:
    """The photo, held until the unit of work ends. Raises NotFound, Refused, Stale for another version than the one seen."""
    wanted = select(Photo).where(Photo.id == photo_id).with_for_update()
    photo = session.scalars(wanted, execution_options={"populate_existing": True}).one_or_none()
    if photo is None:
        raise NotFound(NO_PHOTO)
    ensure_can_write_photos(current_actor(), photo.region_id, photo.stop_id)
    if version is not None and photo.version != version:
        raise Stale(CHANGED)
    return photo


def erase(photo_id: int) -> None:
    """Erase a photo with all its bytes; that there was one stays in the trail. Raises NotFound, Refused."""
    with unit_of_work() as session:
        photo = photo_to_change(session, photo_id, None)
        before = {"event": photo.event_id, "number": photo.number, "seen": photo.seen.value}
        audit.note(session, "photo.erased", "photo", photo.id, region_id=photo.region_id, before=before)
        gone = delete(Photo).where(Photo.id == photo_id)  # its parts and who is seen in it go with it
        session.execute(gone, execution_options={"synchronize_session": False})
