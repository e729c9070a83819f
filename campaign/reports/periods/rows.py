"""From figures to the rows of a snapshot and back, purely: what is closed is reckoned by the same arithmetic as what is not.

No row holds a person: who counted, how and the notes stay out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from campaign.core.i18n import Translated
from campaign.events.figures.amounts import Amount, Qualifier
from campaign.events.figures.schemas import (
    AudienceFigure,
    Counts,
    EventFigures,
    FigureRow,
    Gathered,
    MeasureRow,
    Source,
    Stage,
    Unit,
)
from campaign.events.schemas import EventState
from campaign.reports.periods.snapshot import Row
from campaign.reports.rollup.reckoning import is_over
from campaign.reports.rollup.schemas import Place


def rows_of(gathered: Gathered, places: Mapping[int, int], today: date) -> Iterator[dict[str, Any]]:
    """A row for each event that is over or of which something is said, each figure that stands, each audience's own figure.

    `places`: the place in whose row each stop stands.
    """
    for event in gathered.events:
        figures = list(_figures(event))
        if figures or is_over(event, today):
            named = _named(event, places)
            yield _event(event, named)
            yield from ({**named, **row} for row in figures)
    titles = {event.stop_id: event.unit_name for event in gathered.events}
    for one in gathered.audiences:
        if one.row.stage is Stage.FACT:
            yield {
                "key": f"audience:{one.stop_id}:{one.audience}:{one.row.measure.code}", "kind": "audience",
                "stop": one.stop_id, "place": places[one.stop_id], "audience": one.audience, **_said(one.row),
                "stop_name": titles.get(one.stop_id, Translated()).as_dict(),
            }  # fmt: skip


def _named(event: EventFigures, places: Mapping[int, int]) -> dict[str, Any]:
    return {
        "event": event.event_id, "stop": event.stop_id, "place": places[event.stop_id], "title": event.title.as_dict(),
        "stop_name": event.unit_name.as_dict(), "day": event.day.isoformat(),
    }  # fmt: skip


def _event(event: EventFigures, named: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **named, "key": f"event:{event.event_id}", "kind": "event", "held": event.is_expected, "audience": event.audience,
        "sort": event.kind,
    }  # fmt: skip


def _figures(event: EventFigures) -> Iterator[dict[str, Any]]:
    """What stands of each measure: of people what is said in heads, and what is said in participations."""
    for code in sorted({row.measure.code for row in event.figures if row.stage is Stage.FACT}):
        for counts in Counts:
            if (row := event.standing(code, Stage.FACT, counts)) is not None:
                yield {"key": f"figure:{event.event_id}:{code}:{counts.value}", "kind": "figure", **_said(row)}


def _said(row: FigureRow) -> dict[str, Any]:
    return {
        "measure": row.measure.code, "value": row.amount.value, "qualifier": row.amount.qualifier.value,
        "source": row.source.value, "counts": row.counts.value, "derived": row.derived,
    }  # fmt: skip


def measures_of(gathered: Gathered, rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The measures that rows name, as far as reckoning must know them, by their codes."""
    used = {row["measure"] for row in rows if "measure" in row}
    return [
        {
            "code": code, "name": one.name.as_dict(), "unit": one.unit.value, "parent": one.parent, "overlaps": one.overlaps,
            "decimals": one.decimals,
        }
        for code in sorted(used)
        if (one := gathered.measures.get(code)) is not None
    ]  # fmt: skip


def places_in(document: Mapping[str, Any]) -> list[Place]:
    """The places of a closed period as they were called then."""
    return [
        Place(
            one["id"], one["number"], Translated.of(one["name"]), date.fromisoformat(one["first"]),
            date.fromisoformat(one["last"]),
        )
        for one in document["places"]
    ]  # fmt: skip


def facts_of(places: Iterable[Place]) -> list[dict[str, Any]]:
    """The places as JSON keeps them."""
    return [
        {
            "id": one.id, "number": one.number, "name": one.name.as_dict(), "first": one.first.isoformat(),
            "last": one.last.isoformat(),
        }
        for one in places
    ]  # fmt: skip


def gathered_in(document: Mapping[str, Any]) -> tuple[Gathered, dict[int, int]]:
    """The figures of a snapshot as they were gathered, and the place in whose row each stop stands."""
    measures = {
        one["code"]: MeasureRow(
            0, one["code"], Translated.of(one["name"]), Unit(one["unit"]), one["parent"], one["overlaps"], one["decimals"]
        )
        for one in document["measures"]
    }
    rows: Sequence[Row] = document["rows"]
    figures: dict[int, list[FigureRow]] = {}
    for row in rows:
        if row["kind"] == "figure":
            figures.setdefault(row["event"], []).append(_figure(row, measures))
    events = tuple(_event_in(row, figures) for row in sorted(rows, key=_order) if row["kind"] == "event")
    audiences = tuple(
        AudienceFigure(row["stop"], row["audience"], _figure(row, measures)) for row in rows if row["kind"] == "audience"
    )
    return Gathered(events, audiences, measures), {row["stop"]: row["place"] for row in rows}


def _order(row: Row) -> tuple[int, str, int]:
    return int(row["place"]), str(row.get("day", "")), int(row.get("event", 0))


def _event_in(row: Row, figures: Mapping[int, Sequence[FigureRow]]) -> EventFigures:
    return EventFigures(
        row["event"], row["stop"], 0, Translated.of(row["stop_name"]), row["sort"], Translated.of(row["title"]),
        date.fromisoformat(row["day"]), EventState.HELD if row["held"] else EventState.OPEN, row["audience"],
        tuple(figures.get(row["event"], ())),
    )  # fmt: skip


def _figure(row: Row, measures: Mapping[str, MeasureRow]) -> FigureRow:
    return FigureRow(
        measures[row["measure"]], Stage.FACT, Amount(row["value"], Qualifier(row["qualifier"])), Source(row["source"]),
        Counts(row["counts"]), derived=row["derived"],
    )  # fmt: skip
