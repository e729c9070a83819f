"""The plain data of a stop's plan of events."""

from dataclasses import dataclass, field
from datetime import date

from campaign.core.i18n import Translated
from campaign.events.schemas import EventRow


@dataclass(frozen=True)
class PlanLine:
    """What the plan says of an event beside the event itself; empty is the usual wording, `reach` None its places."""

    completion: Translated = field(default_factory=Translated)
    reach: int | None = None
    financing: Translated = field(default_factory=Translated)
    note: Translated = field(default_factory=Translated)


@dataclass(frozen=True)
class PlanRow:
    """One measure of the plan."""

    event: EventRow
    line: PlanLine

    @property
    def reach(self) -> int | None:
        """How many people are expected."""
        return self.line.reach if self.line.reach is not None else self.event.capacity


@dataclass(frozen=True)
class StopPlan:
    """The plan of one stop. `coordination`: on whom coordination and control are laid."""

    stop_id: int
    campaign: Translated
    place: Translated
    arrives_on: date
    departs_on: date
    coordination: Translated
    rows: tuple[PlanRow, ...]
