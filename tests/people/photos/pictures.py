"""Pictures for tests, drawn by code: whole ones, and those that would hurt."""

import io
import random
import struct
import zlib
from functools import lru_cache

from PIL import Image, ImageDraw

from campaign.core.i18n import Translated
from campaign.people.photos.schemas import Added, NewPhoto
from campaign.people.photos.services import add, name_person
from campaign.sheets.reading import Upload

ORIENTATION, GPS, DETAILS, TAKEN, MAKE = 0x0112, 0x8825, 0x8769, 0x9003, 0x010F
RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 160, 60), (30, 60, 200), (240, 240, 240)


@lru_cache(maxsize=64)
def drawn(seed: int = 1, width: int = 640, height: int = 480) -> Image.Image:
    """A picture that looks like no other one of another seed."""
    chance = random.Random(seed)
    picture = Image.new("RGB", (width, height), WHITE)
    pen = ImageDraw.Draw(picture)
    for _turn in range(14):
        x, y = chance.randrange(width), chance.randrange(height)
        colour = tuple(chance.randrange(256) for _band in range(3))
        pen.ellipse((x - 90, y - 90, x + 90, y + 90), fill=colour)
    return picture


def corners() -> Image.Image:
    """Each corner in a colour of its own, so that it is seen which way up it stands."""
    picture = Image.new("RGB", (320, 240))
    pen = ImageDraw.Draw(picture)
    for box, colour in (((0, 0, 160, 120), RED), ((160, 0, 320, 120), GREEN), ((0, 120, 160, 240), BLUE)):
        pen.rectangle(box, fill=colour)
    pen.rectangle((160, 120, 320, 240), fill=WHITE)
    return picture


def saved(picture: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def from_a_phone(orientation: int = 1) -> bytes:
    """A JPEG that knows where and when it was taken, by which camera, and how the phone was held."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = orientation, "SecretCameraMaker"
    exif[GPS] = {1: "N", 2: (50.0, 3.0, 12.0), 3: "E", 4: (72.0, 57.0, 30.0)}
    exif[DETAILS] = {TAKEN: "2018:04:06 10:15:00"}
    return saved(turned(corners(), orientation), exif=exif, comment=b"SecretComment", quality=95)


def turned(picture: Image.Image, orientation: int) -> Image.Image:
    """As a camera that was held so stores it."""
    way = Image.Transpose
    stored = {
        2: way.FLIP_LEFT_RIGHT, 3: way.ROTATE_180, 4: way.FLIP_TOP_BOTTOM, 5: way.TRANSPOSE, 6: way.ROTATE_90,
        7: way.TRANSVERSE, 8: way.ROTATE_270,
    }.get(orientation)  # fmt: skip
    return picture if stored is None else picture.transpose(stored)


def bomb() -> bytes:
    """A PNG of some kilobytes that says it is 50,000 pixels wide and high."""
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(4_000_000))) + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def sent(event_id: int, data: bytes, name: str = "IMG_0001.jpg", **said: object) -> Added:
    """What came of sending it."""
    return add(event_id, Upload(name, data), NewPhoto(**said))  # type: ignore[arg-type]


def a_photo(event_id: int, seed: int = 1, **said: object) -> int:
    """A small photo of the event; its id."""
    return sent(event_id, saved(drawn(seed, 240, 180)), f"IMG_{seed}.jpg", **said).photo_id


def a_seen_photo(event_id: int, registration_id: int, words: str) -> dict[str, int | str]:
    """A photo of the event with somebody named in it, for the matrix of pages."""
    photo = a_photo(event_id, caption=Translated(ru=words, kk=words))
    name_person(photo, registration_id)
    return {"photo_id": photo, "photo_size": "thumb"}
