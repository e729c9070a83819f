"""The plain data of campaigns, relays, stops and plans, and the ports through which later features join in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from sqlalchemy.orm import Session

from campaign.core.i18n import Translated
from campaign.relay.dates import Conflict, SkipRule, Stay


class RelayState(StrEnum):
    PLANNED = "planned"
    CANCELLED = "cancelled"


class StopState(StrEnum):
    """Where a stop is in time, computed from dates and the campaign's today; never stored."""

    DONE = "done"
    NOW = "now"
    COMING = "coming"


@dataclass(frozen=True)
class NewCampaign:
    name: Translated
    slogans: tuple[Translated, ...]
    starts_on: date
    ends_on: date
    hotline: str
    default_language: str


@dataclass(frozen=True)
class PlanWish:
    """What an organizer asks of a plan: places in any order, dates, and what is held fast.

    `pins` maps a unit's code to its place in the order, counted from 1. `stays` overrides `stay_days` for single units.
    `order` is a given order of codes; None lets the plan propose the shortest. The first place is the region's centre unless
    `first` says otherwise ("" leaves it free).
    """

    region_code: str
    as_of: date
    start: date
    stay_days: int
    until: date
    kit: str
    unit_codes: tuple[str, ...] | None = None
    skip: SkipRule = field(default_factory=SkipRule)
    stays: tuple[tuple[str, int], ...] = ()
    pins: tuple[tuple[str, int], ...] = ()
    order: tuple[str, ...] | None = None
    first: str | None = None
    last: str | None = None
    last_receiver_code: str | None = None


@dataclass(frozen=True)
class PlannedStop:
    """One row of a plan: the place, its stay, the road to it from the one before (km, great circle)."""

    position: int
    unit_id: int
    code: str
    name: Translated
    lat: float
    lon: float
    time_zone: str
    kilometres: float
    stay: Stay
    pinned: bool
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True)
class Plan:
    """A whole proposal: nothing of it is stored until it is created."""

    region_id: int
    region_code: str
    region_name: Translated
    wish: PlanWish
    stops: tuple[PlannedStop, ...]
    kilometres: float
    exact: bool
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True)
class StopRow:
    """One stop of a chain as lists show it. `state` is by the campaign's today in the place's own zone."""

    id: int
    relay_id: int
    region_id: int
    position: int
    unit_id: int
    unit_code: str
    name: Translated
    centre: Translated
    lat: float
    lon: float
    time_zone: str
    arrives_on: date
    departs_on: date
    state: StopState
    kilometres: float


@dataclass(frozen=True)
class RelayRow:
    id: int
    campaign_id: int
    campaign_name: Translated
    region_id: int
    region_code: str
    region_name: Translated
    starts_on: date
    ends_on: date
    last_day: date
    stops: int
    kilometres: float
    state: RelayState


@dataclass(frozen=True)
class MadeStop:
    """A stop that has just been created, as a later feature needs it to put its own things there."""

    id: int
    relay_id: int
    region_id: int
    unit_id: int
    arrives_on: date
    departs_on: date
    time_zone: str


class SeasonPort(Protocol):
    """Who else makes things when a season is planned (events of a kit …). Runs in the planner's unit of work."""

    def ensure_kit(self, session: Session, code: str) -> None:
        """Raises Invalid when there is no such kit."""

    def fill_stops(self, session: Session, stops: Sequence[MadeStop], kit: str) -> int:
        """Put the kit's things into the stops and say how many were made."""
