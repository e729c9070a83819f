"""The port by which later rooms say figures from their own rows, and open those rows (SPEC F2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from campaign.core.i18n import Translated, Words
from campaign.events.figures.schemas import Counts, Source, Stage


@dataclass(frozen=True)
class Derived:
    """What rows of the campaign say of an event: so many of a measure. Nothing is said where nothing is known."""

    code: str
    stage: Stage
    value: int
    source: Source
    counts: Counts = Counts.PEOPLE


@dataclass(frozen=True)
class RowLine:
    """One row behind a number. `address` leads to it, where the asker may go there."""

    cells: tuple[str | Translated | int, ...]
    address: str = ""


@dataclass(frozen=True)
class Rows:
    """The rows behind a number, as many as are shown and how many there are; `address`: the page of all of them."""

    heads: tuple[Words, ...]
    lines: tuple[RowLine, ...]
    count: int
    address: str = ""


class DerivedPort(Protocol):
    """A room whose rows say figures of events. It reads only what the asker may see."""

    def figures_at(self, event_ids: Sequence[int]) -> Mapping[int, Sequence[Derived]]:
        """What its rows say of these events. A constant number of statements, and none without events."""
        ...

    def rows_of(self, event_id: int, code: str, stage: Stage) -> Rows | None:
        """The rows behind the figure of one event; None where this room says nothing of it, or the asker may not read them."""
        ...


DERIVED: list[DerivedPort] = []  # filled by registry, the lowest room first


class DifferentPeoplePort(Protocol):
    """Who knows people by name, and so how many different ones came to several events."""

    def different_people(self, audiences: Mapping[str, Sequence[int]]) -> Mapping[str, int]:
        """How many different people signed in at the events of each audience; one with nobody is left out. One statement."""
        ...


DIFFERENT: list[DifferentPeoplePort] = []  # filled by registry
