"""Takes the picture itself away when somebody in it is erased: the row stays, so that nothing is counted anew."""

from sqlalchemy import ColumnElement, delete, exists, func, select
from sqlalchemy.orm import Session

from campaign.core import audit, crypto
from campaign.people.photos.models import Photo, PhotoPart, PhotoPerson
from campaign.people.privacy.schemas import ERASED, PhotosOf, Who


def photos_of(session: Session, who: Who) -> PhotosOf:
    """How many pictures they are named in, and in how many of them others are named too. One statement."""
    others = exists().where(PhotoPerson.photo_id == Photo.id, PhotoPerson.registration_id.not_in(who.registration_ids))
    asked = select(func.count(Photo.id), func.count(Photo.id).filter(others)).where(_with(who), Photo.bytes > 0)
    return PhotosOf(*session.execute(asked).one())


def forget_photos(session: Session, who: Who) -> None:
    """Delete the bytes of every picture they are named in, also where others stand beside them: nobody can be cut out of it.

    The sums by which the file and its look were known go too; the same file, with them cut out, may be sent anew.
    """
    photos = session.scalars(select(Photo).where(_with(who), Photo.bytes > 0).order_by(Photo.id).with_for_update()).all()
    if not photos:
        return
    parts = delete(PhotoPart).where(PhotoPart.photo_id.in_([photo.id for photo in photos]))
    session.execute(parts, execution_options={"synchronize_session": False})
    for photo in photos:
        photo.bytes, photo.look, photo.file_name = 0, "", ERASED
        photo.file_hash, photo.version = crypto.token_hash(crypto.new_token()), photo.version + 1
        audit.note(session, "photo.emptied", "photo", photo.id, region_id=photo.region_id, before={"event": photo.event_id})
    session.flush()


def _with(who: Who) -> ColumnElement[bool]:
    named = select(PhotoPerson.photo_id).where(PhotoPerson.registration_id.in_(who.registration_ids))
    return Photo.id.in_(named)
