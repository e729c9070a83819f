"""What the ledger says of events, for their figures: what was given out there and did not come back."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import url_for
from sqlalchemy import and_, case, func, or_, select

from campaign.core.actor import P, current_actor
from campaign.core.db import db
from campaign.core.i18n import _l
from campaign.events.figures.ports import Derived, RowLine, Rows
from campaign.events.figures.schemas import Source, Stage
from campaign.events.queries import event_row
from campaign.materials.models import Material, MaterialVariant, StockDocument, StockLine, StockPlace
from campaign.materials.schemas import HOLDERS, STORES, PlaceKind, Use
from campaign.materials.words import DOCUMENTS

GIVEN: Final = "materials_given"
SHOWN: Final = 200
_HEADS: Final = (_l("Date"), _l("Document"), _l("No."), _l("Material"), _l("Quantity"))
_SOURCE, _TARGET = StockPlace.__table__.alias("given_from"), StockPlace.__table__.alias("given_to")
_WITH_PEOPLE: Final = HOLDERS | {PlaceKind.CONSUMED}
_OUT = and_(
    _SOURCE.c.kind.in_(STORES | {PlaceKind.FOUND, PlaceKind.SUPPLIER, PlaceKind.LOST}), _TARGET.c.kind.in_(_WITH_PEOPLE)
)
_BACK = and_(
    _SOURCE.c.kind.in_(_WITH_PEOPLE), _TARGET.c.kind.in_(STORES | {PlaceKind.FOUND, PlaceKind.SUPPLIER, PlaceKind.LOST})
)
_PIECES = case((_OUT, StockLine.quantity), else_=-StockLine.quantity)


class FiguresOfMaterials:
    """`DerivedPort`: consumables that left a store at the event, less what came back or was lost (fact)."""

    def figures_at(self, event_ids: Sequence[int]) -> Mapping[int, Sequence[Derived]]:
        """One statement. Of what serves again nothing is given away."""
        if not event_ids:
            return {}
        asked = _moved(StockDocument.event_id, func.sum(_PIECES)).where(StockDocument.event_id.in_(event_ids))
        return {
            event_id: [Derived(GIVEN, Stage.FACT, int(pieces), Source.COUNTED)]
            for event_id, pieces in db.session.execute(asked.group_by(StockDocument.event_id)) if pieces > 0
        }  # fmt: skip

    def rows_of(self, event_id: int, code: str, stage: Stage) -> Rows | None:
        """The lines of the documents of the event. Four statements."""
        if code != GIVEN or stage is not Stage.FACT:
            return None
        event = event_row(event_id)
        if not current_actor().may_at(P.MATERIALS_READ, event.region_id, event.stop_id):
            return None
        columns = (
            StockDocument.id, StockDocument.dated_on, StockDocument.kind, StockDocument.number, Material.name, _PIECES,
        )  # fmt: skip
        asked = _moved(*columns).where(StockDocument.event_id == event_id).order_by(StockDocument.id, StockLine.position)
        count = db.session.scalar(select(func.count()).select_from(asked.order_by(None).subquery())) or 0
        lines = tuple(
            RowLine(
                (f"{day:%d.%m.%Y}", str(DOCUMENTS[kind]), number, name, int(pieces)),
                url_for("ledger_staff.document", document_id=document),
            )
            for document, day, kind, number, name, pieces in db.session.execute(asked.limit(SHOWN))
        )
        return Rows(_HEADS, lines, count, url_for("issuing_staff.materials", event_id=event_id)) if count else None


def _moved(*columns: Any) -> Any:
    """Lines of consumables between what is kept and those who were given it."""
    return (
        select(*columns)
        .select_from(StockLine)
        .join(StockDocument, StockDocument.id == StockLine.document_id)
        .join(MaterialVariant, MaterialVariant.id == StockLine.variant_id)
        .join(Material, Material.id == MaterialVariant.material_id)
        .join(_SOURCE, _SOURCE.c.id == StockLine.source_id)
        .join(_TARGET, _TARGET.c.id == StockLine.target_id)
        .where(Material.use == Use.CONSUMABLE, or_(_OUT, _BACK))
    )
