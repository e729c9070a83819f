"""What a panel is drawn of, once for paper and page: words, rules, boxes, codes; in mm from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from campaign.pdf.fonts import FaceName
from campaign.pdf.measures import Align
from campaign.pdf.panels.schemas import Photo

LEAST: Final = 0.78
"""The smallest share of its size at which a panel is printed: what is read has 12 points on A3 then."""


class Tint(StrEnum):
    """The colours of a panel: one, black, and greys. A photocopy tells all of them apart but for the first two."""

    PETROL = "petrol"
    INK = "ink"
    DARK = "dark"
    GREY = "grey"
    PALE = "pale"
    WHITE = "white"


@dataclass(frozen=True, slots=True)
class Words:
    """One line on base line y, `size` in points, turned upwards by so many degrees."""

    x: float
    y: float
    text: str
    size: float
    face: FaceName = "regular"
    align: Align = "left"
    tint: Tint = Tint.INK
    turn: float = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, so many points wide."""

    x0: float
    y0: float
    x1: float
    y1: float
    points: float
    tint: Tint = Tint.PETROL


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: filled, or with `points` an outline."""

    x: float
    y: float
    width: float
    height: float
    tint: Tint = Tint.PETROL
    points: float = 0


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code; four modules of white around it are kept free by whoever places it."""

    value: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Mark:
    """The campaign's mark in a square."""

    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Image:
    """A photo in a rectangle of its own proportions."""

    photo: Photo
    x: float
    y: float
    width: float
    height: float


Shape = Words | Rule | Box | Code | Mark | Image


@dataclass(frozen=True, slots=True)
class Drawing:
    """All of one panel in a plane of `width` × `height` mm, which is drawn `scale` as large.

    `share`: how large its texts are, 1 as they should be; less than `LEAST` cannot be read from two metres.
    """

    width: float
    height: float
    scale: float
    shapes: tuple[Shape, ...]
    share: float

    @property
    def too_long(self) -> int:
        """By how many percent its texts are too long to be read from two metres; 0 where they are not."""
        return max(1, round((1 - (self.share / LEAST) ** 2) * 100)) if self.share < LEAST else 0
