"""Bars from zero, one below the other: words, bar, number; a place of which nothing is known is there and says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from campaign.pdf.charts.drawing import AXIS, HAIR, LINE, Shape, breadth, drawn, labels, legend, planned, rectangle, wrapped
from campaign.pdf.charts.schemas import Bar, Canvas, Fill, Key
from campaign.pdf.parts import Label, Picture, Stroke

_WORDS: Final = 0.42  # of the width at most, for words beside the bars
_ROW: Final = 1.25  # of the type size: how high a bar is
_GAP: Final = 0.55
_AIR: Final = 0.6
_SLIVER: Final = 0.25  # what is more than nothing is seen
_TALL: Final = 200.0  # mm, on paper


def bars(rows: Sequence[Bar], canvas: Canvas, keys: Sequence[Key] = (), most: float = 0) -> Picture:
    """The rows in the order given, all by one measure from zero; `keys` explain the signs below them.

    `most`: a value that would fit too, for rows that go on in another picture by the same measure.
    """
    places = _places(rows, canvas, most)
    shapes, y = list[Shape](), 0.3 * canvas.em
    for row in rows:
        said, y = _row(row, places, y, canvas)
        shapes += said
    zero = [Stroke(((places.left, 0), (places.left, y)), HAIR, AXIS)] if rows else []
    signs, bottom = legend(keys, y + 0.4 * canvas.em, canvas)
    return drawn(canvas, max(bottom, canvas.em) + 0.3 * canvas.em, (*zero, *shapes, *signs), _TALL)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where words end and bars begin, and how long one unit of value is."""

    words: float
    left: float
    scale: float


def _places(rows: Sequence[Bar], canvas: Canvas, most: float) -> _Places:
    """The longest number still has room at the end of the longest bar."""
    em = canvas.em
    longest = max((breadth(row.words, canvas) for row in rows), default=0.0)
    words = canvas.width if canvas.stacked else min(longest + _AIR * em, canvas.width * _WORDS)
    left = 0.1 * em if canvas.stacked else words + 0.2 * em
    number = max((breadth(row.shown, canvas, "semibold") for row in rows if row.pieces), default=0.0)
    most = max([most, *(max(row.end, row.plan or 0.0) for row in rows)])
    room = max(canvas.width - left - number - 2 * _AIR * em, 2 * em)
    return _Places(words, left, room / most if most else 0.0)


def _row(row: Bar, places: _Places, y: float, canvas: Canvas) -> tuple[list[Shape], float]:
    """One row from y down, and where the next begins."""
    em = canvas.em
    lines = wrapped(row.words, places.words - (0 if canvas.stacked else _AIR * em), canvas)
    words = len(lines) * LINE * em
    high = _ROW * em
    if canvas.stacked:
        said, top, below = labels(lines, 0, y + 0.95 * em, canvas), y + words, y + words + high
    else:
        below = y + max(words, high)
        top = y + (below - y - high) / 2
        said = labels(lines, 0, y + (below - y - words) / 2 + 0.98 * em, canvas)
    return [*said, *_bar(row, places, top, canvas)], below + _GAP * em


def _bar(row: Bar, places: _Places, top: float, canvas: Canvas) -> list[Shape]:
    em = canvas.em
    bottom, x = top + _ROW * em, places.left
    base = top + (_ROW * em + 0.72 * em) / 2
    shapes = list[Shape]()
    for length, fill in row.pieces:
        wide = max(length * places.scale, _SLIVER * em) if length else 0.0
        if wide:
            shapes += rectangle(x, top, x + wide, bottom, fill, canvas)
        x += wide
    if not row.pieces:
        shapes += rectangle(x, top, x + 1.6 * em, bottom, Fill.NONE, canvas)
        x += 1.6 * em
    if row.plan is not None:
        mark = places.left + row.plan * places.scale
        shapes.append(planned(mark, top - 0.15 * em, bottom + 0.15 * em))
        x = max(x, mark) if mark - x < breadth(row.shown, canvas, "semibold") + 2 * _AIR * em else x
    lines = wrapped(row.shown, max(canvas.width - x - _AIR * em, 4 * em), canvas)
    shapes += [
        Label(x + _AIR * em, base + place * LINE * em, line, canvas.size, strong=bool(row.pieces))
        for place, line in enumerate(lines)
    ]
    return shapes
