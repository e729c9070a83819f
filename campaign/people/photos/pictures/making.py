"""One picture made anew: upright, in ordinary colours, without anything but its pixels, in three sizes."""

from __future__ import annotations

import io
from typing import Any, Final, NamedTuple

from PIL import Image, ImageCms, ImageOps

from campaign.people.photos.pictures.kinds import JPEG, Refusal, kind_of

MOST_PIXELS: Final = 64_000_000  # what phones of our days make; a picture of so many takes 200 MB while it is made
LEAST_SIDE: Final = 200  # of the longer side: less shows nothing on paper
FLATTEST: Final = 30  # times as long as it is high
PRINT, SCREEN, THUMB = 3000, 1200, 400  # the longer side of each size
QUALITY: Final = {PRINT: 88, SCREEN: 82, THUMB: 76}
_LOOK: Final = 8  # the side of the square in which two pictures are compared
_PLAIN: Final = 12  # grey levels between the darkest and the lightest part of what is too plain to be compared
_TAKEN, _DETAILS = 0x9003, 0x8769  # where EXIF says when it was taken
_WIDE: Final = ("I;16", "I;16B", "I;16L", "I", "F")
_SRGB: Final = ImageCms.createProfile("sRGB")


class Made(NamedTuple):
    """Three JPEGs, what the largest measures, by what it is recognised, and when the camera says it was taken."""

    width: int
    height: int
    look: str  # 32 hex digits, or empty for what is too plain
    taken: str  # as EXIF has it, or empty
    files: tuple[bytes, bytes, bytes]


def make(data: bytes) -> Made:
    """The picture in three sizes. Raises Refusal; whatever else it raises means that the file is broken."""
    kind = kind_of(data)
    with Image.open(io.BytesIO(data), formats=(kind,)) as picture:
        _ensure_sane(picture, kind)
        if kind == JPEG:
            picture.draft("RGB", (PRINT, PRINT))  # a large one is decoded at a half or a quarter: less memory, less time
        picture.load()
        taken, profile = _taken(picture), picture.info.get("icc_profile")
        upright = _upright(picture)
    clean = _in_ordinary_colours(upright, profile)
    largest = _within(clean, PRINT)
    screen = _within(largest, SCREEN)
    thumb = _within(screen, THUMB)
    files = (_jpeg(largest, PRINT), _jpeg(screen, SCREEN), _jpeg(thumb, THUMB))
    return Made(largest.width, largest.height, _look_of(thumb), taken, files)


def _ensure_sane(picture: Image.Image, kind: str) -> None:
    """Judged by what the file says of itself, before anything is decoded."""
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise Refusal("pixels", width=width, height=height, most=MOST_PIXELS // 1_000_000)
    if max(width, height) < LEAST_SIDE:
        raise Refusal("small", width=width, height=height, least=LEAST_SIDE)
    if max(width, height) > FLATTEST * min(width, height):
        raise Refusal("narrow", width=width, height=height)
    if kind != JPEG and getattr(picture, "is_animated", False):  # a JPEG of several pictures is a phone's: its first is it
        raise Refusal("animated")


def _taken(picture: Image.Image) -> str:
    try:
        said = picture.getexif().get_ifd(_DETAILS).get(_TAKEN, "")
    except Exception:  # struct, codecs and Pillow's own fail in many ways on a broken note: then nobody knows when it was taken
        return ""
    return said[:19] if isinstance(said, str) else ""


def _upright(picture: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # as above: a picture with a broken note is kept as it lies, not refused
        return picture.copy()


def _in_ordinary_colours(picture: Image.Image, profile: Any) -> Image.Image:
    """RGB as screens and printers understand it, on white where it was transparent, and nothing of the old file."""
    if picture.mode in _WIDE:
        picture = picture.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if isinstance(profile, bytes) and profile and picture.mode in ("RGB", "CMYK", "L"):
        picture = _by_profile(picture, profile)
    if picture.mode in ("P", "PA", "LA", "RGBa", "La", "RGBA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        paper.alpha_composite(seen)
        picture = paper
    clean = picture.convert("RGB")
    clean.info = {}
    return clean


def _by_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(picture, given, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):  # a profile for other colours than these: as if it had none
        return picture
    return picture if made is None else made


def _within(picture: Image.Image, side: int) -> Image.Image:
    """No side longer than that, and never enlarged."""
    longer = max(picture.size)
    if longer <= side:
        return picture
    size = (max(1, round(picture.width * side / longer)), max(1, round(picture.height * side / longer)))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _jpeg(picture: Image.Image, side: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY[side], progressive=True, optimize=True)
    return out.getvalue()


def _look_of(picture: Image.Image) -> str:
    """128 bits that stay nearly the same when a picture is made smaller, lighter or saved again: where it gets brighter."""
    grey = picture.convert("L").resize((_LOOK + 1, _LOOK + 1), Image.Resampling.BOX)
    darkest, lightest = grey.getextrema()
    if not isinstance(darkest, int | float) or not isinstance(lightest, int | float) or lightest - darkest < _PLAIN:
        return ""
    levels, row = grey.tobytes(), _LOOK + 1
    bits = 0
    for place in (y * row + x for y in range(_LOOK) for x in range(_LOOK)):
        bits = bits << 2 | (levels[place] < levels[place + 1]) << 1 | (levels[place] < levels[place + row])
    return f"{bits:032x}"
