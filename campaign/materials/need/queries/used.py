"""What was used up at events whose use still counts: often a walk is settled before it is said to be held."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from sqlalchemy import case, func, or_, select

from campaign.core.bulk import among
from campaign.core.db import db
from campaign.materials.models import StockDocument, StockLine, StockPlace
from campaign.materials.need.schemas import Uses
from campaign.materials.schemas import PlaceKind

# Where lines come from and go to; whose lines may be read, the lines say.
_SOURCE, _TARGET = StockPlace.__table__.alias("source"), StockPlace.__table__.alias("target")


def used_up(uses: Uses, events: Collection[int]) -> Iterator[tuple[int, int, int]]:
    """The stop, the variant and how many; never more than the event takes of the material. One statement."""
    into = _TARGET.c.kind == PlaceKind.CONSUMED
    asked = (
        select(
            StockDocument.event_id, StockLine.variant_id, func.sum(case((into, StockLine.quantity), else_=-StockLine.quantity))
        )
        .join(StockLine, StockLine.document_id == StockDocument.id)
        .join(_SOURCE, _SOURCE.c.id == StockLine.source_id)
        .join(_TARGET, _TARGET.c.id == StockLine.target_id)
        .where(among(db.session(), StockDocument.event_id, events), or_(into, _SOURCE.c.kind == PlaceKind.CONSUMED))
        .group_by(StockDocument.event_id, StockLine.variant_id)
        .order_by(StockDocument.event_id, StockLine.variant_id)
    )
    left = _taken(uses)
    for event_id, variant_id, number in db.session.execute(asked):
        variant = uses.variants.get(variant_id)
        if variant is None or variant.is_reusable:
            continue
        counted = min(number, left[event_id, variant.material_id])
        left[event_id, variant.material_id] -= counted
        if counted > 0:
            yield uses.counts[event_id].stop_id, variant_id, counted


def _taken(uses: Uses) -> defaultdict[tuple[int, int], int]:
    """How many of each material each event takes."""
    found: defaultdict[tuple[int, int], int] = defaultdict(int)
    for demand in uses.demands:
        if demand.event_id is not None:
            found[demand.event_id, demand.material_id] += demand.quantity
    return found
