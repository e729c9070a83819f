"""The plain data of a need: what is used where and when, what it comes to, and what there is against it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Article:
    """A material as the reckoning sees it. `sizes`: the numbers of its variants with their weights, in their order."""

    material_id: int
    is_reusable: bool
    pack: int
    washing_days: int
    travel_days: int
    sizes: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Demand:
    """One use: at an event (or, without one, of a stop) on its days, so many as a norm wants for so many of something.

    `amount` for every `each`, `reserve` in percent, by the norm with this number. `is_done`: the event was held, so that a
    consumable is gone by now whatever day it is.
    """

    stop_id: int
    event_id: int | None
    material_id: int
    first: date
    last: date
    count: int
    amount: int
    each: int = 1
    reserve: int = 0
    norm_id: int = 0
    is_done: bool = False

    @property
    def quantity(self) -> int:
        """Whole units, rounded up.

        >>> Demand(1, 1, 1, date(2018, 4, 6), date(2018, 4, 6), count=33, amount=1, each=10).quantity
        4
        """
        return -(-self.count * self.amount // self.each)


@dataclass(frozen=True)
class Share:
    """What a use wants of one size."""

    demand: Demand
    quantity: int


@dataclass(frozen=True)
class StopNeed:
    """What one stop needs of one variant.

    `used`: of a consumable the sum of its uses, of a reusable the greatest number in use on one day, which is `peak_on`.
    `first` and `last` are the days of its first and last use. `is_over`: nothing of it is used any more.
    """

    stop_id: int
    variant_id: int
    shares: tuple[Share, ...]
    used: int
    reserve: int
    first: date
    last: date
    peak_on: date | None = None
    is_over: bool = False

    @property
    def total(self) -> int:
        return self.used + self.reserve


@dataclass(frozen=True)
class VariantNeed:
    """What the route needs of one variant: the sum of its stops, or the greatest number that they hold at once.

    `peak_on` is the day on which that is so, `held_on_peak` what each stop holds then.
    """

    variant_id: int
    stops: tuple[StopNeed, ...]
    total: int
    peak_on: date | None = None
    held_on_peak: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Coming:
    """So many under way to a store, awaited on `due_on`; None: nobody has said when."""

    quantity: int
    due_on: date | None


@dataclass(frozen=True)
class Stock:
    """What a stop has of a variant: in its store, with those who hold it for what is still to come, and under way to it."""

    in_store: int = 0
    held: int = 0
    coming: tuple[Coming, ...] = ()

    @property
    def here(self) -> int:
        return self.in_store + self.held

    @property
    def under_way(self) -> int:
        return sum(one.quantity for one in self.coming)

    @property
    def total(self) -> int:
        return self.here + self.under_way


@dataclass(frozen=True)
class DayNeed:
    """A day at a stop: how many are used on it, how many it takes to have by then, and how many are there."""

    day: date
    used: int
    wanted: int
    there: int

    @property
    def lacking(self) -> int:
        return max(0, self.wanted - self.there)


@dataclass(frozen=True)
class Short:
    """From this day to that one a stop lacks at most `lacking` units; so many of them lie nowhere in the region."""

    stop_id: int
    variant_id: int
    day: date
    until: date
    lacking: int
    missing: int = 0

    @property
    def can_be_sent(self) -> int:
        return self.lacking - self.missing


@dataclass(frozen=True)
class Packs:
    """A quantity as it is packed: whole packs and loose units."""

    packs: int
    loose: int


@dataclass(frozen=True)
class Purchase:
    """What is to be bought of a variant: what the route still needs and the region does not have, in whole packs."""

    variant_id: int
    need: int
    has: int
    pack: int

    @property
    def lacking(self) -> int:
        return max(0, self.need - self.has)

    @property
    def packs(self) -> int:
        return -(-self.lacking // self.pack)

    @property
    def quantity(self) -> int:
        return self.packs * self.pack


@dataclass(frozen=True)
class Sending:
    """What is to be sent to a stop of a variant, on which day: it travels and is there for the first use."""

    stop_id: int
    variant_id: int
    quantity: int
    pack: int
    send_on: date

    @property
    def packed(self) -> Packs:
        return Packs(*divmod(self.quantity, self.pack))
