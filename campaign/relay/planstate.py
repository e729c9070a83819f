"""The whole state of a planning page as words of an address, so that a plan can be kept, sent and recomputed.

Places are named by their ids, which are short: an address of two hundred places stays under 2,000 characters.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from campaign.relay.dates import SkipRule
from campaign.relay.schemas import Plan, PlanWish
from campaign.territory.schemas import UnitRow
from campaign.web.numbers import whole_or_none

FREE: Final = "free"  # the first place may be any
# What the page carries along without showing it as a field of its own.
CARRIED: Final = (
    "region", "as_of", "days", "first", "last", "order", "pins", "stays", "campaign", "parent", "outlast", "like", "own",
    "draft", "seen",
)  # fmt: skip
Pairs = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class PlanState:
    """What an organizer has chosen so far. Empty `units`: all of the region. `first`: "" the centre, "free", or an id."""

    region: str
    as_of: date | None
    start: date
    stay: int
    until: date
    skip: str
    kit: str
    days: tuple[date, ...] = ()
    units: tuple[int, ...] = ()
    first: str = ""
    last: str = ""
    order: tuple[int, ...] = ()
    pins: Pairs = ()
    stays: Pairs = ()
    campaign: int | None = None
    parent: int | None = None  # the stop that the relay is inside of
    outlast: bool = False
    like: int | None = None  # the relay that it copies
    own: bool = False  # with that one's own events, not with those of the kit
    draft: int | None = None  # the draft that was opened
    seen: int | None = None  # its version then

    def query(self) -> dict[str, Any]:
        """The state as the words of an address; what is as usual is left out."""
        words = {
            "region": self.region,
            "as_of": self.as_of.isoformat() if self.as_of else "",
            "start": self.start.isoformat(),
            "stay": str(self.stay),
            "until": self.until.isoformat(),
            "skip": "" if self.skip == "none" else self.skip,
            "kit": self.kit,
            "days": ",".join(day.isoformat() for day in self.days),
            "units": "" if self.order else dotted(self.units),
            "first": self.first,
            "last": self.last,
            "order": dotted(self.order),
            "pins": paired(self.pins),
            "stays": paired(self.stays),
            "campaign": str(self.campaign or ""),
            "parent": str(self.parent or ""),
            "outlast": "1" if self.outlast else "",
            "like": str(self.like or ""),
            "own": "1" if self.own else "",
            "draft": str(self.draft or ""),
            "seen": str(self.seen or ""),
        }
        return {name: value for name, value in words.items() if value}

    def wish(self, units: Sequence[UnitRow]) -> PlanWish:
        """The wish for the planner; `units` are the region's of the date. An id that is none of them stays a number."""
        codes = {unit.id: unit.code for unit in units}

        def code(unit_id: int) -> str:
            return codes.get(unit_id, str(unit_id))

        chosen = self.order or self.units
        return PlanWish(
            region_code=self.region, as_of=self.as_of or self.start, start=self.start, stay_days=self.stay, until=self.until,
            kit=self.kit, unit_codes=tuple(code(unit_id) for unit_id in chosen) if chosen else None,
            skip=SkipRule.of_word(self.skip, self.days),
            stays=tuple((code(unit_id), days) for unit_id, days in self.stays),
            pins=tuple((code(unit_id), place) for unit_id, place in self.pins),
            order=tuple(code(unit_id) for unit_id in self.order) or None,
            first={"": None, FREE: ""}.get(self.first, code(whole_or_none(self.first) or 0)),
            last=code(whole_or_none(self.last) or 0) if self.last else None,
            parent_stop_id=self.parent, may_outlast=self.outlast, like_relay_id=self.like, own_events=self.own,
        )  # fmt: skip

    def settled(self, plan: Plan) -> "PlanState":
        """The same with the order that the plan has found; its held ends become pins like the others."""
        if self.order:
            return self
        order = tuple(stop.unit_id for stop in plan.stops)
        held = set(dict(self.pins))
        if plan.first_held:
            held.add(order[0])
        if self.last:
            held.add(order[-1])
        return replace(self, order=order, first=FREE, last="", units=()).with_pins(held)

    def with_pins(self, held: Iterable[int]) -> "PlanState":
        """These places are held where the order has them."""
        kept = set(held)
        return replace(self, pins=tuple((unit, place) for place, unit in enumerate(self.order, 1) if unit in kept))

    def moved(self, places: Mapping[int, int], held: Iterable[int]) -> "PlanState":
        """The order after numbers were typed: who was given a new number gets it, the others close up in their old order."""
        return replace(self, order=reordered(self.order, places)).with_pins(held)

    def shortest(self) -> "PlanState":
        """The same places and pins, the order to be found anew."""
        return replace(self, units=self.order, order=(), first=FREE, last="")

    def opened(self, draft: int, version: int) -> "PlanState":
        """The same as the draft of this number, at its version."""
        return replace(self, draft=draft, seen=version)

    def with_stay(self, unit_id: int, days: int) -> "PlanState":
        return replace(self, stays=tuple(sorted({**dict(self.stays), unit_id: days}.items())))


def asked_again(state: PlanState) -> PlanState:
    """The state for the page that asks for places and days, on which an order means nothing."""
    return replace(state, units=state.order or state.units, order=(), pins=(), first="", last="")


def reordered(order: Sequence[int], places: Mapping[int, int]) -> tuple[int, ...]:
    """`places` are the numbers beside the rows, counted from 1; a number that was not changed wishes nothing.

    >>> reordered([11, 12, 13, 14], {11: 1, 12: 2, 13: 3, 14: 2})
    (11, 14, 12, 13)
    """
    moved = [unit for place, unit in enumerate(order, 1) if places.get(unit, place) != place]
    slots: dict[int, int] = {}
    for unit in moved:
        wished = min(max(places[unit], 1), len(order))
        free = [place for place in range(1, len(order) + 1) if place not in slots]
        slots[min(free, key=lambda place: (abs(place - wished), -place))] = unit
    rest = iter([unit for unit in order if unit not in set(moved)])
    return tuple(slots[place] if place in slots else next(rest) for place in range(1, len(order) + 1))


def dotted(numbers: Iterable[int]) -> str:
    """As `read_dotted` reads it."""
    return ".".join(str(value) for value in numbers)


def paired(pairs: Iterable[tuple[int, int]]) -> str:
    """As `read_paired` reads it."""
    return ".".join(f"{one}:{other}" for one, other in pairs)


def read_dotted(text: str) -> tuple[int, ...]:
    """`12.15.18`; what is no number is left out."""
    return tuple(value for part in text.split(".") if (value := whole_or_none(part)) is not None)


def read_paired(text: str) -> Pairs:
    """`12:1.15:2`; what is no pair of numbers is left out."""
    pairs: list[tuple[int, int]] = []
    for part in text.split("."):
        one, _colon, other = part.partition(":")
        if (unit := whole_or_none(one)) is not None and (value := whole_or_none(other)) is not None:
            pairs.append((unit, value))
    return tuple(pairs)
