"""For machines: what materials there are, what lies in which store, its card, and what a relay or a stop needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from campaign.core import clock
from campaign.core.actor import P
from campaign.core.i18n import Translated, _l
from campaign.materials import queries as places
from campaign.materials.catalogue import queries as catalogue
from campaign.materials.catalogue.schemas import MaterialRow, SizeRow
from campaign.materials.need import queries as needs_queries
from campaign.materials.need.schemas import NeedOfStop, RouteLine, RouteNeed, Short, StopLine
from campaign.materials.schemas import PlaceRow, Unit, VariantRow
from campaign.materials.stock import queries
from campaign.materials.stock.schemas import CardFilter, Movement
from campaign.territory.queries import regions
from campaign.web.api.fields import Day
from campaign.web.api.operations import Operations
from campaign.web.api.place import tell_on_the_wall_of
from campaign.web.api.shapes import Paging, shows
from campaign.web.guards import needs
from campaign.web.paging import Page

api = Operations("materials_api", __name__, _l("Materials, stores and what is in them, and what is needed"))


@dataclass(frozen=True)
class Balance:
    """How many of a material in one size belong to a store: in it, on the way to it, and with those who were given some."""

    variant_id: int
    material_id: int
    code: str
    name: Translated
    label: str
    unit: Unit
    in_store: int
    under_way: int
    given_out: int


@dataclass(frozen=True)
class Needed:
    """What a stop needs of a material in one size. `ahead`: from `today` on; `to_send` is to leave on `send_on`."""

    variant: VariantRow
    first: date
    last: date
    used: int
    reserve: int
    total: int
    ahead: int
    in_store: int
    held: int
    under_way: int
    to_send: int
    send_on: date | None
    short_from: date | None
    lacking: int


@dataclass(frozen=True)
class AtStop:
    stop_id: int
    today: date
    lines: tuple[Needed, ...]


@dataclass(frozen=True)
class OnRoute:
    """What a route needs of a material in one size; `to_buy` in whole packs, `cost` in tiyn where there is a price."""

    variant: VariantRow
    total: int
    ahead: int
    has: int
    lacking: int
    to_buy: int
    cost: int | None


@dataclass(frozen=True)
class OfRelay:
    """The need of a relay. `is_whole`: the account sees the stores of the region and every stop; else of its stops alone."""

    relay_id: int
    today: date
    is_whole: bool
    untold_events: int
    cost: int | None
    lines: tuple[OnRoute, ...]
    shorts: tuple[Short, ...]


SIZE = shows("MaterialSize", SizeRow, "id label weight retired")
MATERIAL = shows(
    "Material", MaterialRow, "id code name unit pack use travel_days washing_days price retired stock version sizes", sizes=SIZE
)  # fmt: skip
VARIANT = shows("Variant", VariantRow, "id material_id code name label unit pack use")
STORE = shows("Store", PlaceRow, "id kind region_id stop_id name label responsible whereabouts version")
BALANCE = shows("Balance", Balance, "variant_id material_id code name label unit in_store under_way given_out")
MOVEMENT = shows(
    "Movement", Movement,
    "line_id document_id number year kind dated_on made_at variant_id came left balance other_id event_id reason counterparty",
)  # fmt: skip
NEEDED = shows(
    "Needed", Needed,
    "variant first last used reserve total ahead in_store held under_way to_send send_on short_from lacking", variant=VARIANT,
)  # fmt: skip
AT_STOP = shows("NeedOfStop", AtStop, "stop_id today lines", lines=NEEDED)
ON_ROUTE = shows("NeededOnRoute", OnRoute, "variant total ahead has lacking to_buy cost", variant=VARIANT)
SHORT = shows("Short", Short, "stop_id variant_id day until lacking")
OF_RELAY = shows(
    "NeedOfRelay", OfRelay, "relay_id today is_whole untold_events cost lines shorts", lines=ON_ROUTE, shorts=SHORT
)  # fmt: skip


class CardAsked(Paging):
    """Between which days, by the dates of the documents, both included."""

    from_day = Day(load_default=None)
    to_day = Day(load_default=None)


@api.lists("/materials", MATERIAL)
@needs(P.MATERIALS_READ)
def materials() -> Sequence[MaterialRow]:
    """The catalogue with sizes, those no longer in use at the end; `stock` is what the account sees of it anywhere."""
    return catalogue.catalogue()


@api.reads("/materials/<int:material_id>", MATERIAL)
@needs(P.MATERIALS_READ)
def material(material_id: int) -> MaterialRow:
    """One material with its sizes; documents name a size by its `id`, the `variant_id`."""
    return catalogue.material_row(material_id)


@api.lists("/stores", STORE)
@needs(P.MATERIALS_READ)
def stores() -> Sequence[PlaceRow]:
    """The stores of regions and stops whose books the account may read."""
    return places.stores()


@api.reads("/stores/<int:store_id>", STORE)
@needs(P.MATERIALS_READ)
def store(store_id: int) -> PlaceRow:
    """One store."""
    return queries.store_to_read(store_id)


@api.lists("/stores/<int:store_id>/balances", BALANCE)
@needs(P.MATERIALS_READ)
def balances(store_id: int) -> Sequence[Balance]:
    """What belongs to a store, size by size."""
    row, materials = queries.stock_of_store(queries.store_to_read(store_id))
    found = [(size, row.amounts[size.id]) for one in materials for size in one.variants]
    return [
        Balance(
            size.id, size.material_id, size.code, size.name, size.label, size.unit, amount.store or 0, amount.under_way,
            amount.out,
        )
        for size, amount in found
    ]  # fmt: skip


@api.lists("/stores/<int:store_id>/variants/<int:variant_id>/movements", MOVEMENT, asks=CardAsked)
@needs(P.MATERIALS_READ)
def movements(asked: dict[str, Any], store_id: int, variant_id: int) -> Page[Movement]:
    """The card of a size in a store: what came and what left, with the balance after each, the newest first."""
    row, size = queries.store_to_read(store_id), queries.variant_row(variant_id)
    tell_on_the_wall_of(zone_of(row.region_id))
    return queries.card(row.id, size.id, CardFilter(asked["from_day"], asked["to_day"]), asked["after"], asked["limit"])


def zone_of(region_id: int) -> str:
    """The clock by which a region keeps its books. One statement."""
    return next((one.time_zone for one in regions(clock.campaign_today()) if one.id == region_id), "")


@api.reads("/stops/<int:stop_id>/need", AT_STOP)
@needs(P.MATERIALS_READ)
def need_of_stop(stop_id: int) -> AtStop:
    """What a stop needs, what there is of it, what is sent and when it runs short."""
    found = needs_queries.need_of_stop(stop_id)
    return _at(found)


@api.reads("/relays/<int:relay_id>/need", OF_RELAY)
@needs(P.MATERIALS_READ)
def need_of_relay(relay_id: int) -> OfRelay:
    """What a relay needs, what is bought of it, and where something runs short first."""
    found = needs_queries.need_of(relay_id)
    lines = tuple(_bought(line, found) for line in found.lines)
    return OfRelay(relay_id, found.today, found.is_whole, found.untold_events, found.cost, lines, found.shorts)


def _bought(line: RouteLine, need: RouteNeed) -> OnRoute:
    """Whoever sees only stops is told of no purchase: what lies in other stores is not known to them."""
    bought = line.purchase.quantity if need.is_whole else 0
    return OnRoute(
        line.variant, line.whole.total, line.ahead.total if line.ahead else 0, line.purchase.has, line.purchase.lacking, bought,
        line.cost if need.is_whole else None,
    )  # fmt: skip


def _at(need: NeedOfStop) -> AtStop:
    return AtStop(need.stop.id, need.today, tuple(map(_needed, need.lines)))


def _needed(line: StopLine) -> Needed:
    need, sending, short = line.need, line.sending, line.short
    return Needed(
        line.variant, need.first, need.last, need.used, need.reserve, need.total, line.ahead, line.stock.in_store,
        line.stock.held, line.stock.under_way, sending.quantity if sending else 0, sending.send_on if sending else None,
        short.day if short else None, short.lacking if short else 0,
    )  # fmt: skip
