"""What is sealed under other names than the house's rule says, and who reckons search indexes anew (`core.rotation`)."""

from sqlalchemy import String, cast, literal, select

from campaign.core import rotation
from campaign.core.rotation import HEAVY, SealedColumn
from campaign.motorcades.reindexing import reindex_drivers
from campaign.people.duplicates.models import Merge
from campaign.people.photos.models import Photo, PhotoPart
from campaign.people.reindexing import reindex_phones


def _part_of_a_photo() -> SealedColumn:
    photo, part = Photo.__table__.c, PhotoPart.__table__.c
    uid = select(photo.uid).where(photo.id == part.photo_id).scalar_subquery()
    name = uid + literal(":") + cast(part.size, String) + literal(":") + cast(part.number, String)
    return SealedColumn("photo_parts", "content", "photo_parts.content", name, HEAVY)


def _snapshot_of_a_merge() -> SealedColumn:
    return SealedColumn("merges", "snapshot", "merges.snapshot", Merge.__table__.c.uid)


def connect() -> None:
    """Fill the lists. Called once for an application; again it changes nothing."""
    rotation.OTHERWISE |= {"photo_parts.content": _part_of_a_photo, "merges.snapshot": _snapshot_of_a_merge}
    rotation.REINDEXED[:] = [reindex_phones, reindex_drivers]
