"""What a gallery shows of the photos there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from campaign.core.i18n import Words, _l
from campaign.events.schemas import EventRow, EventState
from campaign.people.photos.schemas import PhotoCounts, PhotoRow, Standing

FILTERS: Final[tuple[tuple[str, Words, str], ...]] = (  # in the address, in words, which count
    ("", _l("all"), "photos"),
    ("printable", _l("may be printed"), "printable"),
    ("unsaid", _l("say who is seen"), "unsaid"),
    ("blocked", _l("consent is missing"), "blocked"),
)
_WAITS: Final = frozenset({Standing.UNSAID, Standing.UNNAMED})


@dataclass(frozen=True)
class OfEvent:
    """The photos of one event in the gallery of its stop. `owes`: it was held, and nobody has sent one."""

    event: EventRow
    rows: tuple[PhotoRow, ...]
    owes: bool


def shown_of(rows: Sequence[PhotoRow], show: str) -> tuple[PhotoRow, ...]:
    """Those of one kind; all for a word that is none."""
    if show == "printable":
        return tuple(row for row in rows if row.is_printable)
    if show == "unsaid":
        return tuple(row for row in rows if row.standing in _WAITS)
    if show == "blocked":
        return tuple(row for row in rows if row.is_blocked)
    return tuple(rows)


def by_event(events: Iterable[EventRow], rows: Sequence[PhotoRow], shown: Sequence[PhotoRow]) -> tuple[OfEvent, ...]:
    """The events of a stop with those of their photos that are shown; an event without any is there only when it owes some."""
    has, found = {row.event_id for row in rows}, defaultdict(list)
    for row in shown:
        found[row.event_id].append(row)
    every = (OfEvent(event, tuple(found[event.id]), _owes(event, has)) for event in events)
    return tuple(one for one in every if one.rows or (one.owes and len(shown) == len(rows)))


def _owes(event: EventRow, has: set[int]) -> bool:
    return event.id not in has and event.state in {EventState.HELD, EventState.REPORTED}


@dataclass(frozen=True)
class Shown:
    """The panel on the page of a stop."""

    counts: PhotoCounts
    owing: int
    url: str
