"""Staircases over days: how far something has come, against how far it was to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from campaign.pdf.charts.drawing import AXIS, DASH, HAIR, LINE, Shape, breadth, drawn, wrapped
from campaign.pdf.charts.schemas import Canvas, Curve, Mark
from campaign.pdf.parts import Label, Picture, Stroke

_HIGH: Final = 0.42  # of the width
_LEAST: Final = 10.0  # of the type size
_SIGN: Final = 2.6  # of the type size: how long the piece of line in the legend is
_TALL: Final = 90.0  # mm, on paper


@dataclass(frozen=True, slots=True)
class _Field:
    """Where the curves are: edges of the field, and the values at its left, right and upper edge."""

    left: float
    top: float
    right: float
    bottom: float
    first: float
    last: float
    most: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        wide = (x - self.first) / (self.last - self.first) if self.last > self.first else 0.0
        return self.left + wide * (self.right - self.left), self.bottom - y / self.most * (self.bottom - self.top)


def curves(lines: Sequence[Curve], canvas: Canvas, most: int, marks: Sequence[Mark] = ()) -> Picture:
    """The curves from zero up to `most`, words under the axis where `marks` are, and what each line is below that."""
    em = canvas.em
    xs = [x for line in lines for x, _y in line.points] + [mark.x for mark in marks]
    left = breadth(str(most), canvas) + 0.7 * em
    high = max(canvas.width * _HIGH, _LEAST * em)
    field = _Field(left, em, canvas.width - 0.5 * em, high, min(xs, default=0), max(xs, default=1), max(most, 1))
    said, y = _below(field, marks, canvas)
    keys, bottom = _keys(lines, y, canvas)
    shapes = (*_rules(field, canvas), *said, *(_curve(line, field) for line in lines if line.points), *keys)
    return drawn(canvas, bottom + 0.3 * em, shapes, _TALL)


def _curve(line: Curve, field: _Field) -> Stroke:
    """From each point level to the next day, then up."""
    points = list[tuple[float, float]]()
    for x, y in line.points:
        place = field.at(x, y)
        if points:
            points.append((place[0], points[-1][1]))
        points.append(place)
    return Stroke(tuple(points), 1.2 if line.dashed else 2.4, 0.45 if line.dashed else 0.2, (4, 3) if line.dashed else ())


def _rules(field: _Field, canvas: Canvas) -> Iterable[Shape]:
    """Hairlines at nothing, half and all, with their numbers."""
    steps = (0, field.most) if field.most < 2 or field.most % 2 else (0, field.most / 2, field.most)
    for value in steps:
        _x, y = field.at(field.first, value)
        yield Stroke(((field.left, y), (field.right, y)), HAIR, AXIS if not value else 0.75)
        yield Label(field.left - 0.4 * canvas.em, y + 0.35 * canvas.em, f"{value:.0f}", canvas.size, "right")


def _below(field: _Field, marks: Sequence[Mark], canvas: Canvas) -> tuple[list[Shape], float]:
    """The words under the axis: the strong one in a line of its own, so that none runs into another."""
    em, shapes = canvas.em, list[Shape]()
    y = field.bottom + LINE * em
    for mark in sorted(marks, key=lambda mark: mark.strong):
        x, _y = field.at(mark.x, 0)
        half = breadth(mark.words, canvas) / 2
        middle = min(max(x, field.left + half), field.right - half)
        row = y + (LINE * em if mark.strong else 0)
        if mark.strong:
            shapes.append(Stroke(((x, field.top), (x, row - em)), 0.8, 0.2, DASH))
        shapes.append(Label(middle, row, mark.words, canvas.size, "centre", strong=mark.strong))
    lower = any(mark.strong for mark in marks)
    return shapes, y + (LINE * em if lower else 0) + 0.5 * em


def _keys(lines: Sequence[Curve], top: float, canvas: Canvas) -> tuple[list[Shape], float]:
    em, shapes, y = canvas.em, list[Shape](), top
    for line in lines:
        dash, grey, width = ((4, 3), 0.45, 1.2) if line.dashed else ((), 0.2, 2.4)
        shapes.append(Stroke(((0, y + 0.6 * em), (_SIGN * em, y + 0.6 * em)), width, grey, dash))
        for words in wrapped(line.words, canvas.width - (_SIGN + 0.6) * em, canvas):
            shapes.append(Label((_SIGN + 0.6) * em, y + 0.95 * em, words, canvas.size))
            y += LINE * em
    return shapes, y
