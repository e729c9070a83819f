"""A number opened: what it is made of, down to the rows from which each unit comes (SPEC F2)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from campaign.core.i18n import Translated
from campaign.events.figures.ports import DERIVED, Rows
from campaign.events.figures.schemas import EventFigures, Gathered, MeasureRow, Stage
from campaign.events.figures.totals import Part, Total, total_of


@dataclass(frozen=True)
class Group:
    """The summands of one audience. `whole` was said of all its events together and then stands alone in the number."""

    audience: str
    whole: Part | None
    parts: tuple[Part, ...]

    @property
    def counted(self) -> Part | None:
        """What of it stands in the number of people; None where only participations were said."""
        return self.whole or next((part for part in self.parts if part.is_counted), None)


@dataclass(frozen=True)
class Share:
    """What one stop adds to the total of a relay."""

    stop_id: int
    name: Translated
    total: Total
    plan: Total


def groups_of(total: Total) -> tuple[Group, ...]:
    """The summands of a total of people, by audience in the order of the events."""
    found: defaultdict[str, list[Part]] = defaultdict(list)
    for part in total.parts:
        found[part.audience].append(part)
    return tuple(
        Group(
            audience, next((part for part in parts if part.event is None), None),
            tuple(part for part in parts if part.event is not None),
        )
        for audience, parts in found.items()
    )  # fmt: skip


def shares_of(measure: MeasureRow, gathered: Gathered) -> tuple[Share, ...]:
    """The measure stop by stop, in the order of the chain."""
    names = {event.stop_id: event.unit_name for event in gathered.events}
    found = []
    for stop_id, name in names.items():
        here = gathered.of_stop(stop_id)
        found.append(Share(stop_id, name, total_of(measure, here), total_of(measure, here, Stage.PLAN)))
    return tuple(found)


def rows_behind(event_id: int, code: str, stage: Stage) -> tuple[Rows, ...]:
    """The rows of every room that says something of this number and may be read by the asker."""
    return tuple(rows for port in DERIVED if (rows := port.rows_of(event_id, code, stage)) is not None)


def measures_said(events: Sequence[EventFigures], gathered: Gathered) -> tuple[MeasureRow, ...]:
    """The measures in which anything is said of these events or of their audiences, in their order."""
    said = {row.measure.code for event in events for row in event.figures}
    said |= {one.row.measure.code for one in gathered.audiences}
    return tuple(measure for measure in gathered.measures.values() if measure.code in said)
