"""From figures to tallies; pure, by the same arithmetic as every total (`events/figures/totals.py`)."""

from collections import defaultdict
from collections.abc import Iterator

from campaign.events.figures.schemas import EventFigures, Gathered, Stage
from campaign.events.figures.totals import total_of
from campaign.reports.tallies.schemas import EVERY_KIND, Tally

ByStop = dict[int, dict[tuple[str, Stage], Tally]]


def tallies_in(gathered: Gathered, kind: str = EVERY_KIND) -> tuple[Tally, ...]:
    """What these events of one stop come to, over those of one kind or all: each measure that was said or is owed."""
    meant = gathered if kind == EVERY_KIND else gathered.where(lambda event: event.kind == kind)
    return tuple(_tallies(meant, kind))


def every_tally_in(gathered: Gathered) -> tuple[Tally, ...]:
    """The same over all events of a stop, and over those of each kind by itself."""
    kinds = sorted({event.kind for event in gathered.events})
    return tuple(one for kind in (EVERY_KIND, *kinds) for one in tallies_in(gathered, kind))


def _tallies(gathered: Gathered, kind: str) -> Iterator[Tally]:
    said = {(row.measure.code, row.stage) for event in gathered.events for row in event.figures}
    said |= {(one.row.measure.code, one.row.stage) for one in gathered.audiences}
    held = {event.kind for event in gathered.events if event.is_expected}
    for measure in gathered.measures.values():
        owed = not held.isdisjoint(measure.kinds)
        for stage in Stage:
            if (measure.code, stage) in said or (owed and stage is Stage.FACT):
                total = total_of(measure, gathered, stage)
                missing = sum(event.kind in measure.kinds for event in total.missing) if stage is Stage.FACT else 0
                if total.parts or missing:
                    yield Tally(measure.code, kind, stage, total.times, total.people, missing)


def by_stop(gathered: Gathered, kind: str = EVERY_KIND) -> ByStop:
    """The tallies of each stop among these events. Linear in them."""
    return {
        stop_id: {(one.code, one.stage): one for one in tallies_in(part, kind)} for stop_id, part in parted(gathered).items()
    }


def parted(gathered: Gathered) -> dict[int, Gathered]:
    """The same events, each stop's for itself."""
    events: defaultdict[int, list[EventFigures]] = defaultdict(list)
    for event in gathered.events:
        events[event.stop_id].append(event)
    return {
        stop_id: Gathered(
            tuple(rows), tuple(one for one in gathered.audiences if one.stop_id == stop_id), gathered.measures
        )
        for stop_id, rows in events.items()
    }  # fmt: skip
