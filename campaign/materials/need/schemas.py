"""The plain data of a need: what is used where and when, what it comes to, and what there is against it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from campaign.materials.norms.schemas import Counts, NormRow
from campaign.materials.schemas import VariantRow
from campaign.relay.schemas import RelayRow, StopRow


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
    `first` and `last` are the days of its first and last use. `spare_of`: the reserve is so many percent of so many (of a
    consumable with sizes, of all sizes together). `is_over`: nothing of it is used any more.
    """

    stop_id: int
    variant_id: int
    shares: tuple[Share, ...]
    used: int
    reserve: int
    first: date
    last: date
    peak_on: date | None = None
    spare_of: tuple[tuple[int, int], ...] = ()
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
    """What a stop has of a variant: in its store, issued for what is still to come (used up there or not), and under way
    to it.
    """

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


@dataclass(frozen=True)
class Stay:
    """A stop of the chain as far as its needs go: its number and its days."""

    stop_id: int
    first: date
    last: date


@dataclass(frozen=True)
class Unknown:
    """A norm that waits for a number that nobody has said: at this event, for what it is counted by."""

    stop_id: int
    event_id: int
    norm_id: int


@dataclass(frozen=True)
class Uses:
    """Everything that is used at some stops, with the norms and counts from which it follows, so that it can be opened."""

    demands: tuple[Demand, ...]
    articles: Mapping[int, Article]
    variants: Mapping[int, VariantRow]
    norms: Mapping[int, NormRow]
    counts: Mapping[int, Counts]
    unknown: tuple[Unknown, ...] = ()

    def article_of(self, variant_id: int) -> Article:
        return self.articles[self.variants[variant_id].material_id]


@dataclass(frozen=True)
class Holding:
    """Where the region has a variant: stores of the region and of stops, under way, with those who hold it.

    Of a consumable, holders count only as long as the event that they hold it for is still to come; what was used up
    there counts until then, too.
    """

    in_region: int = 0
    in_stops: int = 0
    under_way: int = 0
    held: int = 0

    @property
    def total(self) -> int:
        return self.in_region + self.in_stops + self.under_way + self.held


@dataclass(frozen=True)
class Stocks:
    """What there is, by stop and variant, and by variant in the whole region as far as the asker sees it."""

    at_stops: Mapping[tuple[int, int], Stock]
    in_region: Mapping[int, Holding]

    def at(self, stop_id: int, variant_id: int) -> Stock:
        return self.at_stops.get((stop_id, variant_id), Stock())

    def has(self, variant_id: int) -> int:
        return self.in_region.get(variant_id, Holding()).total


@dataclass(frozen=True)
class StopLine:
    """One variant at one stop: what it needs in all and from today on, what there is, what is sent and when it runs short."""

    variant: VariantRow
    need: StopNeed
    ahead: int
    stock: Stock
    days: tuple[DayNeed, ...]
    short: Short | None
    sending: Sending | None

    @property
    def is_met(self) -> bool:
        """Whether all that is still needed is here or under way."""
        return self.sending is None


@dataclass(frozen=True)
class NeedOfStop:
    """What one stop needs, material by material. `today` is the day from which on everything counts."""

    stop: StopRow
    today: date
    uses: Uses
    lines: tuple[StopLine, ...]

    @property
    def shorts(self) -> tuple[Short, ...]:
        """What runs short here, the soonest first."""
        found = [line.short for line in self.lines if line.short]
        return tuple(sorted(found, key=lambda it: (it.day, it.variant_id)))

    @property
    def by_day(self) -> tuple[tuple[DayNeed, StopLine], ...]:
        """The days from today on with what is used on each, in the order of the catalogue; the first also with what lacks."""
        found = [(day, line) for line in self.lines for day in line.days if day.used or (day.lacking and day is line.days[0])]
        return tuple(sorted(found, key=lambda it: it[0].day))


@dataclass(frozen=True)
class RouteLine:
    """One variant on the route: what all of it needs, what is needed from today on, and what is bought of it.

    `ahead` is None where nothing of it is used any more.
    """

    variant: VariantRow
    whole: VariantNeed
    ahead: VariantNeed | None
    holding: Holding
    purchase: Purchase

    @property
    def cost(self) -> int | None:
        """Of what is bought, in tiyn."""
        return None if self.variant.price is None else self.variant.price * self.purchase.quantity


@dataclass(frozen=True)
class RouteNeed:
    """What a route needs, as its asker may see it.

    `is_whole`: the asker sees the stores of the region and every stop; else `lines` are of the asker's stops alone, what lies
    in other stores is not known, and nothing follows for a purchase. `beside`: relays of the region that count the same stock.
    """

    relay: RelayRow
    chain: tuple[StopRow, ...]
    stops: tuple[StopRow, ...]
    is_whole: bool
    today: date
    uses: Uses
    stocks: Stocks
    lines: tuple[RouteLine, ...]
    of_stops: Mapping[int, NeedOfStop]
    shorts: tuple[Short, ...]
    beside: tuple[RelayRow, ...] = ()

    @property
    def untold_events(self) -> int:
        """At how many events somebody still has to say how many there will be of something."""
        return len({gap.event_id for gap in self.uses.unknown})

    @property
    def purchases(self) -> tuple[RouteLine, ...]:
        return tuple(line for line in self.lines if line.purchase.quantity) if self.is_whole else ()

    @property
    def cost(self) -> int | None:
        """Of everything that is bought and has a price, in tiyn; None while nothing has one."""
        known = [line.cost for line in self.purchases if line.cost is not None]
        return sum(known) if known else None

    @property
    def sendings(self) -> tuple[Sending, ...]:
        """Everything that is to be sent, the soonest first."""
        found = [line.sending for need in self.of_stops.values() for line in need.lines if line.sending]
        order = {stop.id: stop.position for stop in self.stops}
        return tuple(sorted(found, key=lambda it: (it.send_on, order[it.stop_id], self.uses.variants[it.variant_id].code)))


@dataclass(frozen=True)
class Lacking:
    """A reusable of which a route would need more at once, on a day, than the region has."""

    variant: VariantRow
    need: int
    has: int
    day: date
