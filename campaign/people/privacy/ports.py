"""What each feature holds of a person, by the number of a registration: declared in the registry, lowest feature first."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from campaign.people.privacy.schemas import Own, PhotosOf, Who

OWN: list[Own] = []
"""The free words of each table that belong to a registration. A house test holds that every table which points at a
registration or a person stands here or in ONLY_IDS."""
ONLY_IDS: dict[str, str] = {}  # table → why there is nothing to erase in its rows
FORGET: list[Callable[[Session, Who], None]] = []
"""What a feature does beside, such as taking a plate out of a register."""
TRACES: list[Callable[[Sequence[Who]], None]] = []
"""What lies outside of the database and is removed once an erasure is kept, such as letters in a folder."""
PHOTOS: list[Callable[[Session, Who], PhotosOf]] = []
"""Counts the pictures that an erasure deletes."""


def photos_of(session: Session, who: Who) -> PhotosOf:
    """The pictures that an erasure would delete."""
    found = [count(session, who) for count in PHOTOS]
    return PhotosOf(sum(one.photos for one in found), sum(one.with_others for one in found))
