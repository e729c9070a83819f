"""Reading the stock: one statement sums what is where, whatever the number of movements behind it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from campaign.core import clock
from campaign.core.actor import current_actor
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import Translated, _l
from campaign.materials import queries as materials
from campaign.materials.models import StockBalance, StockPlace
from campaign.materials.policies import can_move_stock
from campaign.materials.schemas import HOLDERS, STORES, PlaceKind, PlaceRow, VariantRow
from campaign.materials.stock.schemas import Amount, Board, MaterialHead, StoreStock, Whereabout
from campaign.materials.words import PLACES
from campaign.relay.models import Stop
from campaign.territory import queries as territory
from campaign.territory.models import Unit

Order = tuple[object, ...]


class _Stay(NamedTuple):
    """A stop as its store is called and where it stands in the list."""

    name: Translated
    order: Order


def regions_to_choose() -> tuple[tuple[int, Translated], ...]:
    """The regions with a store that the asker knows of, by their names. Two statements."""
    mine = set(db.session.scalars(select(StockPlace.region_id).where(StockPlace.kind.in_(STORES)).distinct()))
    return tuple((row.id, row.name) for row in territory.regions(clock.campaign_today()) if row.id in mine)


def ensure_reads_book(store: PlaceRow) -> None:
    """Raises NotFound for the store of a region before whoever runs a stop: they know its name, not what is in it."""
    scope = current_actor().scope
    if not (scope.everything or store.region_id in scope.regions or (store.stop_id or 0) in scope.stops):
        raise NotFound(_l("There is no such store."))


def store_to_read(store_id: int) -> PlaceRow:
    """A store whose book the asker reads. Raises NotFound. Three statements."""
    store = materials.store_row(store_id)
    ensure_reads_book(store)
    return store


def board(region_id: int, *, variant_ids: Iterable[int] | None = None) -> Board:
    """The stock of a region as far as the asker sees it. Some six statements, whatever was moved.

    `variant_ids`: of these alone.
    """
    sums = _sums(region_id, variant_ids)
    stays = _stays(region_id)
    rows = [
        StoreStock(
            row.kind, row.name, row.label, row.id, row.stop_id, row.responsible, row.whereabouts, sums.pop(row.stop_id, {})
        )
        for row in materials.stores()
        if row.region_id == region_id
    ]
    rows += [
        StoreStock(PlaceKind.STOP, stays[stop_id].name, "", None, stop_id, amounts=amounts)
        for stop_id, amounts in sums.items()
        if stop_id in stays
    ]
    first: Order = ()
    stores = sorted(rows, key=lambda row: stays[row.stop_id].order if row.stop_id in stays else first)
    return Board(region_id, tuple(stores), _heads(variant for row in stores for variant in row.amounts))


def stock_of_store(store: PlaceRow) -> tuple[StoreStock, tuple[MaterialHead, ...]]:
    """What belongs to one store, and the materials it has or had. Two statements."""
    amounts = _sums(store.region_id, None, (StockPlace.stop_id == store.stop_id,)).get(store.stop_id, {})
    row = StoreStock(
        store.kind, store.name, store.label, store.id, store.stop_id, store.responsible, store.whereabouts, amounts
    )  # fmt: skip
    return row, _heads(amounts)


def _sums(
    region_id: int, variant_ids: Iterable[int] | None, more: tuple[ColumnElement[bool], ...] = ()
) -> dict[int | None, dict[int, Amount]]:
    """By stop (None: the region itself) and variant. One statement."""
    of_kind = StockPlace.kind
    asked = (
        select(StockPlace.stop_id, of_kind, StockBalance.variant_id, func.sum(StockBalance.on_hand))
        .join(StockPlace, StockPlace.id == StockBalance.place_id)
        .where(StockBalance.region_id == region_id, *more)
        .group_by(StockPlace.stop_id, of_kind, StockBalance.variant_id)
    )
    if variant_ids is not None:
        asked = asked.where(StockBalance.variant_id.in_(list(variant_ids)))
    sums: defaultdict[int | None, dict[int, Amount]] = defaultdict(dict)
    for stop_id, kind, variant_id, number in db.session.execute(asked):
        here = sums[stop_id]
        here[variant_id] = here.get(variant_id, Amount()) + _amount(kind, number)
    return {stop_id: {key: amount for key, amount in row.items() if amount.is_known} for stop_id, row in sums.items()}


def _amount(kind: PlaceKind, number: int) -> Amount:
    if kind in STORES:
        return Amount(store=number)
    return Amount(under_way=number) if kind is PlaceKind.TRANSIT else Amount(out=number)


def _stays(region_id: int) -> dict[int | None, _Stay]:
    """The stops of a region in the order of their relays and of the route. One statement."""
    asked = (
        select(Stop.id, Unit.name, Stop.relay_id, Stop.position)
        .join(Unit, Unit.id == Stop.unit_id)
        .where(Stop.region_id == region_id)
    )
    return {stop_id: _Stay(name, (relay_id, position)) for stop_id, name, relay_id, position in db.session.execute(asked)}


def _heads(variant_ids: Iterable[int]) -> tuple[MaterialHead, ...]:
    """The materials of these variants in the alphabet, each with all of its sizes that are among them. One statement."""
    wished = set(variant_ids)
    return heads_of({key: row for key, row in materials.variants(with_retired=True).items() if key in wished})


def heads_of(rows: Mapping[int, VariantRow]) -> tuple[MaterialHead, ...]:
    """Variants put together into their materials, in their order."""
    together: dict[int, list[VariantRow]] = {}
    for row in rows.values():
        together.setdefault(row.material_id, []).append(row)
    return tuple(
        MaterialHead(key, sizes[0].name, sizes[0].unit, sizes[0].price, tuple(sizes)) for key, sizes in together.items()
    )


def material_head(material_id: int) -> MaterialHead:
    """One material with all of its sizes, those no longer in use too. Raises NotFound. One statement."""
    sizes = {key: row for key, row in materials.variants(with_retired=True).items() if row.material_id == material_id}
    if not sizes:
        raise NotFound(_l("There is no such material."))
    return heads_of(sizes)[0]


def holders_with(region_id: int, material: MaterialHead, most: int) -> tuple[Whereabout, ...]:
    """Who holds it, and what of it is under way, the most first. Two statements and those of the names."""
    kinds = [*HOLDERS, PlaceKind.TRANSIT]
    asked = (
        select(StockBalance.place_id, StockBalance.variant_id, StockBalance.on_hand)
        .join(StockPlace, StockPlace.id == StockBalance.place_id)
        .where(
            StockBalance.region_id == region_id, StockBalance.variant_id.in_([row.id for row in material.variants]),
            StockBalance.on_hand > 0, StockPlace.kind.in_(kinds),
        )
        .order_by(StockBalance.on_hand.desc(), StockBalance.place_id, StockBalance.variant_id)
        .limit(most)
    )  # fmt: skip
    found = db.session.execute(asked).all()
    named = materials.place_rows(place_id for place_id, _variant, _number in found)
    return tuple(Whereabout(named[place_id], variant_id, number) for place_id, variant_id, number in found)


def places_without_store() -> list[tuple[str, str]]:
    """Regions and stops of the asker's that keep no store yet, as a form offers them. Five statements."""
    actor = current_actor()
    own = materials.stores()
    kept = {(row.region_id, row.stop_id) for row in own}
    today = clock.campaign_today()
    regions = {row.id: row.name for row in territory.regions(today)}
    asked = (
        select(Stop.id, Stop.region_id, Unit.name, Stop.arrives_on)
        .join(Unit, Unit.id == Stop.unit_id)
        .where(~Stop.left_out)
        .order_by(Stop.region_id, Stop.relay_id, Stop.position)
    )
    stops = db.session.execute(asked).all()
    planned = {region_id for _stop, region_id, _name, _day in stops}
    offered = [
        (f"region-{region_id}", f"{name.text()}: {PLACES[PlaceKind.REGION]}")
        for region_id, name in regions.items()
        if region_id in planned and (region_id, None) not in kept and can_move_stock(actor, region_id, None)
    ]
    return offered + [
        (f"stop-{stop_id}", f"{name.text()}, {day.year}")
        for stop_id, region_id, name, day in stops
        if (region_id, stop_id) not in kept and can_move_stock(actor, region_id, stop_id)
    ]
