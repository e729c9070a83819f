"""How much is taken, told before anything is sent."""

from campaign.core.i18n import _
from campaign.people.photos.schemas import MB, MOST_BYTES, MOST_BYTES_OF_EVENT, MOST_FILES, MOST_OF_DAY, MOST_OF_EVENT, Room


def limits_of(room: Room) -> dict[str, object]:
    """What the page says of its limits, and what its script needs of them."""
    return {
        "left": room.left,
        "most_bytes": MOST_BYTES,
        "words": _(
            "JPEG, PNG or WebP, up to %(size)s MB each. An event keeps up to %(photos)s photos and %(room)s MB, now: "
            "%(there)s. From one account: %(day)s a day.",
            size=MOST_BYTES // MB, photos=MOST_OF_EVENT, room=MOST_BYTES_OF_EVENT // MB, there=room.photos, day=MOST_OF_DAY,
        ),
        "at_once": _("Up to %(most)s photos at once.", most=MOST_FILES),
    }  # fmt: skip
