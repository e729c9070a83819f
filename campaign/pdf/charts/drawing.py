"""What all charts are drawn with: widths of words, rectangles that read in grey, the legend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from campaign.pdf.charts.schemas import Canvas, Fill, Key
from campaign.pdf.fonts import FaceName, face, length_of
from campaign.pdf.lines import breaks
from campaign.pdf.parts import Dot, Label, Picture, Stroke

Shape = Stroke | Dot | Label
SOLID: Final = 0.35  # grey of what was counted
HAIR: Final = 0.5  # pt
EDGE: Final = 0.9
PLAN: Final = 1.8
DASH: Final = (2.0, 2.0)
AXIS: Final = 0.45
LINE: Final = 1.35  # of the type size, from one line of words to the next


def drawn(canvas: Canvas, height: float, shapes: Sequence[Shape], tall: float) -> Picture:
    """The picture, its places rounded to what can be seen: it is kept with the sheet it stands on."""
    kept = tuple(_moved(shape, canvas.margin) for shape in shapes)
    return Picture(round(canvas.width + 2 * canvas.margin, 2), round(height, 2), kept, tall, even=True)


def _moved(shape: Shape, right: float) -> Shape:
    if isinstance(shape, Stroke):
        return replace(shape, points=tuple((round(x + right, 2), round(y, 2)) for x, y in shape.points))
    return replace(shape, x=round(shape.x + right, 2), y=round(shape.y, 2))


def breadth(words: str, canvas: Canvas, name: FaceName = "regular") -> float:
    """How long these words are in units of the picture."""
    return length_of(words, name) * canvas.em


def wrapped(words: str, limit: float, canvas: Canvas) -> list[str]:
    """The words in lines of at most `limit`; a longer word is broken at the letter, nothing is cut."""
    widths = [face("regular").width(ord(sign)) * canvas.em / 1000 for sign in words]
    return [words[start:stop] for start, stop in breaks(words, widths, limit)]


def rectangle(left: float, top: float, right: float, bottom: float, fill: Fill, canvas: Canvas) -> list[Stroke]:
    """A piece of a bar: full, hatched, only its edge, or a dashed edge where nothing is known."""
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    dash = DASH if fill is Fill.NONE else ()
    level = SOLID if fill is Fill.SOLID else 1.0
    edge = Stroke(corners, HAIR if fill is Fill.NONE else EDGE, 0.2, dash, closed=True, fill=level)
    return [edge, *_hatching(left, top, right, bottom, canvas.em * 0.38)] if fill is Fill.HATCH else [edge]


def _hatching(left: float, top: float, right: float, bottom: float, step: float) -> list[Stroke]:
    """Lines at 45 degrees that end at the edges."""
    high, lines = bottom - top, []
    place = left + step - high
    while place < right:
        x0, x1 = max(left, place), min(right, place + high)
        if x1 > x0:
            lines.append(Stroke(((x0, bottom - (x0 - place)), (x1, bottom - (x1 - place))), HAIR, 0.2))
        place += step
    return lines


def planned(x: float, top: float, bottom: float) -> Stroke:
    """The mark where a plan ends."""
    return Stroke(((x, top), (x, bottom)), PLAN)


def legend(keys: Sequence[Key], top: float, canvas: Canvas) -> tuple[list[Shape], float]:
    """The signs with their words, in as many lines as they need; and where the picture ends below them."""
    em, shapes = canvas.em, list[Shape]()
    x, y = 0.0, top
    for key in keys:
        lines = wrapped(key.words, canvas.width - 2.2 * em, canvas)
        wide = 2.2 * em + max(breadth(line, canvas) for line in lines)
        if x and x + wide > canvas.width:
            x, y = 0.0, y + LINE * em
        shapes += _sign(key, x, y, canvas)
        shapes += labels(lines, x + 2.2 * em, y + 0.95 * em, canvas)
        x += wide + 1.4 * em
        y += (len(lines) - 1) * LINE * em
    return shapes, y + LINE * em if keys else top


def _sign(key: Key, x: float, y: float, canvas: Canvas) -> Iterable[Shape]:
    em = canvas.em
    if key.fill is None:
        return [planned(x + 0.9 * em, y + 0.05 * em, y + 1.15 * em)]
    return rectangle(x + 0.1 * em, y + 0.2 * em, x + 1.7 * em, y + em, key.fill, canvas)


def labels(lines: Sequence[str], x: float, y: float, canvas: Canvas) -> list[Label]:
    """Lines of words from this base line on."""
    return [Label(x, y + place * LINE * canvas.em, line, canvas.size) for place, line in enumerate(lines)]
