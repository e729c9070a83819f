"""A sheet is frozen, counts are typed, and what was moved meanwhile is frozen anew.

Whoever freezes holds the store and its balances while reading which line of the ledger was the last: a document that is being
posted has either changed them already, or gets later lines.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.core import audit, clock, operations
from campaign.core.actor import current_actor
from campaign.core.db import unit_of_work
from campaign.core.errors import Closed, Conflict, Invalid, NotFound, Problem
from campaign.core.i18n import _, _l
from campaign.core.lengths import too_long
from campaign.materials import queries as materials
from campaign.materials.models import StockBalance, StockLine, StockPlace
from campaign.materials.policies import ensure_can_move_stock
from campaign.materials.schemas import MOST_PIECES, STORES
from campaign.materials.services import hold_stores
from campaign.materials.stocktakes import queries
from campaign.materials.stocktakes.models import Stocktake, StocktakeLine
from campaign.materials.stocktakes.schemas import MOST_REASON, Count, Extent, StocktakeState

_FRESH = {"populate_existing": True}
_BEGIN = "stocktake.begin"


def begin_stocktake(store_id: int, extent: Extent, key: str) -> int:
    """Freeze the sheet of a store: what the books say of each material now. Its number; the same key gives the same one.

    Raises NotFound, Refused, Conflict when one is open there already, or when there would be nothing on the sheet.
    """
    with unit_of_work() as session:
        store = session.scalars(select(StockPlace).where(StockPlace.id == store_id, StockPlace.kind.in_(STORES))).one_or_none()
        if store is None:
            raise NotFound(_l("There is no such store."))
        ensure_can_move_stock(current_actor(), store.region_id, store.stop_id)
        if (earlier := operations.begin(session, _BEGIN, key, [store_id, extent.value])) is not None:
            return int(earlier["stocktake"])
        if queries.open_at(store_id) is not None:
            raise Conflict(_l("This store is being counted already. Go on with the stocktake that is open."))
        row = Stocktake(
            store_id=store_id, region_id=store.region_id, stop_id=store.stop_id, begun_at=clock.campaign_now(),
            begun_by=current_actor().user_id,
        )  # fmt: skip
        session.add(row)
        session.flush()
        _put_on_sheet(session, row, _listed(frozen := _frozen(session, store_id), extent), frozen)
        audit.note(session, "stocktake.begun", "stocktake", row.id, region_id=row.region_id)
        operations.finish(session, _BEGIN, key, {"stocktake": row.id})
        return row.id


def _listed(frozen: Mapping[int, int], extent: Extent) -> list[int]:
    """The variants of the sheet in the order of the catalogue. Raises Conflict when there are none."""
    variants = materials.variants(with_retired=True)
    listed = [
        key
        for key, row in variants.items()
        if (frozen.get(key, 0) if row.retired else key in frozen or extent is Extent.EVERYTHING)
    ]
    if not listed:
        raise Conflict(_l("Nothing has ever been in this store. Choose the whole catalogue, to count what lies there."))
    return listed


def _frozen(session: Session, store_id: int) -> dict[int, int]:
    """What the books say of the store, held with it until the commit."""
    hold_stores(session, [store_id])
    asked = (
        select(StockBalance)
        .where(StockBalance.place_id == store_id)
        .order_by(StockBalance.place_id, StockBalance.variant_id)
        .with_for_update()
    )
    return {row.variant_id: row.on_hand for row in session.scalars(asked, execution_options=_FRESH)}


def _put_on_sheet(session: Session, row: Stocktake, variant_ids: Iterable[int], frozen: Mapping[int, int]) -> None:
    last = session.scalar(select(func.max(StocktakeLine.position)).where(StocktakeLine.stocktake_id == row.id)) or 0
    seen = _last_line(session)
    session.add_all(
        StocktakeLine(stocktake_id=row.id, position=place, variant_id=key, expected=frozen.get(key, 0), seen_line=seen)
        for place, key in enumerate(variant_ids, last + 1)
    )
    session.flush()


def _last_line(session: Session) -> int:
    """The last line of the whole ledger: asked of the table, since whoever counts sees only a part of it."""
    return session.execute(select(func.max(StockLine.__table__.c.id))).scalar() or 0


def held(session: Session, stocktake_id: int) -> Stocktake:
    """The stocktake, held until the unit of work ends. Raises NotFound, Refused, Closed when it has ended."""
    asked = select(Stocktake).where(Stocktake.id == stocktake_id).with_for_update()
    row = session.scalars(asked, execution_options=_FRESH).one_or_none()
    if row is None:
        raise NotFound(queries.NO_STOCKTAKE)
    ensure_can_move_stock(current_actor(), row.region_id, row.stop_id)
    if row.state is not StocktakeState.OPEN:
        raise Closed(_l("This stocktake has ended. What it says stays as it is."))
    return row


def lines_held(session: Session, stocktake_id: int) -> dict[int, StocktakeLine]:
    """The lines of the sheet by their numbers."""
    asked = select(StocktakeLine).where(StocktakeLine.stocktake_id == stocktake_id).order_by(StocktakeLine.position)
    return {line.id: line for line in session.scalars(asked, execution_options=_FRESH)}


def add_to_sheet(stocktake_id: int, variant_id: int) -> None:
    """Put something on the sheet that lies in the store but does not stand there. Again it changes nothing.

    Raises NotFound, Refused, Closed.
    """
    with unit_of_work() as session:
        row = held(session, stocktake_id)
        if variant_id not in materials.variants(with_retired=True):
            raise NotFound(_l("There is no such material or size."))
        if variant_id not in {line.variant_id for line in lines_held(session, stocktake_id).values()}:
            _put_on_sheet(session, row, [variant_id], _frozen(session, row.store_id))
            row.version += 1


def write_counts(stocktake_id: int, counts: Sequence[Count]) -> int:
    """Keep what was typed as a draft: only lines that were changed on the page are written. How many are counted now.

    Two people may count at once. Raises NotFound, Refused, Closed, Invalid: `count-<line>` names a number that cannot be, or
    that somebody else has typed otherwise meanwhile; then nothing is written.
    """
    with unit_of_work() as session:
        row, lines = held(session, stocktake_id), lines_held(session, stocktake_id)
        changed = [count for count in counts if count.line_id in lines and count.counted != count.was]
        problems = [problem for count in changed if (problem := _wrong(count, lines[count.line_id]))]
        if problems:
            raise Invalid(_l("The counts were not saved."), problems)
        for count in changed:
            lines[count.line_id].counted = count.counted
        if changed:
            row.version += 1
        return sum(line.counted is not None for line in lines.values())


def _wrong(count: Count, line: StocktakeLine) -> Problem | None:
    name = f"count-{count.line_id}"
    if count.counted is not None and not 0 <= count.counted <= MOST_PIECES:
        return Problem(name, "bad_count", _("A count is a whole number from 0 to %(most)s.", most=MOST_PIECES))
    if line.counted not in {count.was, count.counted}:
        words = _("not counted") if line.counted is None else str(line.counted)
        return Problem(
            name, "stale", _("Meanwhile somebody else has written here: %(words)s. Save again to keep yours.", words=words)
        )
    return None


def write_reasons(session: Session, lines: Mapping[int, StocktakeLine], reasons: Mapping[int, str]) -> None:
    """Keep why lines differ. Raises Invalid for what is too long."""
    problems = [problem for key, words in reasons.items() for problem in too_long(f"reason-{key}", words, MOST_REASON)]
    if problems:
        raise Invalid(_l("The stocktake was not posted."), problems)
    for key, words in reasons.items():
        if key in lines:
            lines[key].reason = words


def freeze_anew(stocktake_id: int) -> int:
    """Freeze those lines anew that were moved since, to be counted again; the others stay counted. How many they are.

    Raises NotFound, Refused, Closed.
    """
    with unit_of_work() as session:
        row = held(session, stocktake_id)
        frozen, seen = _frozen(session, row.store_id), _last_line(session)
        moved = set(queries.moved_since(stocktake_id).values())
        for key, line in lines_held(session, stocktake_id).items():
            if key in moved:
                line.expected, line.seen_line = frozen.get(line.variant_id, 0), seen
                line.counted_before, line.counted = line.counted if line.counted is not None else line.counted_before, None
        row.version += bool(moved)
        return len(moved)
