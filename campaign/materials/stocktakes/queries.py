"""Reading stocktakes: the list, one with its sheet, and what of it was moved since it was frozen."""

from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import aliased

from campaign.accounts.models import User
from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l
from campaign.materials import queries as materials
from campaign.materials.models import StockLine
from campaign.materials.stocktakes import schemas
from campaign.materials.stocktakes.models import Stocktake, StocktakeLine
from campaign.materials.stocktakes.schemas import PAGE, StocktakeBrief, StocktakeState
from campaign.relay.models import Stop
from campaign.territory.models import Region
from campaign.web.paging import Page, keyset, number_cursor, page_of

NO_STOCKTAKE = _l("There is no such stocktake.")
_Ender = aliased(User)
_FRESH = {"populate_existing": True}
_STAY = Stop.__table__.alias()
_ZONE = func.coalesce(_STAY.c.time_zone, Region.time_zone)


def stocktakes(token: str | None = None, size: int = PAGE) -> Page[StocktakeBrief]:
    """A page of stocktakes, the newest first. Five statements at most."""
    differs = case((StocktakeLine.counted != StocktakeLine.expected, 1))
    asked: Any = (
        select(
            Stocktake, _ZONE, func.coalesce(User.name, ""), func.count(StocktakeLine.id), func.count(StocktakeLine.counted),
            func.count(differs),
        )
        .join(Region, Region.id == Stocktake.region_id)
        .outerjoin(_STAY, _STAY.c.id == Stocktake.stop_id)
        .outerjoin(User, User.id == Stocktake.begun_by)
        .outerjoin(StocktakeLine, StocktakeLine.stocktake_id == Stocktake.id)
        .group_by(Stocktake.id, User.name, _ZONE)
    )  # fmt: skip
    cursor = number_cursor(token)
    found = db.session.execute(keyset(asked, [Stocktake.id], cursor, size, newest_first=True)).all()
    page: Page[Any] = page_of(found, cursor, size, lambda row: (row[0].id,))
    stores = materials.place_rows({row.store_id for row, *_rest in page.rows})
    rows = tuple(
        StocktakeBrief(
            row.id, stores[row.store_id], row.state, zone, row.begun_at, by, row.ended_at, row.document_id, lines, counted,
            other,
        )
        for row, zone, by, lines, counted, other in page.rows
    )  # fmt: skip
    return Page(rows, page.before, page.after)


def stocktake_row(stocktake_id: int) -> schemas.Stocktake:
    """One stocktake with its sheet. Raises NotFound. Six statements, whatever stands on it."""
    asked = (
        select(Stocktake, _ZONE, func.coalesce(User.name, ""), func.coalesce(_Ender.name, ""))
        .join(Region, Region.id == Stocktake.region_id)
        .outerjoin(_STAY, _STAY.c.id == Stocktake.stop_id)
        .outerjoin(User, User.id == Stocktake.begun_by)
        .outerjoin(_Ender, _Ender.id == Stocktake.ended_by)
        .where(Stocktake.id == stocktake_id)
    )
    found = db.session.execute(asked, execution_options=_FRESH).one_or_none()
    if found is None:
        raise NotFound(NO_STOCKTAKE)
    row, zone, begun_by, ended_by = found
    store = materials.place_rows([row.store_id])[row.store_id]
    return schemas.Stocktake(
        row.id, store, row.state, zone, row.begun_at, begun_by, row.ended_at, ended_by, row.document_id, row.version,
        _sheet(row),
    )  # fmt: skip


def _sheet(row: Stocktake) -> tuple[schemas.StocktakeLine, ...]:
    variants = materials.variants(with_retired=True)
    moved = moved_since(row.id) if row.state is StocktakeState.OPEN else {}
    asked = select(StocktakeLine).where(StocktakeLine.stocktake_id == row.id).order_by(StocktakeLine.position, StocktakeLine.id)
    return tuple(
        schemas.StocktakeLine(
            line.id, variants[line.variant_id], line.expected, line.counted, line.counted_before, line.reason,
            line.variant_id in moved,
        )
        for line in db.session.scalars(asked, execution_options=_FRESH)
    )  # fmt: skip


def moved_since(stocktake_id: int, but_document: int | None = None) -> dict[int, int]:
    """The variants of a sheet that were moved since they were frozen, with their lines of the sheet. One statement.

    `but_document`: whose lines do not count.
    """
    touches = or_(StockLine.source_id == Stocktake.store_id, StockLine.target_id == Stocktake.store_id)
    later = select(StockLine.id).where(
        StockLine.variant_id == StocktakeLine.variant_id, StockLine.id > StocktakeLine.seen_line, touches,
        StockLine.document_id != (but_document or 0),
    )  # fmt: skip
    asked = (
        select(StocktakeLine.variant_id, StocktakeLine.id)
        .join(Stocktake, Stocktake.id == StocktakeLine.stocktake_id)
        .where(Stocktake.id == stocktake_id, later.correlate(StocktakeLine, Stocktake).exists())
    )
    return {variant_id: line_id for variant_id, line_id in db.session.execute(asked)}


def open_at(store_id: int) -> int | None:
    """The stocktake of a store that is not ended yet. One statement."""
    asked = select(Stocktake.id).where(Stocktake.store_id == store_id, Stocktake.state == StocktakeState.OPEN)
    return db.session.scalar(asked)


def not_on_sheet(row: schemas.Stocktake) -> tuple[tuple[int, str], ...]:
    """What could still be put on the sheet, as a form offers it. One statement."""
    there = {line.variant.id for line in row.lines}
    return tuple(
        (key, f"{variant.name.text()} {variant.label}".strip())
        for key, variant in materials.variants().items()
        if key not in there
    )
