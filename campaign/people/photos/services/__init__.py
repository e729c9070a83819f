"""Acts on photos: taking one in, saying what it shows and who is seen, erasing it."""

from campaign.people.photos.queries import content
from campaign.people.photos.services.adding import add, ensure_room
from campaign.people.photos.services.describing import describe, erase
from campaign.people.photos.services.people import name_person, say_who, say_who_of_many, unname_person

__all__ = [
    "add",
    "content",
    "describe",
    "ensure_room",
    "erase",
    "name_person",
    "say_who",
    "say_who_of_many",
    "unname_person",
]
