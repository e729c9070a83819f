"""Stores: opened before anything comes, and described: who answers for them and where they are."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaign.core import audit, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Invalid, NotFound, Stale
from campaign.core.i18n import _l
from campaign.core.lengths import too_long
from campaign.materials.models import StockPlace
from campaign.materials.policies import ensure_can_move_stock
from campaign.materials.schemas import LONGEST, STORES, PlaceKind
from campaign.materials.services import region_store, stop_store
from campaign.materials.stock.schemas import StoreWords
from campaign.relay.models import Stop
from campaign.territory.models import Region

_PLAIN = {"synchronize_session": False}


def open_store(kind: PlaceKind, number: int, words: StoreWords, key: str) -> int:
    """Open the store of a region or of a stop, and describe it; one that is there already is only described. Its place.

    The same key gives the same store. Raises NotFound (no such region or stop, or not for this actor), Refused, Invalid.
    """
    with unit_of_work() as session:
        if (
            earlier := operations.begin(session, "stock.open_store", key, [kind.value, number, *vars(words).values()])
        ) is not None:
            return int(earlier["store"])
        ensure_can_move_stock(current_actor(), *_whose(session, kind, number))
        _judge(words)
        row = region_store(session, number) if kind is PlaceKind.REGION else stop_store(session, number)
        row.responsible, row.whereabouts = words.responsible, words.whereabouts
        row.version += 1
        audit.note(session, "store.opened", "stock_place", row.id, region_id=row.region_id)
        operations.finish(session, "stock.open_store", key, {"store": row.id})
        return row.id


def _whose(session: Session, kind: PlaceKind, number: int) -> tuple[int, int | None]:
    """The region and the stop whose store it would be."""
    if kind is PlaceKind.REGION:
        region_id = session.scalar(select(Region.id).where(Region.id == number))
        found = (region_id, None) if region_id is not None else None
    else:
        row = session.execute(select(Stop.region_id, Stop.id).where(Stop.id == number)).one_or_none()
        found = (row.region_id, row.id) if row is not None else None
    if found is None:
        raise NotFound(_l("Choose whose store it is."))
    return found


def describe_store(store_id: int, words: StoreWords, version: int) -> None:
    """Say who answers for a store and where it is. Raises NotFound, Refused, Invalid, Stale."""
    with unit_of_work() as session:
        asked = select(StockPlace).where(StockPlace.id == store_id, StockPlace.kind.in_(STORES))
        row = session.scalars(asked).one_or_none()
        if row is None:
            raise NotFound(_l("There is no such store."))
        ensure_can_move_stock(current_actor(), row.region_id, row.stop_id)
        _judge(words)
        changed = session.execute(
            update(StockPlace)
            .where(StockPlace.id == store_id, StockPlace.version == version)
            .values(version=StockPlace.version + 1, **vars(words)),
            execution_options=_PLAIN,
        )
        if changed.rowcount != 1:  # type: ignore[attr-defined]
            raise Stale(_l("Somebody has changed this store meanwhile. Look at what stands there now, and save again."))
        audit.note(session, "store.described", "stock_place", row.id, region_id=row.region_id)


def _judge(words: StoreWords) -> None:
    problems = [problem for name, text in vars(words).items() for problem in too_long(name, text, LONGEST[name])]
    if problems:
        raise Invalid(_l("The store was not saved."), problems)
