"""Short ways to a store that has something in it, for tests of everything that moves stock."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from campaign.core.db import db, unit_of_work
from campaign.core.i18n import Translated
from campaign.materials.models import Material, MaterialVariant, StockBalance, StockPeriod, StockPlace
from campaign.materials.schemas import DocumentKind, Move, PlaceKind, Posted, Posting, Unit, Use
from campaign.materials.services import holder, load_shipped, outside, post, region_store, stop_store, transit
from campaign.materials.stocktakes.schemas import Extent
from campaign.materials.stocktakes.services import begin_stocktake
from campaign.relay.models import Stop


def a_material(code: str, *sizes: str, use: Use = Use.CONSUMABLE, pack: int = 1, **more: int) -> list[int]:
    """A new material with these sizes, or the only one there is; the numbers of its variants."""
    with unit_of_work() as session:
        row = Material(code=code, name=Translated(code, code, code), unit=Unit.PIECE, pack=pack, use=use, **more)
        session.add(row)
        session.flush()
        variants = [MaterialVariant(material_id=row.id, position=at, label=label) for at, label in enumerate(sizes or ("",), 1)]
        session.add_all(variants)
        session.flush()
        return [variant.id for variant in variants]


def posted(kind: DocumentKind, store_id: int, *moves: tuple[int, int, int, int], **more: object) -> Posted:
    """A document in a unit of work of its own; moves as (variant, quantity, source, target)."""
    with unit_of_work() as session:
        return post(session, Posting(kind, store_id, tuple(Move(*move) for move in moves), **more))  # type: ignore[arg-type]


def store_of(stop_id: int) -> int:
    with unit_of_work() as session:
        return stop_store(session, stop_id).id


def store_of_region(region_id: int) -> int:
    with unit_of_work() as session:
        return region_store(session, region_id).id


def place_outside(region_id: int, kind: PlaceKind = PlaceKind.SUPPLIER) -> int:
    with unit_of_work() as session:
        return outside(session, region_id, kind).id


def received(store_id: int, variant_id: int, quantity: int) -> Posted:
    """So many come from the supplier."""
    region_id = db.session.scalars(select(StockPlace.region_id).where(StockPlace.id == store_id)).one()
    return posted(DocumentKind.RECEIPT, store_id, (variant_id, quantity, place_outside(region_id), store_id))


def stocked_for_walks(stop_id: int, pieces: int = 10_000, codes: Sequence[str] = ("soap", "sign", "gloves")) -> dict[str, int]:
    """The store of the stop has so many of what teams carry; the numbers of their variants by code."""
    with unit_of_work() as session:
        load_shipped(session)
        asked = select(Material.code, MaterialVariant.id).join(MaterialVariant, MaterialVariant.material_id == Material.id)
        found = session.execute(asked.where(Material.code.in_(codes))).all()
    variants = {code: variant for code, variant in found}
    store, supplier = store_of(stop_id), place_outside(db.session.get_one(Stop, stop_id).region_id)
    posted(DocumentKind.RECEIPT, store, *((variant, pieces, supplier, store) for variant in variants.values()))
    return variants


def on_hand(place_id: int, variant_id: int) -> int:
    """What the place holds of it now."""
    asked = select(StockBalance.on_hand).where(StockBalance.place_id == place_id, StockBalance.variant_id == variant_id)
    return db.session.scalar(asked, execution_options={"populate_existing": True}) or 0


def books_closed(region_id: int, through: date) -> None:
    """The books of the region's stores are closed up to that day."""
    with unit_of_work() as session:
        row = session.get(StockPeriod, region_id) or StockPeriod(region_id=region_id)
        row.closed_through = through
        session.add(row)


def held_by(registration_id: int) -> int:
    """The place of what somebody with a place at an event holds."""
    with unit_of_work() as session:
        return holder(session, registration_id=registration_id).id


def transferred(store_id: int, to_id: int, variant_id: int, quantity: int) -> Posted:
    """So many leave for another store and have not come yet."""
    with unit_of_work() as session:
        under_way = transit(session, session.get_one(StockPlace, to_id), None).id
    return posted(DocumentKind.TRANSFER, store_id, (variant_id, quantity, store_id, under_way))


def a_stocked_stop(stop_id: int, registration_id: int) -> dict[str, int | str]:
    """A stop's store with a material, of which somebody holds some: what the addresses of materials name."""
    (variant,), store = a_material("stocked"), store_of(stop_id)
    document = received(store, variant, 10).document_id
    person = held_by(registration_id)
    posted(DocumentKind.ISSUE, store, (variant, 2, store, person))
    material = db.session.scalars(select(MaterialVariant.material_id).where(MaterialVariant.id == variant)).one()
    stocktake = begin_stocktake(store, Extent.STORE, "begin")
    return {
        "stock_act": "receipt", "material_id": material, "variant_id": variant, "store_id": store, "holder_id": person,
        "stocktake_id": stocktake, "document_id": document,
    }  # fmt: skip
