"""The plain data of a relay's schedule."""

from dataclasses import dataclass, field
from datetime import date

from campaign.core.i18n import Translated
from campaign.territory.mapsheet import MapSheet


@dataclass(frozen=True)
class Duty:
    """What is written down about a stop: where it hands the baton on, who answers and their phone (E.164), who coordinates."""

    ceremony: Translated = field(default_factory=Translated)
    responsible: str = ""
    phone: str = ""
    coordination: Translated = field(default_factory=Translated)


@dataclass(frozen=True)
class ScheduleRow:
    """One stop: its stay, whom it takes the baton from and hands it to (None at the ends), where, and who answers for it."""

    stop_id: int
    position: int
    name: Translated
    arrives_on: date
    departs_on: date
    giver: Translated | None
    taker: Translated | None
    ceremony: Translated
    responsible: str
    phone: str

    @property
    def days(self) -> int:
        """Both days of the stay included."""
        return (self.departs_on - self.arrives_on).days + 1


@dataclass(frozen=True)
class Schedule:
    """A relay's schedule with the words around it. `region`: or the place through whose parts it leads. `last_day` is the last
    day on which it may end.
    """

    campaign: Translated
    region: Translated
    starts_on: date
    ends_on: date
    last_day: date
    rows: tuple[ScheduleRow, ...]


@dataclass(frozen=True)
class MappedRelay:
    """A relay's map with the words around it. `region`: as in the schedule; `on`: the campaign's day on which it was drawn."""

    campaign: Translated
    region: Translated
    starts_on: date
    ends_on: date
    kilometres: float
    sheet: MapSheet
    on: date
