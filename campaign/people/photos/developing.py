"""From a file as it came to a picture that may be kept: made anew in a child process that may do nothing else."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from threading import BoundedSemaphore
from typing import Any, Final

from campaign.core import confined
from campaign.core.errors import Invalid
from campaign.core.i18n import Words, _l
from campaign.people.photos.schemas import MB, MOST_BYTES, Size

MOST_ANSWER: Final = 24 * MB  # three pictures, of which the largest has nine million pixels
SECONDS: Final = 11.0  # by the clock; processor time and memory are limited in the child
AT_ONCE: Final = 2  # children of one process: each may take some hundred megabytes
_TURNS: Final = BoundedSemaphore(AT_ONCE)
_AS_JPEG: Final = _l("This is no picture in JPEG, PNG or WebP. Open it, save it as JPEG and send that.")
_SENTENCES: Final[Mapping[str, Callable[..., Words]]] = {
    "empty": lambda: _l("The file is empty."),
    "size": lambda most: _l("The picture is larger than %(most)s MB. Make it smaller and send it again.", most=most),
    "pixels": lambda width, height, most: _l(
        "The picture has %(width)s × %(height)s pixels, more than %(most)s million. Make it smaller and send it again.",
        width=width, height=height, most=most,
    ),
    "small": lambda width, height, least: _l(
        "The picture has only %(width)s × %(height)s pixels: too few to see anything on paper. Send the photo itself, at least "
        "%(least)s pixels wide or high.", width=width, height=height, least=least,
    ),
    "narrow": lambda width, height: _l(
        "The picture is a strip of %(width)s × %(height)s pixels. Cut it and send the part that matters.",
        width=width, height=height,
    ),
    "animated": lambda: _l("The picture moves. Send one photo, not an animation."),
    "gif": lambda: _l("This is a GIF, in which photos look bad and which may move. Send the photo as JPEG."),
    "heic": lambda: _l(
        "This is a HEIC or AVIF picture, which is not read here. Save it as JPEG and send that; an iPhone makes JPEG after "
        "Settings, Camera, Formats, Most Compatible."
    ),
    "drawing": lambda: _l("This is a drawing (SVG) and no photo. Save it as PNG and send that."),
    "pdf": lambda: _l("This is a PDF and no photo. Send the photo itself."),
    "archive": lambda: _l("This is an archive and no photo. Unpack it and send the photos themselves."),
    "video": lambda: _l("This is a film and no photo. Films are not kept here."),
    "page": lambda: _l("This is a web page, whatever its name says. Send the photo itself."),
    "other": lambda: _AS_JPEG,
    "broken": lambda: _l("The picture is damaged or was not sent whole. Open it on the phone, save it again and send that."),
    "memory": lambda: _l("The picture takes too much memory. Save it as JPEG, smaller, and send that."),
    "slow": lambda: _l("The picture takes too long to open. Save it as JPEG, smaller, and send that."),
}  # fmt: skip


class NotAPicture(Invalid):
    """The file cannot be taken; the sentence says what it is and what to do."""

    code = "not_a_picture"

    def __init__(self, reason: str, **values: Any) -> None:
        self.reason = reason if reason in _SENTENCES else "broken"
        super().__init__(_SENTENCES[self.reason](**(values if self.reason == reason else {})))


@dataclass(frozen=True)
class Developed:
    """The picture in its three sizes. `look` is what pictures are compared by; `taken` the wall clock of the camera."""

    width: int
    height: int
    look: str
    taken: datetime | None
    files: Mapping[Size, bytes] = field(repr=False)

    @property
    def bytes(self) -> int:
        return sum(map(len, self.files.values()))


def develop(data: bytes) -> Developed:
    """The picture made anew: upright, sRGB, JPEG, and none of what stood in the file besides its pixels.

    Twelve million pixels take some 0.7 s in a child with 900 MB and 10 s of processor time; two at once in one process.
    Raises NotAPicture with one sentence for whatever is no picture that is taken.
    """
    if len(data) > MOST_BYTES:
        raise NotAPicture("size", most=MOST_BYTES // MB)
    with _TURNS:
        answer, ended = _answer_of_child(data)
    end = answer.find(b"\n")
    try:
        head = json.loads(answer[:end])
        if "refused" in head:
            raise NotAPicture(str(head["refused"]), **head["values"])
        return _developed(head, memoryview(answer)[end + 1 :])
    except (ValueError, KeyError, TypeError):
        raise NotAPicture("slow" if confined.ran_out_of_time(ended) else "memory") from None


def _developed(head: dict[str, Any], rest: memoryview) -> Developed:
    if sum(head["lengths"]) != len(rest):
        raise ValueError("the answer is not whole")
    files, begin = {}, 0
    for size, length in zip((Size.PRINT, Size.SCREEN, Size.THUMB), head["lengths"], strict=True):
        files[size] = bytes(rest[begin : begin + length])
        begin += length
    return Developed(int(head["width"]), int(head["height"]), str(head["look"]), _moment(str(head["taken"])), files)


def _moment(said: str) -> datetime | None:
    """The camera's 2018:04:06 10:15:00; None for a clock that was never set and for what is no moment."""
    try:
        moment = datetime.strptime(said, "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None
    return moment if moment.year > 2000 else None


@lru_cache(maxsize=1)
def _command() -> tuple[str, ...]:
    return confined.command_of("campaign.people.photos.pictures.child", "PIL")


def _answer_of_child(data: bytes) -> tuple[bytearray, int]:
    try:
        return confined.ask(_command(), [data], most_answer=MOST_ANSWER, seconds=SECONDS)
    except confined.TooSlow:
        raise NotAPicture("slow") from None
    except confined.TooMuch:
        raise NotAPicture("memory") from None
