"""Things that a report counts: materials by the ledger, doors of walks, sheets to annex."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from campaign.core.db import db
from campaign.core.i18n import Translated
from campaign.core.prints import PrintedSheet
from campaign.materials.models import Material, MaterialVariant, StockDocument, StockLine, StockPlace
from campaign.materials.schemas import HOLDERS, STORES, DocumentKind, PlaceKind, Unit, shown_number
from campaign.reports.information.schemas import About

OF_EVENTS: Final = (
    "roster", "sign_in", "march", "column_sheet", "walk_sheet", "stock_issue", "stock_return",
)  # fmt: skip
"""Kinds of sheets about events that are annexed to a report, in their order."""
_SOURCE = StockPlace.__table__.alias("source_place")  # only what kind of place it is: lines and documents are in the scope
_TARGET = StockPlace.__table__.alias("target_place")


@dataclass(frozen=True)
class MaterialSum:
    """What became of a material: issued to people and teams, used up, brought back, lost; by which documents."""

    name: Translated
    unit: Unit
    issued: int = 0
    used: int = 0
    returned: int = 0
    lost: int = 0
    documents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Annex:
    """Frozen sheets of one kind: their numbers."""

    kind: str
    numbers: tuple[int, ...]


def materials_at(event_ids: Sequence[int]) -> tuple[MaterialSum, ...]:
    """What was issued at these events and what became of it, by material; documents taken back do not count. Two statements."""
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(_moved(event_ids)):
        found[row.material].append(row)
    named = select(Material.id, Material.name, Material.unit).where(Material.id.in_(found)).order_by(Material.id)
    return tuple(_summed(name, unit, found[number]) for number, name, unit in db.session.execute(named))


def _moved(event_ids: Sequence[int]) -> Any:
    back = aliased(StockDocument)
    grouped = (
        MaterialVariant.material_id.label("material"), StockDocument.id.label("document"), StockDocument.kind,
        StockDocument.number, StockDocument.year, _SOURCE.c.kind.label("left"), _TARGET.c.kind.label("came"),
    )  # fmt: skip
    at = (column.in_(event_ids) for column in (StockDocument.event_id, _SOURCE.c.event_id, _TARGET.c.event_id))
    return (
        select(*grouped, func.sum(StockLine.quantity).label("pieces"))
        .select_from(StockLine)
        .join(MaterialVariant, MaterialVariant.id == StockLine.variant_id)
        .join(StockDocument, StockDocument.id == StockLine.document_id)
        .join(_SOURCE, _SOURCE.c.id == StockLine.source_id)
        .join(_TARGET, _TARGET.c.id == StockLine.target_id)
        .where(or_(*at), StockDocument.kind != DocumentKind.REVERSAL)
        .where(~select(back.id).where(back.reverses_id == StockDocument.id).correlate(StockDocument).exists())
        .group_by(*grouped)
        .order_by(StockDocument.id)
    )


def _summed(name: Translated, unit: Unit, rows: Sequence[Any]) -> MaterialSum:
    counts = dict.fromkeys(("issued", "used", "returned", "lost"), 0)
    for row in rows:
        if (what := _became(row.left, row.came)) is not None:
            counts[what] += int(row.pieces)
    issues = {shown_number(row.number, row.year): None for row in rows if row.kind is DocumentKind.ISSUE}
    return MaterialSum(name, unit, **counts, documents=tuple(issues))


def _became(left: PlaceKind, came: PlaceKind) -> str | None:
    """Which column a movement stands in; None for what does not concern those who hold something."""
    if came in HOLDERS:
        return "issued"
    if came is PlaceKind.CONSUMED:
        return "used"
    if came is PlaceKind.LOST:
        return "lost"
    return "returned" if left in HOLDERS and came in STORES else None


def annexes_of(about: About, event_ids: Sequence[int]) -> tuple[Annex, ...]:
    """The newest sheet of each list that was printed of these events. One statement."""
    newest = (
        select(PrintedSheet.kind, func.max(PrintedSheet.number).label("number"))
        .where(PrintedSheet.stop_id == about.stop_id, PrintedSheet.kind.in_(OF_EVENTS))
        .where(PrintedSheet.subject_id.in_(event_ids))
        .group_by(PrintedSheet.kind, PrintedSheet.subject_id)
    )
    found: defaultdict[str, list[int]] = defaultdict(list)
    for kind, number in db.session.execute(newest):
        found[kind].append(number)
    return tuple(Annex(kind, tuple(sorted(found[kind]))) for kind in OF_EVENTS if kind in found)
