"""What a chart is told: words in the reader's language, numbers, and how large the sheet is that it is drawn on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from campaign.pdf.measures import LEADING

_MM: Final = LEADING * 9 / 3.7 * 0.3528  # a point in mm
_MARGIN: Final = 1.5  # mm


class Fill(StrEnum):
    """How a bar is drawn, so that it reads in grey: surely counted, estimated, still to come, nothing known."""

    SOLID = "solid"
    HATCH = "hatch"
    OPEN = "open"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Canvas:
    """How wide the picture is in units of its own, the size of its type, and what a point of type is in these units.

    On a page the unit is a pixel at the narrowest width at which the picture is seen; on paper it is a millimetre.
    `stacked`: words stand above their bars, because there is no room beside them. `margin`: white left and right of it, where
    the picture stands in a frame.
    """

    width: float
    size: float
    point: float = 1.0
    stacked: bool = False
    margin: float = 0.0

    @property
    def em(self) -> float:
        """The size of its type in units of the picture."""
        return self.size * self.point


DESK: Final = Canvas(560, 13)
PHONE: Final = Canvas(296, 13, stacked=True)


def paper_canvas(width: float, size: float = 8) -> Canvas:
    """A canvas that is so many mm wide with its margins, with type of so many points."""
    return Canvas(width - 2 * _MARGIN, size, _MM, margin=_MARGIN)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: what it is called, its pieces from zero on, what is written at its end, and where its plan ends.

    Without pieces nothing is known of it: it stands there with its words, never left out.
    """

    words: str
    pieces: Sequence[tuple[float, Fill]] = ()
    shown: str = ""
    plan: float | None = None

    @property
    def end(self) -> float:
        return sum(length for length, _fill in self.pieces)


@dataclass(frozen=True, slots=True)
class Key:
    """One sign of the legend; without a fill it is the mark of the plan."""

    words: str
    fill: Fill | None


@dataclass(frozen=True, slots=True)
class Curve:
    """A staircase through points (x grows); dashed for what is planned. `words` stand at its end."""

    points: Sequence[tuple[float, float]]
    words: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A word under the axis at x; `strong` draws a line up through the chart (today)."""

    x: float
    words: str
    strong: bool = False
