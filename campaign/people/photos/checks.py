"""What `adalzhol check` recounts of photos: every one has its three sizes, whole and sealed, or none once it was emptied."""

from collections.abc import Iterator

from sqlalchemy import LargeBinary, case, func, select
from sqlalchemy.orm import Session

from campaign.core.checks import MOST_NAMED, Finding, Wrong, check
from campaign.core.crypto import FIRST, NONCE, NUMBER
from campaign.people.photos.models import Photo, PhotoPart
from campaign.people.photos.schemas import Size

_SEAL = len(FIRST) + NONCE + 16  # what sealing adds to a part
_BEGINS = func.substr(PhotoPart.content, 1, len(FIRST), type_=LargeBinary())
_NUMBER = case((_BEGINS == FIRST, 0), else_=NUMBER)  # and the number of its key, unless it is the first


@check("photos")
def photos(session: Session) -> Finding:
    """The parts of each photo are all there, and as long together as was written down. Two statements."""
    looked_at = session.scalar(select(func.count(Photo.id))) or 0
    return Finding(looked_at, tuple(_wrong(session)))


def _wrong(session: Session) -> Iterator[Wrong]:
    parts = (
        select(
            PhotoPart.photo_id, func.count(PhotoPart.size.distinct()).label("sizes"), func.count().label("parts"),
            func.sum(func.length(PhotoPart.content) - _NUMBER).label("length"),
            func.count().filter(PhotoPart.number == 0).label("first"),
        )
        .group_by(PhotoPart.photo_id)
        .subquery()
    )  # fmt: skip
    kept = func.coalesce(parts.c.length - parts.c.parts * _SEAL, 0)
    whole = (func.coalesce(parts.c.sizes, 0) == len(Size)) & (parts.c.first == len(Size)) & (kept == Photo.bytes)
    emptied = (Photo.bytes == 0) & parts.c.photo_id.is_(None)
    asked = (
        select(Photo.id, Photo.bytes, kept, func.coalesce(parts.c.sizes, 0))
        .outerjoin(parts, parts.c.photo_id == Photo.id)
        .where(~(func.coalesce(whole, False) | emptied))
        .order_by(Photo.id)
        .limit(MOST_NAMED)
    )
    for photo_id, said, there, sizes in session.execute(asked):
        yield Wrong("photo", photo_id, f"{there} of {said} bytes are there, in {sizes} of {len(Size)} sizes")
