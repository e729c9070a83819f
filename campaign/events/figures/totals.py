"""Totals that count nobody twice; pure. One arithmetic for pages, papers, counters and the recount."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from campaign.events.figures.amounts import Sum, add, as_sum
from campaign.events.figures.schemas import (
    AudienceFigure,
    Counts,
    EventFigures,
    FigureRow,
    Gathered,
    MeasureRow,
    Source,
    Stage,
)

_ESTIMATES: Final = frozenset({Source.ESTIMATED, Source.TOLD})


@dataclass(frozen=True)
class Part:
    """One summand: what stands of an event, or of an audience as a whole (then without an event).

    `is_counted`: whether it stands in the number of people. It does not where the same people are counted with another event
    of their audience, or where participations were said.
    """

    stop_id: int
    audience: str
    row: FigureRow
    event: EventFigures | None = None
    is_counted: bool = True


@dataclass(frozen=True)
class Total:
    """What a measure comes to. `people` counts each audience once and is None of what is no people.

    `times` adds everything: participations of people, pieces of what is no people. `missing`: held, and nothing was said,
    of it or of its whole audience.
    """

    measure: MeasureRow
    stage: Stage
    times: Sum
    people: Sum | None = None
    parts: tuple[Part, ...] = ()
    missing: tuple[EventFigures, ...] = ()

    @property
    def headline(self) -> Sum:
        """What a report tells first: people where there are people."""
        return self.times if self.people is None else self.people

    @property
    def is_empty(self) -> bool:
        return not self.parts


def total_of(measure: MeasureRow, gathered: Gathered, stage: Stage = Stage.FACT) -> Total:
    """The measure over these events. Linear in them.

    People of one audience count once: as many as were said for all its events together, else as many as at the greatest of
    them, which is then the least there were. Estimates are what is not exact, was estimated, or was told by others.
    """
    said = {event.event_id: row for event in gathered.events if (row := event.standing(measure.code, stage))}
    together = {
        (one.stop_id, one.audience) for one in gathered.audiences
        if one.row.measure.code == measure.code and one.row.stage is stage
    }  # fmt: skip
    missing = tuple(
        event for event in gathered.events
        if event.is_expected and event.event_id not in said and (event.stop_id, event.audience) not in together
    )  # fmt: skip
    times = _sum(said.values())
    if not measure.is_people:
        parts = tuple(
            Part(event.stop_id, event.audience, said[event.event_id], event)
            for event in gathered.events if event.event_id in said
        )  # fmt: skip
        return Total(measure, stage, times, None, parts, missing)
    parts, people = _people(measure, gathered, stage)
    return Total(measure, stage, times, people, parts, missing)


def _people(measure: MeasureRow, gathered: Gathered, stage: Stage) -> tuple[tuple[Part, ...], Sum]:
    of_audience: defaultdict[tuple[int, str], list[EventFigures]] = defaultdict(list)
    for event in gathered.events:
        of_audience[event.stop_id, event.audience].append(event)
    whole = {
        (one.stop_id, one.audience): one for one in gathered.audiences
        if one.row.measure.code == measure.code and one.row.stage is stage
    }  # fmt: skip
    parts: list[Part] = []
    people = Sum()
    for key, events in of_audience.items():
        found, counted = _audience(measure, events, stage, whole.get(key))
        parts += found
        people += counted
    return tuple(parts), people


def _audience(
    measure: MeasureRow, events: Iterable[EventFigures], stage: Stage, whole: AudienceFigure | None
) -> tuple[list[Part], Sum]:
    said = [(event, row) for event in events if (row := event.standing(measure.code, stage))]
    heads = [
        (event, row) for event, _row in said if (row := event.standing(measure.code, stage, Counts.PEOPLE))
    ]  # what is said in participations only, counts nobody
    if whole is not None:
        parts = [Part(event.stop_id, event.audience, row, event, is_counted=False) for event, row in said]
        return [Part(whole.stop_id, whole.audience, whole.row), *parts], _sum([whole.row])
    first = max(heads, key=lambda pair: (pair[1].amount.counted, not pair[1].amount.is_rough), default=None)
    parts = [
        Part(event.stop_id, event.audience, row, event, is_counted=first is not None and event is first[0])
        for event, row in said
    ]  # fmt: skip
    if first is None:
        return parts, Sum()
    counted = _sum([first[1]])
    others = any(row.amount.counted for event, row in heads if event is not first[0])
    return parts, Sum(counted.value, counted.parts, counted.estimates, counted.at_least or others)


def _sum(rows: Iterable[FigureRow]) -> Sum:
    total = Sum()
    for row in rows:
        total += as_sum(row.amount, is_estimate=row.source in _ESTIMATES)
    return total


def parts_of(measure: MeasureRow, gathered: Gathered, stage: Stage = Stage.FACT) -> dict[str, Sum]:
    """What the parts of a measure that do not overlap come to, by their code: people counted once, pieces added."""
    children = [one for one in gathered.measures.values() if one.parent == measure.code and not one.overlaps]
    return {child.code: total_of(child, gathered, stage).headline for child in children}


__all__ = ["Part", "Total", "add", "parts_of", "total_of"]
