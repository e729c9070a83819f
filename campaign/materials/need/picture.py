"""The chart of what is short and when as a picture on paper: in black, told apart by fill and height."""

from collections.abc import Callable, Iterator
from typing import Final

from campaign.materials.need.chart import Chart, ChartRow, Mark, Run
from campaign.materials.need.words import MARKS
from campaign.pdf.charts.drawing import wrapped
from campaign.pdf.charts.schemas import paper_canvas
from campaign.pdf.parts import Dot, Label, Picture, Stroke

Shape = Stroke | Dot | Label
_WIDE: Final = 265.0  # mm of the picture; everything in it is in mm too
_NAME: Final = 52.0  # for the names at the left
_SAID: Final = 58.0  # for the words at the right
_ROW: Final = 7.0  # at least
_LINE: Final = 3.6  # from one line of words to the next
_AIR: Final = 2.6
_HEAD: Final = 8.0
_FOOT: Final = 8.0
_TALL: Final[dict[Mark, float]] = {Mark.ENOUGH: 1.2, Mark.SEND: 4.0, Mark.SHORT: 4.0}
_FILL: Final[dict[Mark, float]] = {Mark.ENOUGH: 0.55, Mark.SEND: 1.0, Mark.SHORT: 0.0}  # grey levels


def picture_of(chart: Chart, said: Callable[[ChartRow], str], sends: bool = True) -> Picture:
    """A row a material as wide as a landscape page; `said`: the words at its end. A legend stands below.

    `sends`: whether what can be sent is told apart.
    """
    rows = [(row, *_set(row, said(row))) for row in chart.rows]
    tall = [max(_ROW, max(len(name), len(words)) * _LINE + _AIR) for _row, name, words in rows]
    height = _HEAD + sum(tall) + _FOOT
    column = (_WIDE - _NAME - _SAID) / max(1, len(chart.columns))
    shapes: list[Shape] = []
    for place, title in enumerate(chart.columns):
        x = _NAME + place * column
        shapes.append(Stroke(((x, _HEAD), (x, height - _FOOT)), 0.3, 0.55))
        shapes.append(Label(x + column / 2, _HEAD - 2.5, title, 7.5, "centre", strong=True))
    shapes.append(Stroke(((0, _HEAD), (_WIDE, _HEAD)), 0.9))
    top = _HEAD
    for (row, name, words), high in zip(rows, tall, strict=True):
        shapes += _row(row, top, high, column)
        shapes += _lines(2, top + high / 2, name, 8)
        shapes += _lines(_WIDE - _SAID + 2, top + high / 2, words, 7.5, strong=row.soonest is not None)
        top += high
    return Picture(_WIDE, height, tuple(shapes + list(_legend(height - 2.5, sends))), tall=height, even=True)


def _set(row: ChartRow, words: str) -> tuple[list[str], list[str]]:
    """The name and the words at the end of a row, in as many lines as their columns ask."""
    return wrapped(row.name.text(), _NAME - 4, paper_canvas(_WIDE)), wrapped(words, _SAID - 12, paper_canvas(_WIDE))


def _lines(x: float, middle: float, lines: list[str], size: float, strong: bool = False) -> Iterator[Shape]:
    for place, words in enumerate(lines):
        yield Label(x, middle + 1 + (place - (len(lines) - 1) / 2) * _LINE, words, size, strong=strong)


def _row(row: ChartRow, top: float, high: float, column: float) -> Iterator[Shape]:
    for run in row.runs:
        yield _bar(run, top + high / 2, column)
    yield Stroke(((0, top + high), (_WIDE, top + high)), 0.3, 0.55)


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
