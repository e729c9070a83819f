"""The chart of what is short and when as a picture on paper: in black, told apart by fill and height."""

from collections.abc import Callable, Iterator
from typing import Final

from campaign.materials.need.chart import Chart, ChartRow, Mark, Run
from campaign.materials.need.words import MARKS
from campaign.pdf.parts import Dot, Label, Picture, Stroke

Shape = Stroke | Dot | Label
_WIDE: Final = 265.0  # mm of the picture; everything in it is in mm too
_NAME: Final = 52.0  # for the names at the left
_SAID: Final = 58.0  # for the words at the right
_ROW: Final = 7.0
_HEAD: Final = 8.0
_FOOT: Final = 8.0
_TALL: Final[dict[Mark, float]] = {Mark.ENOUGH: 1.2, Mark.SEND: 4.0, Mark.SHORT: 4.0}
_FILL: Final[dict[Mark, float]] = {Mark.ENOUGH: 0.55, Mark.SEND: 1.0, Mark.SHORT: 0.0}  # grey levels


def picture_of(chart: Chart, said: Callable[[ChartRow], str], sends: bool = True) -> Picture:
    """A row a material as wide as a landscape page; `said`: the words at its end. A legend stands below.

    `sends`: whether what can be sent is told apart.
    """
    height = _HEAD + _ROW * len(chart.rows) + _FOOT
    column = (_WIDE - _NAME - _SAID) / max(1, len(chart.columns))
    shapes: list[Shape] = []
    for place, words in enumerate(chart.columns):
        x = _NAME + place * column
        shapes.append(Stroke(((x, _HEAD), (x, height - _FOOT)), 0.3, 0.55))
        shapes.append(Label(x + column / 2, _HEAD - 2.5, words, 7.5, "centre", strong=True))
    shapes.append(Stroke(((0, _HEAD), (_WIDE, _HEAD)), 0.9))
    for place, row in enumerate(chart.rows):
        shapes += _row(row, _HEAD + place * _ROW, column, said(row))
    return Picture(_WIDE, height, tuple(shapes + list(_legend(height - 2.5, sends))), tall=height)


def _row(row: ChartRow, top: float, column: float, words: str) -> Iterator[Shape]:
    middle = top + _ROW / 2
    yield Label(2, middle + 1, row.name.text(), 8)
    for run in row.runs:
        yield _bar(run, middle, column)
    yield Label(_WIDE - _SAID + 2, middle + 1, words, 7.5, strong=row.soonest is not None)
    yield Stroke(((0, top + _ROW), (_WIDE, top + _ROW)), 0.3, 0.55)


def _bar(run: Run, middle: float, column: float) -> Stroke:
    return _box(_NAME + run.begin * column, _NAME + run.end * column, middle, run.mark)


def _box(left: float, right: float, middle: float, mark: Mark) -> Stroke:
    half = _TALL[mark] / 2
    corners = ((left, middle - half), (right, middle - half), (right, middle + half), (left, middle + half))
    return Stroke(tuple((round(x, 2), round(y, 2)) for x, y in corners), 0.5, closed=True, fill=_FILL[mark])


def _legend(y: float, sends: bool) -> Iterator[Shape]:
    shown = [(mark, words) for mark, words in MARKS.items() if sends or mark is not Mark.SEND]
    for place, (mark, words) in enumerate(shown):
        x = 2.0 + place * 75
        yield _box(x, x + 8, y - 1, mark)
        yield Label(x + 10, y, str(words), 7)
