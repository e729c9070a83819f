"""The child process: the file on its standard input, a line of facts and the three pictures on its standard output."""

from __future__ import annotations

import json
import os
import sys
import warnings
from typing import Any, Final, NoReturn

# Every module that reading or writing may want: none can be opened later.
from PIL import Image, JpegImagePlugin, JpegPresets, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

from campaign.people.photos.pictures.kinds import Refusal
from campaign.people.photos.pictures.making import Made, make
from campaign.sheets.parsing import limits

MEMORY: Final = 900 * 1024 * 1024  # bytes of address space, of which the libraries take a third
SECONDS: Final = 10  # of processor time
_NEEDED: Final = (JpegImagePlugin, JpegPresets, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)


def main() -> NoReturn:
    """Read, make the picture anew within limits, answer; whatever goes wrong becomes a reason the parent has a sentence for."""
    Image.MAX_IMAGE_PIXELS = None  # we judge that ourselves, with a sentence
    Image.preinit()
    warnings.simplefilter("ignore")
    limits.confine(MEMORY, SECONDS)
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
    sys.stdout.buffer.flush()
    os._exit(0)


def answer(data: bytes) -> bytes:
    """What the parent reads."""
    try:
        return packed(make(data))
    except Refusal as refusal:
        return _refused(refusal.reason, refusal.values)
    except MemoryError:
        return _refused("memory", {})
    except Exception:  # a decoder has many ways to say that a file is not whole
        return _refused("broken", {})


def packed(made: Made) -> bytes:
    head = {
        "width": made.width, "height": made.height, "look": made.look, "taken": made.taken,
        "lengths": [len(file) for file in made.files],
    }  # fmt: skip
    return b"".join([json.dumps(head).encode(), b"\n", *made.files])


def _refused(reason: str, values: dict[str, Any]) -> bytes:
    return json.dumps({"refused": reason, "values": values}).encode() + b"\n"
