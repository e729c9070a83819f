"""Reading the catalogue; everybody of the staff may."""

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, func, select, true

from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.i18n import _l, language
from campaign.core.text import sort_key
from campaign.materials.catalogue.schemas import MaterialRow, SizeRow
from campaign.materials.models import Material, MaterialVariant, StockBalance

NO_MATERIAL = _l("There is no such material.")


def catalogue() -> tuple[MaterialRow, ...]:
    """Every material by the reader's alphabet, those no longer in use at the end. Three statements."""
    rows = _rows(true())
    return tuple(sorted(rows, key=lambda row: (row.retired, sort_key(row.name.text(), language()), row.id)))


def material_row(material_id: int) -> MaterialRow:
    """One material. Raises NotFound. Three statements."""
    rows = _rows(Material.id == material_id)
    if not rows:
        raise NotFound(NO_MATERIAL)
    return rows[0]


def _rows(which: ColumnElement[bool]) -> list[MaterialRow]:
    found = db.session.scalars(select(Material).where(which), execution_options={"populate_existing": True}).all()
    ids = [row.id for row in found]
    sizes: defaultdict[int, list[SizeRow]] = defaultdict(list)
    for size, used in db.session.execute(_sizes(ids)):
        sizes[size.material_id].append(SizeRow(size.id, size.label, size.weight, size.retired, used))
    stock = _stock(ids)
    return [
        MaterialRow(
            row.id, row.code, row.name, row.unit, row.pack, row.use, row.travel_days, row.washing_days, row.price,
            row.shipped, row.retired, row.version, tuple(sizes[row.id]), stock.get(row.id, 0),
        )
        for row in found
    ]  # fmt: skip


def _sizes(material_ids: list[int]) -> Any:
    """Each size, and whether the ledger knows it: a balance is never taken away, so whatever was moved has one."""
    balance = select(StockBalance.variant_id).where(StockBalance.variant_id == MaterialVariant.id)
    return (
        select(MaterialVariant, balance.exists())
        .where(MaterialVariant.material_id.in_(material_ids))
        .order_by(MaterialVariant.material_id, MaterialVariant.position)
        .execution_options(populate_existing=True)
    )


def _stock(material_ids: list[int]) -> dict[int, int]:
    asked = (
        select(MaterialVariant.material_id, func.sum(StockBalance.on_hand))
        .join(StockBalance, StockBalance.variant_id == MaterialVariant.id)
        .where(MaterialVariant.material_id.in_(material_ids))
        .group_by(MaterialVariant.material_id)
    )
    return {material_id: number for material_id, number in db.session.execute(asked)}
