"""The plain data of drafts of a plan, and of several of them side by side."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from campaign.core.i18n import Translated
from campaign.relay.schemas import Plan, PlanWish

MOST_NAME: Final = 120
MOST_COMPARED: Final = 3


@dataclass(frozen=True)
class DraftRow:
    """A draft of a region. `changed_by` is the name of whoever changed it last, "" for the system.

    `relay_id` is the season that was made from it last.
    """

    id: int
    region_id: int
    region_name: Translated
    name: str
    wish: PlanWish
    campaign_id: int | None
    version: int
    changed_at: datetime
    changed_by: str
    relay_id: int | None


class Measure(StrEnum):
    """What drafts are compared by, in the order of the page."""

    START = "start"
    END = "end"
    DAYS = "days"
    STOPS = "stops"
    KILOMETRES = "kilometres"
    HARD = "hard"
    SOFT = "soft"
    KIT = "kit"


@dataclass(frozen=True)
class Drafted:
    """A draft and the plan that it makes today; None with the reason when it cannot be planned any more."""

    draft: DraftRow
    plan: Plan | None
    reason: str = ""


@dataclass(frozen=True)
class Compared:
    """One line of the comparison: a value for each draft, None where it has no plan. `best` are the places of the best."""

    measure: Measure
    values: tuple[int | float | date | str | None, ...]
    best: frozenset[int] = frozenset()

    @property
    def differs(self) -> bool:
        return len({value for value in self.values if value is not None}) > 1


@dataclass(frozen=True)
class PlaceLine:
    """The stops that stand at one number of the order, one a draft; None where a draft is shorter."""

    number: int
    cells: tuple["PlaceCell | None", ...]


@dataclass(frozen=True)
class PlaceCell:
    """A stop in a draft. `differs`: another draft has another place here."""

    name: Translated
    arrives: date
    departs: date
    hard: int
    soft: int
    differs: bool
