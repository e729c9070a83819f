"""The figures of one event as a page to fill in: which measures come first, what is said of each and what rows say beside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from campaign.events.figures.schemas import PARTICIPANTS, EventFigures, FigureRow, MeasureRow, Stage


@dataclass(frozen=True)
class Line:
    """A measure of an event: what people said of it (the first stands), what rows say, and the plan beside the fact."""

    measure: MeasureRow
    said: tuple[FigureRow, ...]
    rows: tuple[FigureRow, ...]
    plan: FigureRow | None

    @property
    def standing(self) -> FigureRow | None:
        """What the line shows to be corrected."""
        return next(iter(self.said), None)

    @property
    def others(self) -> tuple[FigureRow, ...]:
        """What other sources say of it."""
        return self.said[1:]

    @property
    def is_empty(self) -> bool:
        return not (self.said or self.rows)


@dataclass(frozen=True)
class Sheet:
    """The lines of one stage: those that this kind of event usually has or that have something, their parts, and all others."""

    event: EventFigures
    stage: Stage
    first: tuple[Line, ...]
    parts: tuple[Line, ...]
    more: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return (*self.first, *self.parts, *self.more)

    @property
    def has_parts(self) -> bool:
        """Whether anything is said of a part, so that the parts are worth being seen at once."""
        return any(not line.is_empty for line in self.parts)


def sheet_of(event: EventFigures, known: Mapping[str, MeasureRow], stage: Stage) -> Sheet:
    """Measures in their order; a retired one only where something is said in it."""
    lines = [_line(event, measure, stage) for measure in known.values()]
    asked = [line for line in lines if not (line.measure.is_retired and line.is_empty)]
    usual = [line for line in asked if _is_usual(line, event.kind)]
    return Sheet(
        event,
        stage,
        tuple(line for line in usual if not line.measure.parent),
        tuple(line for line in usual if line.measure.parent),
        tuple(line for line in asked if line not in usual),
    )


def _is_usual(line: Line, kind: str) -> bool:
    return line.measure.code == PARTICIPANTS or kind in line.measure.kinds or not line.is_empty


def _line(event: EventFigures, measure: MeasureRow, stage: Stage) -> Line:
    found = event.said(measure.code, stage)
    plan = event.standing(measure.code, Stage.PLAN) if stage is Stage.FACT else None
    return Line(measure, _typed(found), tuple(row for row in found if row.derived), plan)


def _typed(rows: Iterable[FigureRow]) -> tuple[FigureRow, ...]:
    return tuple(row for row in rows if not row.derived)
